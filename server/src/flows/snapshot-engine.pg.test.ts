import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WhatIfView } from '../contract/what-if.ts'
import { DAY } from '../domain/duration.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { createLoad, nextMoment } from '../testing/load.ts'
import { RandomTeam } from '../testing/random-team.ts'
import { testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { keepInMemory } from './choose-engine.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake } from './intake.ts'
import { type SnapshotKeeper, snapshotEngine } from './snapshot-engine.ts'
import { wakeContacts } from './wake-contacts.ts'
import { whatIf } from './what-if.ts'
import { objectEngine, type WhatIfEngine } from './what-if-walks.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.drop())

const b2b = findPreset('b2b')?.document ?? ''
const candidate = b2b
  .replace('at_least: 60', 'at_least: 30')
  .replace('Content Downloaded, points: 15', 'Content Downloaded, points: 25')

test('gives what the object walk gives, also after merges, voids, late and new events, without reading all again', {
  timeout: 120_000,
}, async () => {
  const ripen = await testRipen(database.db, { now: Date.parse('2026-01-10T09:00:00Z') })
  const random = seeded(11)
  const message = createLoad(random, { people: 25, late: 0.1 })
  const intake = createIntake(ripen)
  const team = new RandomTeam(ripen, random)
  const happen = async (rounds: number) => {
    for (let round = 0; round < rounds; round++) {
      ripen.clock.now = nextMoment(random, ripen.clock.now) + DAY / 4
      await intake.submit([message(ripen.clock.now), message(ripen.clock.now)], 1000)
      await team.act()
      if (round % 5 === 0) await foldAccounts(ripen, ripen.clock.now)
      await wakeContacts(ripen, ripen.clock.now)
    }
    ripen.clock.now += 30 * DAY
  }
  const compare = async (engine: WhatIfEngine): Promise<Omit<WhatIfView, 'cpu_ms' | 'engine'>> => {
    const done = await whatIf(ripen, { document: candidate, engine, stage: 'mql' })
    if (done.outcome !== 'compared') throw new Error(JSON.stringify(done))
    const { cpu_ms: _cpu, engine: _engine, ...view } = done.view
    return view
  }
  let made = 0
  const keeper = keeping(() => {
    made += 1
  })
  await happen(60)
  const first = await compare(snapshotEngine(keeper))
  expect(first).toEqual(await compare(objectEngine))
  await happen(40)
  const second = await compare(snapshotEngine(keeper))
  expect(second).toEqual(await compare(objectEngine))
  expect(second.contacts).toBeGreaterThan(5)
  // Nothing but time: the walk in force is taken on from where it was.
  ripen.clock.now += 200 * DAY
  expect(await compare(snapshotEngine(keeper))).toEqual(await compare(objectEngine))
  expect(Object.keys(second.current).length).toBeGreaterThan(3)
  expect(team.merges).toBeGreaterThan(0)
  expect(made).toBe(1)
})

/** Keeps a snapshot in memory, and tells when another one was made. */
function keeping(told: () => void): SnapshotKeeper {
  const memory = keepInMemory()
  return {
    load: memory.load,
    save: async (made) => {
      await memory.save(made)
      told()
    },
  }
}
