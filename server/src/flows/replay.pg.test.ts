import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { readRowKey } from '../domain/reports/tally.ts'
import { readTally } from '../features/reports/report-cells.ts'
import { countStages } from '../features/rollups/stage-counts.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { createLoad, nextMoment } from '../testing/load.ts'
import { RandomTeam } from '../testing/random-team.ts'
import { testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { checkReplay } from './check-replay.ts'
import { countChanges } from './count-reports.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake } from './intake.ts'
import { publishLifecycle } from './publish-lifecycle.ts'
import { rebuildRollups } from './rebuild-rollups.ts'
import { refoldContacts } from './refold-contacts.ts'
import { wakeContacts } from './wake-contacts.ts'
import { wakeMembersOfAccount } from './wake-members.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.drop())

const ROUNDS = 80
const easier = (findPreset('b2b')?.document ?? '')
  .replace('at_least: 60', 'at_least: 30')
  .replace('{ event: page, points: 1 }', '{ event: page, points: 3 }')

const slower = easier.replace('at_least: 30', 'at_least: 200')

test.each([1, 2])(
  'after late events, merges, rulings, voids, a publish and a restatement every transition is reproduced and every count is right (seed %i)',
  { timeout: 120_000 },
  async (seed) => {
    const ripen = await testRipen(database.db)
    const intake = createIntake(ripen)
    const random = seeded(seed)
    const message = createLoad(random, { people: 40, late: 0.05 })
    const team = new RandomTeam(ripen, random)
    for (let round = 0; round < ROUNDS; round++) {
      ripen.clock.now = nextMoment(random, ripen.clock.now)
      const messages = Array.from({ length: 1 + Math.floor(random() * 12) }, () => message(ripen.clock.now))
      expect(await intake.submit(messages, 1000)).toMatchObject({ outcome: 'committed', rejected: [] })
      if (round % 2 === 0) await wakeContacts(ripen, ripen.clock.now)
      if (round % 3 === 0) await foldAccounts(ripen, ripen.clock.now)
      if (round > ROUNDS / 2) await refoldContacts(ripen, ripen.clock.now)
      if (round === ROUNDS / 2) {
        const published = await publishLifecycle(ripen, { document: easier, message: 'easier', by: 'system' })
        expect(published).toMatchObject({ outcome: 'published', version: 2 })
      }
      if (round === (ROUNDS * 3) / 4) {
        const harder = { document: slower, message: 'harder', by: 'system' as const, effect: 'restate' as const }
        expect(await publishLifecycle(ripen, harder)).toMatchObject({ outcome: 'published', version: 3 })
      }
      await team.act()
      if (round % 5 === 0) await countChanges(ripen)
    }
    await settle(ripen)
    const report = await checkReplay(ripen)
    expect(report).toMatchObject({ clean: true, examples: [] })
    expect(report.transitions).toBeGreaterThan(50)
    expect(report.rollups.cells).toBeGreaterThan(10)
    const { rows } = await database.db.pool.query<{ restated: number }>(
      'select count(*) as restated from transitions where replayed',
    )
    expect(rows[0]?.restated).toBeGreaterThan(1)

    await countChanges(ripen)
    const counts = async () => [(await readTally(database.db.pool)).rows, await countStages(database.db.pool)]
    const kept = await counts()
    // Single times too: they stand among the counts by their number and a fingerprint.
    const dimensions = [...(await readTally(database.db.pool)).rows.keys()].map((key) => readRowKey(key).dimension)
    expect(dimensions.filter((dimension) => dimension === 'times').length).toBeGreaterThan(3)
    await rebuildRollups(ripen)
    expect(await counts()).toEqual(kept)
  },
)

/** Lets the workers finish what there is to do. */
async function settle(ripen: Awaited<ReturnType<typeof testRipen>>): Promise<void> {
  for (let folded = 1; folded > 0; ) folded = await foldAccounts(ripen, ripen.clock.now)
  const { rows } = await ripen.db.pool.query<{ id: string }>('select id from accounts')
  for (const { id } of rows) await wakeMembersOfAccount(ripen, { account: id, after: null })
  ripen.clock.now += 1000
  for (let woken = 1; woken > 0; ) woken = await wakeContacts(ripen, ripen.clock.now)
}
