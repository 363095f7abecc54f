import { afterEach, beforeEach, expect, test } from 'vitest'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { createLoad, nextMoment, seeded } from '../testing/load.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { testRipen } from '../testing/ripen.ts'
import { readCells } from '../features/rollups/read-cells.ts'
import { checkReplay } from './check-replay.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake } from './intake.ts'
import { mergeContacts, undoMerge } from './merge-contacts.ts'
import { publishLifecycle } from './publish-lifecycle.ts'
import { rebuildRollups } from './rebuild-rollups.ts'
import { refoldContacts } from './refold-contacts.ts'
import { ruleContact } from './rule-contact.ts'
import { voidTransition } from './void-transition.ts'
import { wakeContacts } from './wake-contacts.ts'
import { wakeMembersOfAccount } from './wake-members.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.drop())

const changed = (findPreset('b2b')?.document ?? '').replace('at_least: 60', 'at_least: 30').replace('{ event: page, points: 1 }', '{ event: page, points: 3 }')

test.each((process.env['SEEDS'] ?? '1,2,3').split(',').map(Number))('after a load with late events, merges, rulings, voids and a publish every transition is reproduced and no drift is unexplained (seed %i)', async (seed) => {
  const ripen = await testRipen(database.db)
  const intake = createIntake(ripen)
  const random = seeded(seed)
  const message = createLoad(random, { people: 40, late: 0.05 })
  const { pool } = database.db
  const pick = async () => {
    const { rows } = await pool.query('select id from contacts where merged_into is null and known > 0 order by id')
    return rows[Math.floor(random() * rows.length)]?.id
  }
  const merged: { survivor: string; other: string }[] = []
  for (let round = 0; round < 120; round++) {
    ripen.clock.now = nextMoment(random, ripen.clock.now)
    await intake.submit(Array.from({ length: 1 + Math.floor(random() * 8) }, () => message(ripen.clock.now)), 1000)
    if (random() < 0.5) await wakeContacts(ripen, ripen.clock.now)
    if (random() < 0.3) await foldAccounts(ripen, ripen.clock.now)
    if (round > 60) await refoldContacts(ripen, ripen.clock.now)
    if (round === 60) expect(await publishLifecycle(ripen, { document: changed, message: 'easier', by: 'system' })).toMatchObject({ outcome: 'published', version: 2 })
    const contact = await pick()
    if (contact === undefined) continue
    if (random() < 0.2) await ruleContact(ripen, { contact, to: ['sal', 'customer', 'nurturing', 'lead', 'disqualified'][Math.floor(random() * 5)] ?? 'sal', reason: 'spam', force: random() < 0.5, by: { user: 'u' } })
    if (random() < 0.1) {
      const { rows } = await pool.query('select contact_id, nth from transitions where voided_by is null order by recorded_at desc, contact_id, nth desc limit 5')
      const target = rows[Math.floor(random() * rows.length)]
      if (target !== undefined) await voidTransition(ripen, { transition: `${target.contact_id}.${target.nth}`, reason: 'mistake', by: { user: 'u' } })
    }
    if (random() < 0.1) {
      const other = await pick()
      if (other !== contact && (await mergeContacts(ripen, { survivor: contact, other, by: 'system' })).outcome === 'merged') merged.push({ survivor: contact, other })
    }
    if (random() < 0.05 && merged.length > 0) await undoMerge(ripen, { ...(merged.pop() as { survivor: string; other: string }), by: 'system' })
  }
  while ((await foldAccounts(ripen, ripen.clock.now)) > 0);
  const { rows: accounts } = await pool.query('select id from accounts')
  for (const { id } of accounts) await wakeMembersOfAccount(ripen, { account: id, after: null })
  ripen.clock.now += 1000
  while ((await wakeContacts(ripen, ripen.clock.now)) > 0);
  const report = await checkReplay(ripen)
  expect(report.examples).toEqual([])
  expect(report).toMatchObject({ clean: true })
  expect(report.transitions).toBeGreaterThan(50)
  expect(report.rollups.cells).toBeGreaterThan(10)
  const kept = await readCells(pool)
  await rebuildRollups(ripen)
  expect(await readCells(pool)).toEqual(kept)
})
