import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../db/transaction.ts'
import { DAY } from '../../domain/duration.ts'
import { EVERYTHING, knownHistory } from '../../domain/history.ts'
import type { JsonObject } from '../../domain/json.ts'
import { segmentsUsed } from '../../domain/lifecycle/copy-segments.ts'
import { draftOf } from '../../domain/lifecycle/draft.ts'
import { emptyState, foldInto } from '../../domain/lifecycle/fold.ts'
import { readLibrary } from '../../features/contacts/read-library.ts'
import { listKept } from '../../features/segments/segments.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { createLoad, nextMoment } from '../../testing/load.ts'
import { RandomTeam } from '../../testing/random-team.ts'
import { testRipen } from '../../testing/ripen.ts'
import { seeded } from '../../testing/seeded.ts'
import { foldAccounts } from '../fold-accounts.ts'
import { createIntake } from '../intake.ts'
import { publishLifecycle } from '../publish-lifecycle.ts'
import { refoldContacts } from '../refold-contacts.ts'
import type { Ripen } from '../ripen.ts'
import { wakeContacts } from '../wake-contacts.ts'
import { browseFiltered, countPeople } from './filter-contacts.ts'
import { keepSegments } from './keep-segments.ts'
import { changeSegment, createSegment, deleteSegment, showSegment, showSegments } from './manage-segments.ts'
import { compileBeside } from './read-criteria.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
const by = { user: 'someone' }
const random = seeded(46)

const segments: Readonly<Record<string, JsonObject>> = {
  quiet: { idle: '20d' },
  busy: { did: { event: 'Content Downloaded', at_least: 2, within: '60d' } },
  faded: { all: [{ known: true }, { not: { score: { engagement: { at_least: 5 } } } }] },
  hot: { score: { engagement: { at_least: 15 } } },
  watchers: { any: [{ did: 'Video Watched' }, { page: { path: { starts: '/pricing' }, within: '30d' } }] },
  stayed: { stage: { for: '14d' } },
  large: { 'account.employees': { at_least: 50 } },
  small: { 'account.employees': { below: 50 } },
  elsewhere: { 'account.name': { contains: '3' } },
  heads: { 'traits.title': { matches: '(?i)^(head|vp)' } },
  both: { all: [{ segment: 'quiet' }, { not: { segment: 'busy' } }] },
  readers: { subscribed: 'newsletter' },
}

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
}, 120_000)
afterAll(() => database.drop())

async function settle() {
  while ((await foldAccounts(ripen, ripen.now())) > 0);
  for (let quiet = 0; quiet < 3 || (await isFilling()); ) quiet = (await keepSegments(ripen)) === 0 ? quiet + 1 : 0
}

/** The first look waits for whoever writes, also into other databases of the server. */
async function isFilling(): Promise<boolean> {
  const { rows } = await database.db.pool.query(
    'select from segments where not ended and filled_at is null and broken is null',
  )
  return rows.length > 0
}

/** Who is in which segment, found anew from all histories. */
async function foundAnew(): Promise<Record<string, string[]>> {
  const { pool } = database.db
  const head = await ripen.programs.head(pool)
  if (head === null) throw new Error('Nothing is published.')
  const ids = (
    await pool.query<{ id: string }>(
      'select id from contacts where merged_into is null and sealed_at is null order by id',
    )
  ).rows.map(({ id }) => id)
  const library = await transaction(database.db, (client) => readLibrary(client, ids))
  const rows = (await listKept(pool)).filter(({ key }) => key !== null)
  const saved = new Map(rows.map(({ key, criteria }) => [key ?? '', criteria]))
  const traits = new Map(
    (await pool.query<{ id: string; traits: JsonObject }>('select id, traits from accounts')).rows.map((row) => [
      row.id,
      row.traits,
    ]),
  )
  const found: Record<string, string[]> = {}
  for (const { key, criteria } of rows) {
    const read = compileBeside(head, segmentsUsed(criteria, saved), [criteria])
    if ('faults' in read) throw new Error(JSON.stringify(read.faults))
    const { program, asked } = read
    found[key ?? ''] = ids.filter((id) => {
      const state = draftOf(emptyState(program, id))
      for (const fact of knownHistory(library, id, EVERYTHING).facts) foldInto(program, state, fact)
      if (
        state.known === 0 &&
        state.activeAt === 0 &&
        Object.values(state.positions).every(({ stage }) => stage === null)
      )
        return false
      const name = state.account === null ? undefined : traits.get(state.account)?.['name']
      // What the lifecycle reads of accounts stands on their lines; this it does not read.
      if (name !== undefined) state.line = { seq: 0, at: 0, ...state.line, values: { ...state.line?.values, name } }
      return asked[0]?.bound.test(state, ripen.now()) === true
    })
  }
  return found
}

async function kept(): Promise<Record<string, string[]>> {
  const { rows } = await database.db.pool.query<{ key: string; contacts: string[] | null; members: number }>(
    `select s.key, s.members, (select array_agg(m.contact_id::text order by m.contact_id) from segment_members m where m.segment_id = s.id) as contacts
    from segments s where s.key is not null order by s.key`,
  )
  for (const { contacts, members } of rows) expect(contacts?.length ?? 0).toBe(members)
  return Object.fromEntries(rows.map(({ key, contacts }) => [key, contacts ?? []]))
}

/** Another lifecycle, whose states keep more: contacts are folded anew. */
async function publishOther(): Promise<void> {
  const head = await ripen.programs.head(database.db.pool)
  const further = { did: 'Webinar Attended' }
  const document = JSON.stringify({ ...head?.document, define: { ...head?.document.define, further } })
  expect(await publishLifecycle(ripen, { document, message: '', by })).toMatchObject({ outcome: 'published' })
  while ((await refoldContacts(ripen, ripen.clock.now)) > 0);
}

test('who is in a segment is always who is found anew over all histories', { timeout: 120_000 }, async () => {
  const intake = createIntake(ripen)
  const load = createLoad(random, { people: 40, late: 0.08 })
  const team = new RandomTeam(ripen, random)
  const names = Object.entries(segments)
  const [seen, compared] = [new Set<string>(), new Set<string>()]
  for (let round = 0; round < 70; round++) {
    ripen.clock.now = nextMoment(random, ripen.clock.now) + Math.floor(random() * 4 * DAY)
    const messages = Array.from({ length: 1 + Math.floor(random() * 12) }, () => load(ripen.clock.now))
    // Segments begin while writers are at it.
    const writing = intake.submit(messages, 1000)
    const next = round % 4 === 0 ? names[round / 4] : undefined
    if (next !== undefined) await createSegment(ripen, { name: next[0], key: next[0], note: '', where: next[1] }, by)
    if (random() < 0.5) await keepSegments(ripen)
    await writing
    if (random() < 0.5) await wakeContacts(ripen, ripen.clock.now)
    await team.act()
    if (round === 60) await publishOther()
    if (round % 5 !== 4) continue
    await settle()
    const now = await kept()
    expect(now).toEqual(await foundAnew())
    for (const key of Object.keys(now)) compared.add(key)
    for (const key of Object.keys(now).filter((one) => now[one]?.length !== 0)) seen.add(key)
  }
  expect(team.merges).toBeGreaterThan(0)
  expect(compared.size).toBe(names.length)
  expect(seen.size).toBeGreaterThan(names.length - 3)
  // Time alone.
  for (let days = 0; days < 40; days += 8) {
    ripen.clock.now += 8 * DAY
    await wakeContacts(ripen, ripen.clock.now)
    await settle()
    expect(await kept()).toEqual(await foundAnew())
  }
})

test('a segment answers lists, with its count, whatever else is asked', async () => {
  await settle()
  const members = (await kept())['watchers'] ?? []
  const shown = await showSegment(ripen, 'watchers')
  expect(shown).toMatchObject({ state: 'ready', count: members.length, kept: 'walk', counting: null, broken: null })
  const found: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await browseFiltered(ripen, { segment: 'watchers', limit: 3, cursor }, 'all', null)
    expect(page.total).toEqual({ count: members.length, exact: true })
    found.push(...page.items.map(({ id }) => id))
    cursor = page.next
  }
  expect(found.sort()).toEqual(members)
  const where = JSON.stringify({ stage: 'lead' })
  const both = await browseFiltered(ripen, { segment: 'watchers', where, limit: 200 }, 'all', null)
  expect(both.items.every(({ stage, id }) => stage === 'lead' && members.includes(id))).toBe(true)
  expect(both.total).toEqual({ count: both.items.length, exact: true })
  const nobody = await browseFiltered(ripen, { segment: 'watchers', limit: 200 }, { owners: ['ada'] }, null)
  expect(nobody).toMatchObject({ items: [], total: { count: 0, exact: true } })
})

test('criteria that nobody saved are counted the same way, and kept once', async () => {
  const where = { all: [{ did: 'Email Clicked' }, { known: true }] }
  const counted = await countPeople(ripen, { where, limit: 2 }, 'all')
  expect(counted).toMatchObject({ kept: 'walk', exact: true, counting: null })
  expect(counted.count).toBeGreaterThan(0)
  expect(counted.people.length).toBe(Math.min(2, counted.count))
  await countPeople(ripen, { where, limit: 2 }, 'all')
  const { rows } = await database.db.pool.query('select id from segments where key is null and not ended')
  expect(rows).toHaveLength(1)
  const columns = await countPeople(ripen, { where: { known: 'email' }, limit: 0 }, 'all')
  expect(columns).toMatchObject({ kept: 'columns', exact: true, people: [], counting: null })
  // An hour later nobody is kept for it any more.
  ripen.clock.now += 2 * 60 * 60_000
  await settle()
  expect((await database.db.pool.query('select id from segments where key is null')).rows).toEqual([])
})

test('a segment that others name stays, and one that names itself is refused', async () => {
  await expect(deleteSegment(ripen, 'quiet', by)).rejects.toMatchObject({ code: 'conflict' })
  await expect(changeSegment(ripen, 'quiet', { where: { segment: 'both' } }, by)).rejects.toMatchObject({
    code: 'unprocessable',
  })
  await expect(
    createSegment(ripen, { name: 'Self', key: 'self', note: '', where: { segment: 'self' } }, by),
  ).rejects.toMatchObject({ code: 'unprocessable' })
  await expect(createSegment(ripen, { name: 'x', note: '', where: { segment: 'quite' } }, by)).rejects.toThrow(
    'Did you mean “quiet”?',
  )
  await deleteSegment(ripen, 'both', by)
  await settle()
  expect((await showSegments(ripen)).map(({ key }) => key)).not.toContain('both')
  const { rows } = await database.db.pool.query(
    'select from segment_members m where not exists (select from segments s where s.id = m.segment_id)',
  )
  expect(rows).toEqual([])
  const changed = await changeSegment(ripen, 'quiet', { where: { idle: '1d' } }, by)
  expect(changed).toMatchObject({ state: 'counting' })
  await settle()
  expect(await kept()).toEqual(await foundAnew())
})

test.each([
  ['too many levels', Array.from({ length: 40 }).reduce<JsonObject>((inner) => ({ not: inner }), { known: true })],
  [
    'far too many levels',
    Array.from({ length: 2000 }).reduce<JsonObject>((inner) => ({ not: inner }), { known: true }),
  ],
  ['too long', { 'traits.city': 'x'.repeat(100_000) }],
  ['no conditions', []],
  ['an unknown condition', { stge: 'mql' }],
  ['an unknown stage', { stage: 'mqll' }],
  ['what accounts do not keep', { 'account.people': { reached: 'lead', people: 7 } }],
])('%s: a fault', async (_, where) => {
  await expect(countPeople(ripen, { where: where as JsonObject, limit: 1 }, 'all')).rejects.toMatchObject({
    code: 'unprocessable',
    faults: [{ place: expect.any(String), detail: expect.any(String) }],
  })
})

test('sixty conditions are answered', async () => {
  const where = { any: Array.from({ length: 60 }, (_, index) => ({ did: `Nothing ${index}` })) }
  expect(await countPeople(ripen, { where, limit: 5 }, 'all')).toMatchObject({ count: 0, exact: true, people: [] })
})
