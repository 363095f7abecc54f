import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../domain/duration.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { createLoad, nextMoment } from '../testing/load.ts'
import { RandomTeam } from '../testing/random-team.ts'
import { testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake } from './intake.ts'
import { planLifecycle } from './plan-lifecycle.ts'
import { publishLifecycle } from './publish-lifecycle.ts'
import { refoldContacts } from './refold-contacts.ts'
import { wakeContacts } from './wake-contacts.ts'

let database: TestDatabase
let ripen: Awaited<ReturnType<typeof testRipen>>
beforeEach(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
})
afterEach(() => database.drop())

const b2b = findPreset('b2b')?.document ?? ''

/** A few months of a company: people, deals, accounts, late facts, rulings, merges. */
async function live(seed: number, rounds: number): Promise<void> {
  const random = seeded(seed)
  const message = createLoad(random, { people: 60, late: 0.05 })
  const intake = createIntake(ripen)
  const team = new RandomTeam(ripen, random)
  for (let round = 0; round < rounds; round++) {
    ripen.clock.now = nextMoment(random, ripen.clock.now) + (round % 10 === 0 ? DAY : 0)
    await intake.submit(
      Array.from({ length: 12 }, () => message(ripen.clock.now)),
      1000,
    )
    if (round % 2 === 0) await wakeContacts(ripen, ripen.clock.now)
    if (round % 3 === 0) await foldAccounts(ripen, ripen.clock.now)
    await team.act()
  }
}

const candidates: Readonly<Record<string, string>> = {
  'lower thresholds': b2b
    .replace('at_least: 60', 'at_least: 20')
    .replace('{ fit: { at_least: B } }', '{ fit: { at_least: D } }'),
  'more points, so that all is folded anew': b2b
    .replaceAll('points: 15', 'points: 60')
    .replaceAll('points: 20 }', 'points: 60 }'),
  'another way into a detour': b2b.replace(
    '- { key: nurturing, name: Nurturing, owner: marketing, from: [mql, sal, sql, lost]',
    '- { key: nurturing, name: Nurturing, owner: marketing, from: [lead, engaged, mql, sal, sql, lost], entry: { when: { page: /blog } }',
  ),
  'a stage that is gone': b2b
    .replace(/ {2}- \{ key: engaged[\s\S]*?(?= {2}- key: mql)/, '')
    .replace(/ {2}- key: engaged[\s\S]*?(?= {2}- key: mql)/, '')
    .replace('\nengaged: engaged', '\nengaged: lead')
    .concat('migrate: { engaged: lead }\n'),
}

const EFFECTS = ['keep', 'restate'] as const
/** To begin threads takes longer than all else here. */
const IN_THREADS = ['lower thresholds', 'a stage that is gone']

describe.each(
  Object.entries(candidates).flatMap(([what, document]) => EFFECTS.map((effect) => [what, effect, document] as const)),
)('%s, %s', (what, effect, document) => {
  test('what is planned is what publishing does, and planning does nothing', { timeout: 60_000 }, async () => {
    await live(3, 25)
    const written = async () =>
      (await database.db.pool.query<{ count: number }>('select count(*) as count from transitions')).rows[0]?.count
    const before = await written()
    const planned = await planLifecycle(ripen, { document, effect })
    if (planned.outcome !== 'planned') throw new Error(JSON.stringify(planned))
    expect(await written()).toBe(before)
    expect(planned.plan.moving).toBeGreaterThan(0)
    if (IN_THREADS.includes(what)) {
      const again = await planLifecycle(ripen, { document, effect, threads: 2 })
      expect(again).toMatchObject({
        plan: {
          moving: planned.plan.moving,
          stays: planned.plan.stays,
          moves: planned.plan.moves.map(({ people: _people, ...one }) => one),
        },
      })
    }

    const published = await publishLifecycle(ripen, { document, effect, message: '', by: 'system' })
    expect(published).toMatchObject({ outcome: 'published', version: 2 })
    for (let left = 1; left > 0; ) left = await refoldContacts(ripen, ripen.clock.now)
    const { rows } = await database.db.pool.query<{ from: string | null; to: string; count: number }>(
      `select from_stage as "from", to_stage as "to", count(*) as count from transitions where version = 2 group by 1, 2`,
    )
    const key = (one: { from: string | null; to: string; count: number }) => `${one.from} ${one.to} ${one.count}`
    expect(planned.plan.moves.map(key).sort()).toEqual(rows.map(key).sort())
  })
})

test('a few people of each move are shown with what the new criteria found', async () => {
  await live(1, 20)
  const planned = await planLifecycle(ripen, { document: candidates['lower thresholds'] ?? '' })
  const moves = planned.outcome === 'planned' ? planned.plan.moves : []
  const byRule = moves.find(({ to }) => to === 'mql')
  expect(byRule?.people[0]).toMatchObject({ explanation: { op: 'all', holds: true } })
  expect(planned).toMatchObject({
    plan: {
      needs: 'decide',
      differences: [
        { text: 'mql: the engagement score is at least 60 → 20' },
        { text: 'mql: fit is B or better → D or better' },
      ],
    },
  })
})

test('words alone move nobody', async () => {
  await live(1, 5)
  const planned = await planLifecycle(ripen, { document: b2b.replace('Sales accepted lead', 'Accepted') })
  expect(planned).toMatchObject({ plan: { needs: 'nothing', moving: 0, moves: [] } })
})

test('a stage in use that is gone without `migrate` is a fault that says how many stand in it', async () => {
  await live(2, 20)
  const document = (candidates['a stage that is gone'] ?? '').replace(/^migrate.*$/m, '')
  const planned = await planLifecycle(ripen, { document })
  const standing = (
    await database.db.pool.query<{ count: number }>(`select count(*) as count from positions where stage = 'engaged'`)
  ).rows[0]?.count
  expect(standing).toBeGreaterThan(1)
  expect(planned).toMatchObject({
    outcome: 'faults',
    faults: [{ message: { key: 'fault.migrate_missing', values: { stage: 'engaged', standing } } }],
  })
  const withMigrate = await planLifecycle(ripen, { document: candidates['a stage that is gone'] ?? '' })
  expect(withMigrate).toMatchObject({ plan: { removed: [{ stage: 'engaged', standing, to: 'lead' }] } })
})

test('who gives up is not worked for', async () => {
  await live(1, 5)
  const signal = AbortSignal.abort(new Error('gone'))
  await expect(planLifecycle(ripen, { document: b2b.replace('60', '20'), signal })).rejects.toThrow('gone')
})
