import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY, HOUR } from '../domain/duration.ts'
import type { IncomingEvent } from '../domain/incoming.ts'
import { readTally } from '../features/reports/report-cells.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { checkReplay } from './check-replay.ts'
import { countChanges } from './count-reports.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import { planLifecycle } from './plan-lifecycle.ts'
import { publishLifecycle } from './publish-lifecycle.ts'
import { refoldContacts } from './refold-contacts.ts'
import { voidTransition } from './void-transition.ts'
import { whyContact } from './why-contact.ts'

const MONDAY = Date.parse('2026-03-02T08:00:00Z')

let database: TestDatabase
let ripen: Awaited<ReturnType<typeof testRipen>>
let intake: RunningIntake
beforeEach(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db, { now: MONDAY, document: lifecycle(1) })
  intake = createIntake(ripen)
})
afterEach(async () => {
  const report = await checkReplay(ripen)
  await database.drop()
  expect(report).toMatchObject({ clean: true, examples: [] })
})

const lifecycle = (times: number, more = '') => `ripen: 1
name: Restated
stages:
  - { key: lead, entry: { when: { did: Form } } }
  - { key: mql, entry: { when: { did: { event: X, at_least: ${times} } } } }
  - { key: sql, entry: { mode: manual } }
${more}`

const send = (user: string, event: Partial<IncomingEvent>) =>
  intake.submit([incoming({ at: ripen.clock.now, identities: named({ user }) }, event)], 10)
const publish = (document: string, effect?: 'keep' | 'restate') =>
  publishLifecycle(ripen, { document, message: '', by: { user: 'ada' }, ...(effect === undefined ? {} : { effect }) })
const refold = async () => {
  for (let left = 1; left > 0; ) left = await refoldContacts(ripen, ripen.clock.now)
}
const stages = async () => {
  const { rows } = await database.db.pool.query<{ user: string; stage: string }>(
    `select i.value as "user", p.stage from positions p join identities i on i.contact_id = p.contact_id order by 1`,
  )
  return Object.fromEntries(rows.map(({ user, stage }) => [user, stage]))
}

/** Ada did X once, Bob twice, Cyd once and has a deal. */
async function three(): Promise<void> {
  for (const user of ['ada', 'bob', 'cyd']) await send(user, { name: 'Form' })
  ripen.clock.now += DAY
  for (const user of ['ada', 'bob', 'bob', 'cyd']) await send(user, { name: 'X' })
  await send('cyd', { kind: 'opportunity', name: 'd1', data: { state: 'open' } })
  ripen.clock.now += DAY
}

test('publishing moves whom nothing holds to where the version would have had them, as the plan said', async () => {
  await three()
  expect(await stages()).toEqual({ ada: 'mql', bob: 'mql', cyd: 'mql' })
  const kept = await planLifecycle(ripen, { document: lifecycle(2) })
  expect(kept).toMatchObject({ plan: { effect: 'keep', moving: 0, stays: null } })
  const planned = await planLifecycle(ripen, { document: lifecycle(2), effect: 'restate' })
  expect(planned).toMatchObject({
    plan: {
      effect: 'restate',
      needs: 'refold',
      moving: 1,
      forward: 0,
      back: 1,
      beside: 0,
      stays: { opportunity: 1, handoff: 0, no_stage: 0, orphaned: 0 },
      moves: [{ from: 'mql', to: 'lead', count: 1, people: [{ explanation: { op: 'leaf', holds: true } }] }],
    },
  })
  expect(await publish(lifecycle(2), 'restate')).toMatchObject({ outcome: 'published', version: 2 })
  await refold()
  expect(await stages()).toEqual({ ada: 'lead', bob: 'mql', cyd: 'mql' })

  const { rows } = await database.db.pool.query(
    `select from_stage, to_stage, cause, rule, replayed, restated from transitions where version = 2`,
  )
  expect(rows).toMatchObject([
    { from_stage: 'mql', to_stage: 'lead', cause: 'publish', rule: 'restate', replayed: true },
  ])
  expect(rows[0]?.restated).toMatchObject([{ to: 'lead', at: MONDAY, rule: 'stages.lead.entry' }])
  const why = await whyContact(ripen, 'ada')
  expect(why).toMatchObject({ stage: 'lead', since: '2026-03-02T08:00:00.000Z', cause: 'publish', version: 2 })
  expect(why?.explanation).toMatchObject({ op: 'leaf', holds: true, evidence: [expect.any(String)] })
  expect(why?.path.at(-1)).toMatchObject({
    text: 'was restated by version 2: under it the contact stands there since 2026-03-02',
    because: [expect.any(String)],
  })
})

test('a restatement is reached and not entered: reports count no entry for it', async () => {
  await three()
  const entered = async () => {
    await countChanges(ripen)
    const { rows } = await readTally(database.db.pool)
    const counts: Record<string, number> = {}
    for (const cells of rows.values())
      for (const [cell, count] of cells)
        if (/^[eaio]:(lead|mql)$/.test(cell)) counts[cell] = (counts[cell] ?? 0) + count
    return counts
  }
  const before = await entered()
  expect(Object.keys(before).length).toBeGreaterThan(2)
  await publish(lifecycle(2), 'restate')
  await refold()
  expect(await entered()).toEqual(before)
})

test('whoever was restated goes on under the version, and a move that was a mistake can be taken back', async () => {
  await three()
  await publish(lifecycle(2), 'restate')
  // The event comes before the worker does, and brings the contact to the version itself.
  ripen.clock.now += HOUR
  await send('ada', { name: 'X' })
  await refold()
  expect(await stages()).toEqual({ ada: 'mql', bob: 'mql', cyd: 'mql' })
  await publish(lifecycle(3), 'restate')
  await refold()
  expect(await stages()).toEqual({ ada: 'lead', bob: 'lead', cyd: 'mql' })
  const ada = (await whyContact(ripen, 'ada'))?.transition ?? ''
  expect(await voidTransition(ripen, { transition: ada, reason: 'not this one', by: { user: 'ada' } })).toMatchObject({
    outcome: 'voided',
    transitions: [ada],
  })
  expect(await stages()).toEqual({ ada: 'mql', bob: 'lead', cyd: 'mql' })
})

test('the same text can be published again to restate, and is a version of its own; to keep it is none', async () => {
  await three()
  await publish(lifecycle(2))
  await refold()
  expect(await stages()).toMatchObject({ ada: 'mql' })
  expect(await publish(lifecycle(2))).toEqual({ outcome: 'unchanged', version: 2 })
  expect(await publish(lifecycle(2), 'restate')).toMatchObject({ outcome: 'published', version: 3 })
  await refold()
  expect(await stages()).toEqual({ ada: 'lead', bob: 'mql', cyd: 'mql' })
  const { rows } = await database.db.pool.query<{ effect: string }>('select effect from lifecycles order by version')
  expect(rows.map(({ effect }) => effect)).toEqual(['keep', 'keep', 'restate'])
  const audited = await database.db.pool.query<{ after: { effect: string } }>(
    `select "after" from audit_log where action = 'lifecycle.published' order by ("after"->>'version')::int desc limit 1`,
  )
  expect(audited.rows[0]?.after).toMatchObject({ version: 3, effect: 'restate' })
})

test('a version that restates while contacts are still brought to the one before overtakes it', async () => {
  await three()
  await publish(lifecycle(2), 'restate')
  ripen.clock.now += HOUR
  await publish(lifecycle(1), 'restate')
  await refold()
  expect(await stages()).toEqual({ ada: 'mql', bob: 'mql', cyd: 'mql' })
  const { rows } = await database.db.pool.query(
    `select t.to_stage as stage, t.version from transitions t join identities i on i.contact_id = t.contact_id
    where i.value = 'ada' order by t.nth`,
  )
  expect(rows).toEqual([
    { stage: 'lead', version: 1 },
    { stage: 'mql', version: 1 },
    { stage: 'lead', version: 2 },
    { stage: 'mql', version: 3 },
  ])
})

test('a stage that is gone needs `migrate` with restate too: whom an opportunity holds goes there', async () => {
  await three()
  const without = lifecycle(2).replace(/ {2}- \{ key: mql.*\n/, '')
  expect(await publish(without, 'restate')).toMatchObject({
    outcome: 'faults',
    faults: [{ message: { key: expect.stringContaining('migrate') } }],
  })
  expect(await publish(`${without}migrate: { mql: lead }\n`, 'restate')).toMatchObject({ outcome: 'published' })
  await refold()
  expect(await stages()).toEqual({ ada: 'lead', bob: 'lead', cyd: 'lead' })
  const { rows } = await database.db.pool.query<{ rule: string }>(
    `select rule from transitions where version = 2 order by rule`,
  )
  expect(rows.map(({ rule }) => rule)).toEqual(['migrate.mql', 'restate', 'restate'])
})
