import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ContactsQuery } from '../../contract/contacts.ts'
import { columnOf } from '../../db/standing-sql.ts'
import { DAY } from '../../domain/duration.ts'
import { type Dimension, dimensions } from '../../domain/reports/dimensions.ts'
import { exclusiveQuantile, inDays } from '../../domain/reports/quantiles.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { createLoad, nextMoment } from '../../testing/load.ts'
import { RandomTeam } from '../../testing/random-team.ts'
import { testRipen } from '../../testing/ripen.ts'
import { seeded } from '../../testing/seeded.ts'
import { browseContacts } from '../browse-contacts.ts'
import { createIntake } from '../intake.ts'
import type { Ripen } from '../ripen.ts'
import { wakeContacts } from '../wake-contacts.ts'
import { cohorts } from './cohorts.ts'
import { funnel } from './funnel.ts'
import { sources } from './sources.ts'
import { stages } from './stages.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  const intake = createIntake(ripen)
  const random = seeded(7)
  const message = createLoad(random, { people: 60, late: 0.05 })
  const team = new RandomTeam(ripen, random)
  for (let round = 0; round < 90; round++) {
    ripen.clock.now = nextMoment(random, ripen.clock.now) + DAY
    await intake.submit(
      Array.from({ length: 1 + Math.floor(random() * 12) }, () => message(ripen.clock.now)),
      1000,
    )
    await wakeContacts(ripen, ripen.clock.now)
    await team.act()
  }
}, 120_000)
afterAll(() => database.drop())

/** The people behind a door, page by page, and how many it says there are. */
async function open(words: Readonly<Record<string, string | null>>) {
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== null))
  const people = new Set<string>()
  let pages = 0
  let total = { count: -1, exact: false }
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = ContactsQuery.parse({ ...given, limit: 7, ...(cursor === '' ? {} : { cursor }) })
    const page = await browseContacts(ripen, query)
    for (const { id } of page.items) people.add(id)
    pages += page.items.length
    total = page.total
    cursor = page.next
  }
  // Nobody is shown twice.
  expect(pages).toBe(people.size)
  return { people: people.size, total }
}

const same = (count: number) => ({ people: count, total: { count, exact: true } })

describe.each([null, 'source', 'tipping', 'team', 'version'] as const)('the people behind the numbers by %s', (by) => {
  const keyOf = (key: string) => (by === null ? {} : { by, key })

  test('of the funnel', { timeout: 60_000 }, async () => {
    const { rows } = await funnel.show(ripen, by === null ? {} : { by })
    expect(rows.length).toBeGreaterThan(0)
    for (const { key, counts, entered, steps } of rows) {
      for (const [stage, count] of Object.entries(counts))
        expect(await open({ reached: stage, ...keyOf(key) })).toEqual(same(count))
      for (const [stage, count] of Object.entries(entered))
        expect(await open({ entered: stage, ...keyOf(key) })).toEqual(same(count))
      for (const step of steps) {
        const { from, to } = step
        expect(await open({ from, reached: to, ...keyOf(key) })).toEqual(same(step.reached))
        expect(await open({ from, entered: to, ...keyOf(key) })).toEqual(same(step.entered))
        expect(await open({ from, reached: to, passed: 'no', ...keyOf(key) })).toEqual(same(step.base - step.reached))
      }
    }
  })

  test('of the cohorts', { timeout: 60_000 }, async () => {
    const found = await cohorts.show(ripen, { from: 'lead', ...(by === null ? {} : { by }) })
    expect(found.rows.length).toBeGreaterThan(0)
    for (const { key, month, entered, reached, young } of found.rows) {
      const period = { since: month, until: month, ...keyOf(key) }
      expect(await open({ entered: 'lead', ...period })).toEqual(same(entered))
      for (const [stage, count] of Object.entries(reached)) {
        expect(await open({ from: 'lead', reached: stage, ...period })).toEqual(same(count))
        expect(young[stage]).toBeLessThanOrEqual(entered)
      }
    }
  })

  test('of the stages', { timeout: 60_000 }, async () => {
    const { rows } = await stages.show(ripen, by === null ? {} : { by })
    expect(rows.length).toBeGreaterThan(0)
    for (const { key, now } of rows)
      for (const [stage, count] of Object.entries(now))
        expect(await open({ stage, ...keyOf(key) })).toEqual(same(count))
  })
})

/** Times between two stages as the ledger tells them, by value: first entry into the one to the next into the other. */
async function timesInLedger(by: Dimension | null, from: string, to: string): Promise<ReadonlyMap<string, number[]>> {
  const counts = `voided_by is null and rule is distinct from 'undated' and (rule is null or rule not like 'exclude.%')
    and track = 'main' and contact_id not in (select id from contacts where merged_into is not null)`
  const { rows } = await database.db.pool.query<{ value: string; ms: number }>(
    `select coalesce(${by === null ? `'all'` : columnOf[by]}, '(empty)') as value,
       extract(epoch from (
         select l.at from transitions l
         where l.contact_id = t.contact_id and l.nth > t.nth and l.to_stage = $2 and ${counts}
         order by l.nth limit 1
       ) - t.at)::float8 * 1000 as ms
     from transitions t
     where to_stage = $1 and ${counts} and nth = (
       select min(x.nth) from transitions x where x.contact_id = t.contact_id and x.to_stage = $1 and ${counts}
     )`,
    [from, to],
  )
  const times = new Map<string, number[]>()
  for (const { value, ms } of rows) if (ms !== null) times.set(value, [...(times.get(value) ?? []), Math.round(ms)])
  return times
}

test.each([null, 'source', 'country', 'team', 'version'] as const)(
  'times by %s are those of the ledger, one by one',
  async (by) => {
    const { rows } = await funnel.show(ripen, by === null ? {} : { by })
    let compared = 0
    for (const { key, steps } of rows)
      for (const { from, to, time } of steps) {
        const sorted = Float64Array.from((await timesInLedger(by, from, to)).get(key) ?? []).sort()
        if (sorted.length === 0) {
          expect(time).toBeNull()
          continue
        }
        compared += 1
        const at = (share: number) => inDays(exclusiveQuantile(sorted, share))
        const wanted = { n: sorted.length, median: at(0.5), q1: at(0.25), q3: at(0.75), p90: at(0.9) }
        expect(time).toEqual({ ...wanted, method: 'exclusive' })
      }
    expect(compared).toBeGreaterThan(2)
  },
)

test('times of cohorts are those of the ledger', async () => {
  const { times } = await cohorts.show(ripen, { from: 'lead' })
  for (const [to, time] of Object.entries(times))
    expect(time?.n ?? 0).toBe((await timesInLedger(null, 'lead', to)).get('all')?.length ?? 0)
  expect(Object.values(times).some((time) => time?.method === 'exclusive')).toBe(true)
  const months = [...new Set((await cohorts.show(ripen, { from: 'lead' })).rows.map(({ month }) => month))]
  // Which stages anybody came to after this one differs from one run to the next.
  const [to = '', whole] = Object.entries(times).find(([, time]) => time !== null) ?? []
  let parts = 0
  for (const month of months) {
    const part = await cohorts.show(ripen, { from: 'lead', since: month, until: month })
    parts += part.times[to]?.n ?? 0
  }
  expect(parts).toBe(whole?.n)
})

test('the people behind the numbers of the sources, in a period', async () => {
  for (const by of ['source', 'tipping', 'origin'] as const) {
    const period = { since: '2026-03', until: '2026-04' }
    const { rows } = await sources.show(ripen, { by, ...period })
    for (const { key, counts, entered } of rows)
      for (const stage of Object.keys(counts)) {
        expect(await open({ reached: stage, by, key, ...period })).toEqual(same(counts[stage] ?? 0))
        expect(await open({ entered: stage, by, key, ...period })).toEqual(same(entered[stage] ?? 0))
      }
  }
})

test('the parts of a break-down add up to everybody', async () => {
  const [everybody] = (await funnel.show(ripen, {})).rows
  for (const by of dimensions) {
    const { rows, more } = await funnel.show(ripen, { by })
    expect(more).toBe(0)
    for (const what of ['counts', 'entered', 'passes'] as const)
      for (const [stage, count] of Object.entries(everybody?.[what] ?? {}))
        expect(rows.reduce((sum, row) => sum + (row[what][stage] ?? 0), 0)).toBe(count)
  }
})

test('moves of the week are shown once for each person', async () => {
  const [row] = (await stages.show(ripen, {})).rows
  const moved = Object.entries(row?.in ?? {}).filter(([, count]) => count > 0)
  expect(moved.length).toBeGreaterThan(0)
  for (const [stage, count] of moved) {
    const { people, total } = await open({ stage, moved: 'in' })
    expect(total.count).toBe(count)
    expect(people).toBeGreaterThan(0)
    expect(people).toBeLessThanOrEqual(count)
  }
  for (const [stage, count] of Object.entries(row?.out ?? {}))
    expect((await open({ stage, moved: 'out' })).people).toBeLessThanOrEqual(count)
})

test.each([
  [{ by: 'source', stage: 'mql' }, '`by` needs `key` beside it.'],
  [{ key: 'email', by: 'source' }, '`by` needs `entered` or `reached` or `stage` beside it.'],
  [{ from: 'mql' }, '`from` needs `entered` or `reached` beside it.'],
  [{ entered: 'mql', reached: 'mql' }, '`entered` has no meaning beside `reached`.'],
  [{ entered: 'mql', q: 'ada' }, '`q` has no meaning beside `entered`.'],
  [{ since: '2026-01', stage: 'mql' }, '`since` needs `entered` or `reached` or `did` beside it.'],
  [{ from: 'sql', reached: 'mql' }, '“mql” does not come after “sql”.'],
  [{ entered: 'mqll' }, 'There is no stage “mqll”.'],
])('a door that leads nowhere says why: %j', async (words, sentence) => {
  await expect(browseContacts(ripen, ContactsQuery.parse(words))).rejects.toThrow(sentence)
})
