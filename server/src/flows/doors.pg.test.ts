import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContactItem } from '../contract/contacts.ts'
import type { Page, PageQuery } from '../contract/page.ts'
import { transaction } from '../db/transaction.ts'
import { EMPTY } from '../domain/cells.ts'
import { DAY } from '../domain/duration.ts'
import { dimensions } from '../domain/reports/dimensions.ts'
import type { Door } from '../features/contacts/door.ts'
import { type Effort, listBehind } from '../features/contacts/list-behind.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { createLoad, nextMoment } from '../testing/load.ts'
import { RandomTeam } from '../testing/random-team.ts'
import { testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { presentLens } from './browse-contacts.ts'
import { createIntake } from './intake.ts'
import type { Ripen } from './ripen.ts'
import { wakeContacts } from './wake-contacts.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  const intake = createIntake(ripen)
  const random = seeded(11)
  const message = createLoad(random, { people: 60, late: 0.05 })
  const team = new RandomTeam(ripen, random)
  for (let round = 0; round < 80; round++) {
    // Over a year and a half: the marks of many periods.
    ripen.clock.now = nextMoment(random, ripen.clock.now) + 7 * DAY
    await intake.submit(
      Array.from({ length: 1 + Math.floor(random() * 12) }, () => message(ripen.clock.now)),
      1000,
    )
    await wakeContacts(ripen, ripen.clock.now)
    await team.act()
  }
}, 120_000)
afterAll(() => database.drop())

/** Looks at everybody in order, and never asks for marks. */
const EVERYBODY: Effort = { walked: 1_000_000, marked: 1_000_000 }

async function open(door: Door, effort: Effort): Promise<readonly string[]> {
  const lens = await presentLens(ripen)
  const found: string[] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const asked: PageQuery = { limit: 3, cursor }
    const page: Page<ContactItem> = await transaction(database.db, (client) =>
      listBehind(client, door, asked, lens, effort),
    )
    found.push(...page.items.map(({ id }) => id))
    // Whole pages, save the last.
    if (page.next !== null) expect(page.items).toHaveLength(3)
    cursor = page.next
  }
  return found
}

async function valuesOf(column: string): Promise<readonly string[]> {
  const { rows } = await database.db.pool.query<{ value: string }>(
    `select distinct coalesce(${column}::text, '${EMPTY}') as value from transitions order by 1 limit 6`,
  )
  return rows.map(({ value }) => value)
}

const columns: Readonly<Record<string, string>> = { source: 'original_source', tipping: 'tipping_source' }

describe.each(dimensions)('people behind a number by %s are the same by marks as in order', (by) => {
  const few: Effort = { walked: 1, marked: 1_000 }
  // Too many for their marks, in every period: each is read in order.
  const dense: Effort = { walked: 2, marked: 2 }

  test.each([
    ['few', few],
    ['many', dense],
  ])('where there are %s', { timeout: 60_000 }, async (_, effort) => {
    const lens = await presentLens(ripen)
    const stages = lens.program?.tracks[0]?.stages.map(({ key }) => key) ?? []
    let people = 0
    for (const key of [...(await valuesOf(columns[by] ?? by)), 'nobody has it']) {
      const shared = { by, key, since: null, until: null }
      const half = ripen.clock.now - 200 * DAY
      const lead = stages.indexOf('lead')
      const doors: readonly Door[] = [
        { ...shared, behind: 'entries', stages: stages.slice(lead), dated: false, later: null },
        { ...shared, behind: 'entries', stages: ['lead'], dated: true, later: null, until: half },
        { ...shared, behind: 'entries', stages: ['lead'], dated: true, later: null, since: half },
        {
          ...shared,
          behind: 'entries',
          stages: ['lead'],
          dated: true,
          later: { stages: stages.slice(lead + 1), dated: false, passed: false },
        },
        { ...shared, behind: 'present', stage: 'lead' },
        { ...shared, behind: 'present', stage: 'mql' },
      ]
      for (const door of doors) {
        const all = await open(door, EVERYBODY)
        expect(await open(door, effort)).toEqual(all)
        people += all.length
      }
    }
    expect(people).toBeGreaterThan(50)
  })
})
