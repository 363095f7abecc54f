import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sqlTime } from '../db/column-values.ts'
import { newId } from '../db/new-id.ts'
import { importSource } from '../domain/import-source.ts'
import type { Incoming, IncomingEvent } from '../domain/incoming.ts'
import { finishImport, insertImport } from '../features/imports/import-rows.ts'
import { readTally } from '../features/reports/report-cells.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { checkReplay } from './check-replay.ts'
import { countChanges } from './count-reports.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import { mergeContacts, undoMerge } from './merge-contacts.ts'
import type { Ripen } from './ripen.ts'
import { requestUndo, undoImport } from './undo-import.ts'
import { wakeContacts } from './wake-contacts.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  intake = createIntake(ripen)
})
afterAll(async () => {
  await database.drop()
})

type Names = Parameters<typeof named>[0]

const send = async (...messages: readonly Incoming[]) => {
  expect(await intake.submit(messages, 100)).toMatchObject({ outcome: 'committed', rejected: [] })
}
const nextSecond = () => {
  ripen.clock.now += 1000
  return ripen.clock.now
}
const says = (names: Names, event: Partial<IncomingEvent>, more: Partial<Incoming> = {}) =>
  incoming({ at: nextSecond(), identities: named(names), ...more }, event)
const visits = (names: Names, name = 'Video Watched') => says(names, { kind: 'track', name })
const tells = (names: Names, set: Record<string, string>) => says(names, { kind: 'traits', data: { set } })
const asksForDemo = (names: Names) => says(names, { kind: 'conversion', name: 'demo', data: {} })

/** An import whose rows come by the same way as those of a file. */
const imports = async () => {
  const id = newId(ripen.now())
  await insertImport(database.db.pool, {
    id,
    fileName: 'people.csv',
    path: '/people.csv',
    fingerprint: id,
    mapping: '',
    reading: {},
    runBy: 'command',
    bytes: 0,
    rejects: null,
    actor: 'system',
    startedAt: ripen.now(),
  })
  await finishImport(database.db.pool, id, { failure: null, rejects: null, now: ripen.now() })
  const rows = (...messages: readonly Incoming[]) =>
    send(...messages.map((one): Incoming => ({ ...one, channel: 'import', source: importSource(id) })))
  const undo = async () => {
    expect(await requestUndo(ripen, id, { user: 'u' })).toBe('begun')
    expect(await undoImport(ripen, id)).toBe(true)
    await settle()
  }
  return { id, rows, undo }
}
const settle = async () => {
  while ((await foldAccounts(ripen, ripen.now())) > 0);
  const { rows } = await database.db.pool.query<{ payload: { account: string } }>(
    `select payload from graphile_worker._private_jobs`,
  )
  for (const { payload } of rows)
    await database.db.pool.query('update contacts set wake_at = $2 where account_id = $1', [
      payload.account,
      sqlTime(ripen.now()),
    ])
  nextSecond()
  while ((await wakeContacts(ripen, ripen.now())) > 0);
  await countChanges(ripen)
}

/** All that lists, searches, counts and reports show. */
const shown = async () => {
  await settle()
  const all = async (sql: string) => (await database.db.pool.query(sql)).rows
  return {
    positions: await all('select contact_id, track, stage, since, level, reason, cycle from positions order by 1, 2'),
    people: await all(
      `select id, email, name, traits, known, source, account_id, merged_into from contacts
       where exists (select 1 from identities i where i.contact_id = contacts.id) order by id`,
    ),
    identities: await all('select kind, value, contact_id from identities order by 1, 2'),
    refs: await all('select * from external_refs order by 1, 2, 3'),
    accounts: await all(
      `select a.id, a.name, a.domain, a.traits from accounts a
       where exists (select 1 from account_identities i where i.account_id = a.id) order by id`,
    ),
    accountNames: await all('select kind, value, account_id from account_identities order by 1, 2'),
    deals: await all('select id, account_id, data from opportunities order by id'),
    roles: await all('select * from opportunity_roles order by 1, 2'),
    moves: await all(
      `select contact_id, track, at, from_stage, to_stage, level, cause, reason, rule, original_source, origin from transitions
       where voided_by is null order by 1, 2, 3, place`,
    ),
    counts: (
      await all('select track, stage, sum(count) as count from stage_counts group by 1, 2 order by 1, 2')
    ).filter(({ count }) => count > 0),
    reports: (await readTally(database.db.pool)).rows,
  }
}
const clean = async () => expect(await checkReplay(ripen)).toMatchObject({ clean: true, examples: [] })
const rowOf = async (value: string) => {
  const { rows } = await database.db.pool.query<{ id: string }>(
    'select contact_id as id from identities where value = $1',
    [value],
  )
  return rows[0]?.id ?? ''
}

const stageOf = async (id: string) => {
  const { rows } = await database.db.pool.query<{ stage: string }>(
    'select stage from positions where contact_id = $1',
    [id],
  )
  return rows[0]?.stage ?? null
}

describe('an import that is undone', () => {
  test('leaves everything as it was, of people who were known and of people who were not', async () => {
    await send(
      tells(
        { user: 'ann', email: 'ann@one.example' },
        { email: 'ann@one.example', firstName: 'Ann', title: 'Analyst' },
      ),
      visits({ user: 'ann' }),
    )
    const before = await shown()
    const file = await imports()
    await file.rows(
      tells({ user: 'ann' }, { title: 'Head of Data', city: 'Bern' }),
      asksForDemo({ user: 'ann' }),
      tells({ email: 'bob@two.example' }, { email: 'bob@two.example', firstName: 'Bob' }),
      asksForDemo({ email: 'bob@two.example' }),
    )
    const after = await shown()
    expect(after.positions).toHaveLength(2)
    expect(after.positions).not.toEqual(before.positions)
    expect(after.reports).not.toEqual(before.reports)
    await file.undo()
    expect(await shown()).toEqual(before)
    await clean()
  })

  test('takes back what followed from it, and leaves what was done before, between and after', async () => {
    await send(tells({ user: 'cat' }, { firstName: 'Cat' }), visits({ user: 'cat' }))
    const file = await imports()
    await file.rows(asksForDemo({ user: 'cat', email: 'cat@three.example' }))
    await send(visits({ user: 'cat' }, 'Between'))
    await file.rows(tells({ user: 'cat' }, { firstName: 'Kate', title: 'Head of Data' }))
    await send(visits({ email: 'cat@three.example' }, 'By the address'))
    await file.undo()
    const cat = await rowOf('cat')
    // A message named her by the address too, so it stays hers.
    expect(await rowOf('cat@three.example')).toBe(cat)
    const { rows } = await database.db.pool.query(
      `select c.name, c.traits, p.stage from contacts c left join positions p on p.contact_id = c.id where c.id = $1`,
      [cat],
    )
    expect(rows[0]).toMatchObject({ name: 'Cat', traits: { firstName: 'Cat' }, stage: 'engaged' })
    await clean()
  })

  test('of rows that were merged meanwhile leaves each what is its own, also when they are parted', async () => {
    await send(visits({ user: 'dan' }), visits({ user: 'dora' }))
    const [dan, dora] = [await rowOf('dan'), await rowOf('dora')]
    const before = await shown()
    const file = await imports()
    await file.rows(asksForDemo({ user: 'dora' }), tells({ user: 'dora' }, { firstName: 'Dora' }))
    expect(await mergeContacts(ripen, { survivor: dan, other: dora, by: 'system' })).toEqual({ outcome: 'merged' })
    expect(await stageOf(dan)).toBe('mql')
    await file.rows(tells({ user: 'dora' }, { city: 'Genf' }))
    await file.undo()
    // The merge took the stage that the file had given; it is asked again what the other row had without it.
    expect(await stageOf(dan)).toBe('engaged')
    await clean()
    expect(await undoMerge(ripen, { survivor: dan, other: dora, by: 'system' })).toEqual({ outcome: 'undone' })
    const after = await shown()
    for (const part of ['positions', 'people', 'identities', 'counts'] as const)
      expect(after[part]).toEqual(before[part])
    await clean()
  })

  test('parts the rows that its own rows had joined', async () => {
    await send(visits({ user: 'eve' }), visits({ email: 'eve@five.example' }))
    const before = await shown()
    const file = await imports()
    await file.rows(tells({ user: 'eve', email: 'eve@five.example' }, { firstName: 'Eve' }))
    expect((await shown()).people.filter(({ merged_into: into }) => into !== null)).toHaveLength(1)
    await file.undo()
    const after = await shown()
    for (const part of ['positions', 'people', 'identities', 'counts', 'reports'] as const)
      expect(after[part]).toEqual(before[part])
    await clean()
  })

  test('gives accounts back what they were, and to their people what followed from it', async () => {
    const works = { id: 'six', traits: {} }
    await send(
      says({ user: 'fay' }, { kind: 'track', name: 'Video Watched' }, { group: works }),
      visits({ user: 'fred' }),
    )
    const before = await shown()
    const file = await imports()
    const rival = { id: 'six', traits: { name: 'Six', website: 'six.example', domain: 'rival.example' } }
    await file.rows(
      says({ user: 'fred' }, { kind: 'traits', data: { set: {} } }, { group: rival }),
      says(
        { user: 'gus' },
        { kind: 'traits', data: { set: {} } },
        { group: { id: 'seven', traits: { name: 'Seven' } } },
      ),
    )
    const after = await shown()
    expect(after.accounts).toMatchObject([{ name: 'Six' }, { name: 'Seven' }])
    expect(after.accountNames).toHaveLength(3)
    await file.undo()
    expect(await shown()).toEqual(before)
    await clean()
  })

  test('takes deals and roles back, and leaves those that others told of', async () => {
    const deal = (id: string, amount: string, state: 'open' | 'won' = 'open') => ({
      opportunity: { id, state, set: { amount }, people: [], role: 'buyer' },
    })
    const about = (user: string, more: Partial<Incoming>) =>
      incoming({ at: nextSecond(), identities: named({ user }), ...more })
    await send(about('hal', deal('d-1', '100')))
    const before = await shown()
    const file = await imports()
    await file.rows(
      about('hal', deal('d-1', '900', 'won')),
      about('ida', deal('d-2', '5')),
      about('ida', deal('d-1', '7')),
    )
    expect((await shown()).deals).toHaveLength(2)
    await file.undo()
    expect(await shown()).toEqual(before)
    await clean()
  })

  test('can be made again, and brings then what it brought the first time', async () => {
    const at = nextSecond()
    const people = ['jo', 'kim', 'lea'].map((user) =>
      incoming(
        { at, identities: named({ user, email: `${user}@eight.example` }) },
        { kind: 'conversion', name: 'demo' },
      ),
    )
    const first = await imports()
    await first.rows(...people)
    const once = await shown()
    await first.undo()
    const second = await imports()
    await second.rows(...people)
    const again = await shown()
    const facts = (all: Awaited<ReturnType<typeof shown>>) => ({
      positions: all.positions.map(({ stage, since }) => ({ stage, since })),
      names: all.identities.map(({ kind, value }) => ({ kind, value })),
      // Another import makes other rows: in which order they come is chance.
      people: all.people
        .map(({ email, name, traits, known }) => ({ email, name, traits, known }))
        .sort((a, b) => (a.email ?? '').localeCompare(b.email ?? '')),
      counts: all.counts,
      reports: all.reports,
    })
    expect(facts(again)).toEqual(facts(once))
    await second.rows(...people)
    expect(facts(await shown())).toEqual(facts(once))
    await second.undo()
    expect((await shown()).positions.length).toBeLessThan(once.positions.length)
    await clean()
  })

  test('is refused twice, and by name where there is none', async () => {
    const file = await imports()
    await file.undo()
    expect(await requestUndo(ripen, file.id, 'system')).toBe('already')
    expect(await requestUndo(ripen, newId(ripen.now()), 'system')).toBe('unknown')
  })
})
