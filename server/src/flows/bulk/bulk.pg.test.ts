import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BulkSelection, BulkWork } from '../../contract/bulk-actions.ts'
import { bucketOf } from '../../domain/ids.ts'
import { insertPerson } from '../../features/people/people.ts'
import { readTally } from '../../features/reports/report-cells.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { incoming, named, testRipen } from '../../testing/ripen.ts'
import { checkReplay } from '../check-replay.ts'
import { countChanges } from '../count-reports.ts'
import { editContact } from '../edit-contact.ts'
import { createIntake, type RunningIntake } from '../intake.ts'
import { mergeContacts } from '../merge-contacts.ts'
import { reports } from '../reports/reports.ts'
import type { Ripen } from '../ripen.ts'
import { ruleContact } from '../rule-contact.ts'
import { voidTransition } from '../void-transition.ts'
import { beginBulk, dropBulk, getBulk, startBulk, stopBulk, undoBulk } from './begin-bulk.ts'
import { BulkWorker, stepBulkAction } from './carry-out-bulk.ts'
import { bulkPeople, viewOfBulk } from './view-bulk.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake
const someone = { user: 'someone', name: 'Some One' }
const PEOPLE = 120

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  intake = createIntake(ripen)
  for (let n = 0; n < PEOPLE; n++) await known(`p${n}`)
}, 60_000)

afterAll(async () => {
  const checked = await checkReplay(ripen)
  await database.drop()
  expect(checked).toMatchObject({ clean: true, examples: [] })
})

const tick = () => {
  ripen.clock.now += 1000
  return ripen.clock.now
}

/** Somebody who subscribed, so that it stands in a stage. */
async function known(user: string, more: Record<string, string> = {}) {
  const set = { email: `${user}@acme.example`, ...more }
  const identities = named({ user, email: set.email })
  await intake.submit(
    [
      incoming({ at: tick(), identities }, { kind: 'traits', data: { set } }),
      incoming({ at: tick(), identities }, { kind: 'subscription', name: 'newsletter', data: { on: true } }),
    ],
    100,
  )
}

const query = async <Row extends object>(text: string, values: unknown[] = []) =>
  (await database.db.pool.query<Row>(text, values)).rows
const idOf = async (user: string) => {
  const [row] = await query<{ id: string }>(
    `select contact_id as id from identities where kind = 'user' and value = $1`,
    [user],
  )
  return row?.id ?? ''
}
const idsOf = (...users: string[]) => Promise.all(users.map(idOf))
const stageOf = async (id: string) =>
  (await query<{ stage: string }>('select stage from positions where contact_id = $1', [id]))[0]?.stage ?? null
const traitsOf = async (id: string) =>
  (await query<{ traits: Record<string, unknown> }>('select traits from contacts where id = $1', [id]))[0]?.traits ?? {}

type More = Partial<Parameters<typeof beginBulk>[1]>
const begin = (selection: BulkSelection, work: BulkWork, more: More = {}) =>
  beginBulk(ripen, { selection, work, atOnce: false, by: someone, visible: 'all', ...more })
const worker = () => new BulkWorker(ripen, new AbortController().signal)
const finish = async (id: string) => {
  tick()
  const at = worker()
  while ((await at.step()) > 0);
  return viewOfBulk(ripen, await getBulk(ripen, id))
}
const run = async (selection: BulkSelection, work: BulkWork, more: More = {}) =>
  finish((await begin(selection, work, { atOnce: true, ...more })).id)
const undo = async (id: string) => {
  await undoBulk(ripen, id, someone, 'all')
  return finish(id)
}
const move = (to: string, more: object = {}): BulkWork => ({ do: 'move', to, reason: null, force: false, ...more })
const everybody: BulkSelection = { behind: { stage: 'subscriber' }, except: [] }

/** All that the reports answer, and who stands where with which traits. */
async function whole() {
  await countChanges(ripen)
  const answers: unknown[] = []
  for (const report of reports.filter(({ name }) => ['funnel', 'stages', 'sources'].includes(name)))
    answers.push({ ...((await report.show(ripen, report.query.parse({}) as never)) as object), at: null })
  return {
    answers,
    cells: (await readTally(database.db.pool)).rows,
    positions: await query('select contact_id, track, stage, since, level, reason from positions order by 1, 2'),
    traits: await query('select id, traits, name, email, owner from contacts order by id'),
    counts: await query(
      'select track, stage, sum(count) as count from stage_counts group by 1, 2 having sum(count) <> 0 order by 1, 2',
    ),
  }
}

describe('moving many', () => {
  test('is foreseen, done as each alone would be, and undone without a trace in lists and reports', async () => {
    const [first = '', ...some] = await idsOf('p0', 'p90', 'p91', 'p92', 'p93')
    for (const contact of some)
      await ruleContact(ripen, { contact, to: 'mql', reason: 'fair', force: true, by: someone })
    const without = await whole()
    const begun = await begin({ behind: {}, except: [first] }, move('nurturing', { reason: 'not now' }))
    const planned = await finish(begun.id)
    expect(planned).toMatchObject({ state: 'planned', people: PEOPLE - 1, result: { done: 0 } })
    const { done = 0, refused = 0 } = planned.foreseen ?? {}
    expect([done, refused]).toEqual([4, PEOPLE - 5])
    expect(await whole()).toEqual(without)

    const started = await startBulk(ripen, begun.id)
    expect(started.state).toBe('running')
    const finished = await finish(begun.id)
    expect(finished).toMatchObject({ state: 'done', result: { done, refused } })
    expect(finished.result.reasons).toEqual(planned.foreseen?.reasons)

    const back = await undo(begun.id)
    expect(back).toMatchObject({ state: 'undone', undo: { undone: done, left: 0 } })
    expect(await whole()).toEqual(without)
  })

  test('a move that is followed takes all, tells why not, and leaves alone whoever moved on since', async () => {
    const before = await whole()
    const begun = await begin(everybody, move('lost', { reason: 'budget', force: true }))
    const planned = await finish(begun.id)
    const count = planned.people
    expect(planned.foreseen).toMatchObject({ done: count, refused: 0 })
    // One moves on between the foresight and the start.
    const [other = '', third = '', fourth = ''] = await idsOf('p2', 'p3', 'p4')
    await ruleContact(ripen, { contact: other, to: 'mql', reason: 'called', force: true, by: { user: 'other' } })
    await startBulk(ripen, begun.id)
    const finished = await finish(begun.id)
    expect(finished.result).toMatchObject({ done: count - 1, refused: 1, unchanged: 0 })
    expect(finished.result.reasons[0]?.text).toContain('now in Marketing qualified lead')
    const key = finished.result.reasons[0]?.key ?? ''
    const people = await bulkPeople(
      ripen,
      await getBulk(ripen, begun.id),
      { reason: key, limit: 10, outcome: 'refused' },
      'all',
    )
    expect(people.items.map(({ contact }) => contact.id)).toEqual([other])

    // After it, one is moved by somebody, and of one the move is undone by hand.
    await ruleContact(ripen, { contact: third, to: 'mql', reason: 'back', force: true, by: { user: 'other' } })
    const [moved] = await query<{ nth: number }>(
      'select max(nth) as nth from transitions where contact_id = $1 and voided_by is null',
      [fourth],
    )
    await voidTransition(ripen, { transition: `${fourth}.${moved?.nth}`, reason: 'wrong', by: someone })
    const back = await undo(begun.id)
    expect(back.undo).toMatchObject({ undone: count - 3, left: 2 })
    expect(back.undo.reasons.map(({ text }) => text).sort()).toEqual([
      expect.stringContaining('moved it on'),
      expect.stringContaining('undone by somebody else'),
    ])
    expect(await stageOf(third)).toBe('mql')
    const after = await whole()
    const rest = (all: { contact_id?: string }[]) => all.filter((one) => ![other, third].includes(one.contact_id ?? ''))
    expect(rest(after.positions)).toEqual(rest(before.positions))
  })

  test('who stands there already is unchanged; a team that may not is told so', async () => {
    const [id = ''] = await idsOf('p5')
    await ruleContact(ripen, { contact: id, to: 'mql', reason: 'x', force: true, by: someone })
    const done = await run({ ids: [id] }, move('mql'))
    expect(done.result).toMatchObject({ done: 0, unchanged: 1, refused: 0 })
    const refused = await run({ ids: [id] }, move('sal'), { teams: [] })
    expect(refused.result).toMatchObject({ done: 0, refused: 1 })
  })
})

describe('setting traits', () => {
  test('is an event each, and undo gives back what there was but for what others changed', async () => {
    const [a = '', b = '', c = ''] = await idsOf('p10', 'p11', 'p12')
    await editContact(ripen, {
      contact: b,
      set: { industry: 'Steel', city: 'Essen' },
      was: {},
      identities: [],
      by: someone,
    })
    await editContact(ripen, { contact: c, set: { industry: 'Software' }, was: {}, identities: [], by: someone })
    const before = await whole()
    const work: BulkWork = { do: 'set_traits', set: { industry: 'Software', city: null } }
    const done = await run({ ids: [a, b, c] }, work)
    expect(done.result).toMatchObject({ done: 2, unchanged: 1, refused: 0 })
    expect(await traitsOf(b)).toMatchObject({ industry: 'Software' })
    expect(await traitsOf(b)).not.toHaveProperty('city')
    const told = await query(
      `select data -> 'set' as set, data -> 'by' ->> 'user' as by from events where contact_id = $1 and kind = 'traits' order by seq desc limit 1`,
      [b],
    )
    expect(told).toEqual([{ set: { industry: 'Software', city: null }, by: 'someone' }])
    const back = await undo(done.id)
    expect(back.undo).toMatchObject({ undone: 2, left: 0 })
    expect((await whole()).traits).toEqual(before.traits)

    const again = await run({ ids: [a, b] }, work)
    tick()
    await editContact(ripen, { contact: a, set: { industry: 'Wood' }, was: {}, identities: [], by: { user: 'other' } })
    await editContact(ripen, { contact: b, set: { city: 'Bonn' }, was: {}, identities: [], by: { user: 'other' } })
    const partly = await undo(again.id)
    expect(partly.undo).toMatchObject({ undone: 1, left: 1 })
    expect(partly.undo.reasons.map(({ text }) => text).sort()).toEqual([
      expect.stringContaining('Somebody changed industry'),
      expect.stringContaining('but for city'),
    ])
    expect(await traitsOf(a)).toMatchObject({ industry: 'Wood' })
    expect(await traitsOf(b)).toMatchObject({ industry: 'Steel', city: 'Bonn' })
  })

  test('what names one person is refused', async () => {
    await expect(
      begin({ ids: await idsOf('p1') }, { do: 'set_traits', set: { email: 'x@y.example' } }),
    ).rejects.toThrow(/names one person/)
  })

  test('owners are given, taken away, shared out in turn, and given back', async () => {
    const pool = database.db.pool
    for (const name of ['Ann', 'Bob', 'Cy'])
      await insertPerson(
        pool,
        { name, email: `${name.toLowerCase()}@ripen.example`, role: 'sales', teams: ['sales'], password: 'x' },
        ripen.now(),
      )
    const ids = await idsOf('p20', 'p21', 'p22', 'p23', 'p24', 'p25', 'p26')
    const owned = await run({ ids: ids.slice(0, 1) }, { do: 'set_owner', owner: 'old@ripen.example' })
    expect(owned.result.done).toBe(1)
    const before = await whole()
    const shared = await run({ ids }, { do: 'share_out', team: 'sales', keepOwners: true })
    expect(shared.result).toMatchObject({ done: 6, unchanged: 1 })
    const owners = await query<{ owner: string; count: number }>(
      `select owner, count(*) as count from contacts where id = any($1) group by 1 order by 1`,
      [ids],
    )
    expect(owners).toEqual([
      { owner: 'ann@ripen.example', count: 2 },
      { owner: 'bob@ripen.example', count: 2 },
      { owner: 'cy@ripen.example', count: 2 },
      { owner: 'old@ripen.example', count: 1 },
    ])
    await undo(shared.id)
    expect((await whole()).traits).toEqual(before.traits)
    const cleared = await run({ ids }, { do: 'set_owner', owner: null })
    expect(cleared.result).toMatchObject({ done: 1, unchanged: 6 })
    await expect(begin({ ids }, { do: 'share_out', team: 'nobody', keepOwners: false })).rejects.toThrow(/Nobody is in/)
  })
})

describe('whose people', () => {
  test('who is shown some only changes those, also where others were named', async () => {
    const [mine = '', other = ''] = await idsOf('p30', 'p31')
    await run({ ids: [mine] }, { do: 'set_owner', owner: 'rosa@ripen.example' })
    const visible = { owners: ['rosa@ripen.example'] }
    const work = move('lost', { reason: 'budget', force: true })
    const named = await run({ ids: [mine, other] }, work, { visible })
    expect(named).toMatchObject({ people: 1, result: { done: 1 } })
    expect(await stageOf(other)).not.toBe('lost')
    await undo(named.id)
    const all = await begin({ behind: {}, except: [] }, work, { visible })
    expect((await finish(all.id)).people).toBe(1)
    // Given away between the foresight and the start.
    await run({ ids: [mine] }, { do: 'set_owner', owner: 'max@ripen.example' })
    await startBulk(ripen, all.id)
    expect((await finish(all.id)).result).toMatchObject({ done: 0, refused: 1 })
    expect(await stageOf(mine)).not.toBe('lost')
  })

  test('somebody who was merged into another since is told, and not moved twice', async () => {
    const [one = '', other = ''] = await idsOf('p40', 'p41')
    const begun = await begin({ ids: [one, other] }, move('lost', { reason: 'budget', force: true }))
    await finish(begun.id)
    await mergeContacts(ripen, { survivor: one, other, by: someone })
    await startBulk(ripen, begun.id)
    const done = await finish(begun.id)
    expect(done.result).toMatchObject({ done: 1, refused: 1 })
    expect(done.result.reasons[0]?.text).toContain('merged')
    expect((await undo(begun.id)).undo).toMatchObject({ undone: 1, left: 0 })
  })
})

describe('at work', () => {
  test('a process that is killed -9 in the middle leaves nobody out and takes nobody twice', async () => {
    const begun = await begin({ behind: {}, except: [] }, { do: 'set_traits', set: { killed: 'no' } }, { atOnce: true })
    // Written slowly, so that a page is at work whenever the process is killed.
    await query(
      `create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.004); return new; end $$`,
    )
    await query('create trigger slow before insert on events for each row execute function slow()')
    const script = fileURLToPath(new URL('../../testing/bulk-process.ts', import.meta.url))
    let kills = 0
    for (let round = 0; round < 3; round++) {
      const { reached } = await getBulk(ripen, begun.id)
      const child = spawn(process.execPath, [script, database.url, String(tick())], { stdio: 'ignore' })
      const ended = new Promise((resolve) => child.once('exit', resolve))
      await expect
        .poll(async () => (await getBulk(ripen, begun.id)).reached > reached, { timeout: 20_000, interval: 5 })
        .toBe(true)
      child.kill('SIGKILL')
      await ended
      kills += 1
      if ((await getBulk(ripen, begun.id)).state === 'done') break
    }
    await query('drop trigger slow on events')
    expect(kills).toBeGreaterThan(1)
    // The database lets go of what a killed process held once it sees that nobody is there.
    await expect.poll(async () => (await finish(begun.id)).state, { timeout: 20_000 }).toBe('done')
    const done = await viewOfBulk(ripen, await getBulk(ripen, begun.id))
    expect(done).toMatchObject({ state: 'done', result: { done: done.people, refused: 0 } })
    const each = await query<{ count: number }>(
      `select count(*) as count from events where kind = 'traits' and data -> 'set' ? 'killed' group by contact_id`,
    )
    expect(each).toEqual(Array(done.people).fill({ count: 1 }))
    expect((await undo(begun.id)).undo).toMatchObject({ undone: done.people, left: 0 })
  })

  test('a connection that is cut again and again leaves nobody out and takes nobody twice', async () => {
    const marks = (n: number) => ({ round: `r${n}` })
    const begun = await begin({ behind: {}, except: [] }, { do: 'set_traits', set: marks(1) }, { atOnce: true })
    let cuts = 0
    for (let tries = 0; tries < 400; tries++) {
      const step = stepBulkAction(ripen, begun.id, 7).catch(() => false)
      if (tries % 3 > 0) {
        cuts += 1
        await database.db.pool
          .query(
            `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
          )
          .catch(() => {})
      }
      await step
      if ((await getBulk(ripen, begun.id)).state === 'done') break
    }
    const done = await viewOfBulk(ripen, await getBulk(ripen, begun.id))
    expect(cuts).toBeGreaterThan(5)
    expect(done).toMatchObject({ state: 'done', result: { done: done.people, refused: 0 } })
    const twice = await query(
      `select contact_id from events where kind = 'traits' and data -> 'set' ? 'round' group by 1 having count(*) <> 1`,
    )
    expect(twice).toEqual([])
    expect((await undo(begun.id)).undo).toMatchObject({ undone: done.people, left: 0 })
  })

  test('it is stopped between pages, goes on where it was, and undone as far as it went', async () => {
    const set = { stopped: 'yes' }
    const begun = await begin({ behind: {}, except: [] }, { do: 'set_traits', set }, { atOnce: true })
    while ((await getBulk(ripen, begun.id)).state === 'gathering') await stepBulkAction(ripen, begun.id)
    await stepBulkAction(ripen, begun.id, 10)
    await stopBulk(ripen, begun.id)
    expect(await stepBulkAction(ripen, begun.id, 10)).toBe(false)
    expect((await finish(begun.id)).result.done).toBe(10)
    await startBulk(ripen, begun.id)
    await stepBulkAction(ripen, begun.id, 10)
    await stopBulk(ripen, begun.id)
    expect((await undo(begun.id)).undo).toMatchObject({ undone: 20, left: 0 })
    expect(await query(`select 1 from contacts where traits ? 'stopped'`)).toEqual([])
    await expect(startBulk(ripen, begun.id)).rejects.toThrow(/done before/)
  })

  test('a fault with one person passes that one over, and says so', async () => {
    const ids = await idsOf('p50', 'p51', 'p52')
    await query(
      `create function fail_p51() returns trigger language plpgsql as
      $$ begin if new.contact_id = '${ids[1]}' and new.kind = 'traits' then raise exception 'planted' using errcode = '23514'; end if; return new; end $$`,
    )
    await query('create trigger fail_p51 before insert on events for each row execute function fail_p51()')
    const done = await run({ ids }, { do: 'set_traits', set: { faulty: 'x' } })
    await query('drop trigger fail_p51 on events')
    expect(done).toMatchObject({ state: 'done', result: { done: 2, refused: 1 } })
    expect(done.result.reasons[0]?.text).toContain('fault')
  })

  test('one line of the audit log tells of it, with its counts', async () => {
    const done = await run({ ids: await idsOf('p60', 'p61') }, { do: 'set_traits', set: { audited: 'x' } })
    await undo(done.id)
    const lines = await query(
      `select action, actor ->> 'user' as by, after -> 'done' as done, after -> 'undone' as undone from audit_log where subject_id = $1 order by id`,
      [done.id],
    )
    expect(lines).toEqual([
      { action: 'bulk_action.done', by: 'someone', done: 2, undone: null },
      { action: 'bulk_action.undone', by: 'someone', done: null, undone: 2 },
    ])
  })

  test('what was never started can be dropped; what was wrong with a query is told at once', async () => {
    const begun = await begin({ ids: await idsOf('p1') }, move('mql'))
    await dropBulk(ripen, begun.id)
    await expect(getBulk(ripen, begun.id)).rejects.toThrow(/no bulk action/)
    await expect(begin({ behind: { stage: 'nowhere' }, except: [] }, move('mql'))).rejects.toThrow(/nowhere/)
    await expect(begin({ ids: [ripenId()] }, move('nowhere'))).rejects.toThrow(/nowhere/)
    const gone = await run({ ids: [ripenId()] }, move('mql'))
    expect(gone.people).toBe(0)
  })
})

function ripenId(): string {
  const id = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'
  expect(bucketOf(id)).toBeGreaterThanOrEqual(0)
  return id
}
