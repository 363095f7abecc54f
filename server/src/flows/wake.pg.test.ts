import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY, HOUR } from '../domain/duration.ts'
import type { IncomingEvent } from '../domain/incoming.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { checkReplay } from './check-replay.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import { publishLifecycle } from './publish-lifecycle.ts'
import { refoldContacts } from './refold-contacts.ts'
import type { Ripen } from './ripen.ts'
import { wakeContacts } from './wake-contacts.ts'

/** A Monday, at nine in Berlin. */
const MONDAY = Date.parse('2026-03-02T08:00:00Z')

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake

beforeEach(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db, { now: MONDAY })
  intake = createIntake(ripen)
})
afterEach(async () => {
  const report = await checkReplay(ripen)
  await database.drop()
  expect(report).toMatchObject({ clean: true, examples: [] })
})

const send = (user: string, event: Partial<IncomingEvent>) =>
  intake.submit([incoming({ at: ripen.clock.now, identities: named({ user }) }, event)], 10)
const goOn = async (until: string) => {
  ripen.clock.now = Date.parse(until)
  let woken = 0
  for (let group = await wakeContacts(ripen, ripen.clock.now); group > 0; ) {
    woken += group
    group = await wakeContacts(ripen, ripen.clock.now)
  }
  return woken
}
const path = async (user: string) => {
  const { rows } = await database.db.pool.query<{ stage: string; at: number; cause: string }>(
    `select t.to_stage as stage, t.at, t.cause from transitions t join identities i on i.contact_id = t.contact_id
    where i.value = $1 order by t.nth`,
    [user],
  )
  return rows.map(({ stage, at, cause }) => `${stage} ${new Date(at).toISOString().slice(0, 16)} ${cause}`)
}

test('a lead that nobody works for five working days goes to nurturing on the sixth, dated at its own moment', async () => {
  await send('ada', { kind: 'conversion', name: 'demo', data: {} })
  await send('ada', { kind: 'handoff', name: 'new_business', data: { state: 'started' } })
  expect(await goOn('2026-03-06T12:00:00Z')).toBe(0)
  expect(await path('ada')).toEqual(['mql 2026-03-02T08:00 rule'])
  // The worker comes two days late: what it writes is dated when it was due.
  await goOn('2026-03-11T20:00:00Z')
  const [, exit] = await path('ada')
  expect(exit).toMatch(/^nurturing 2026-03-09T\d\d:\d\d exit$/)
  expect(await goOn('2026-03-20T00:00:00Z')).toBe(0)
})

test('work that begins in time keeps the lead where it is', async () => {
  await send('bob', { kind: 'conversion', name: 'demo', data: {} })
  await send('bob', { kind: 'handoff', name: 'new_business', data: { state: 'started' } })
  ripen.clock.now += 2 * DAY
  await send('bob', { kind: 'handoff', name: 'new_business', data: { state: 'accepted' } })
  await goOn('2026-04-30T00:00:00Z')
  expect(await path('bob')).toEqual(['mql 2026-03-02T08:00 rule'])
})

test('idleness is noticed by time alone, and by whoever comes first: the next event or the worker', async () => {
  const watched = 'entry: { when: { did: { any_of: [Content Downloaded, Webinar Attended, Video Watched] } } }'
  const document = (findPreset('b2b')?.document ?? '')
    .replace(watched, `${watched}\n    exits: [ { to: nurturing, when: { idle: 10d } } ]`)
    .replace('from: [mql, sal, sql, lost]', 'from: [engaged, mql, sal, sql, lost]')
  ripen.clock.now += HOUR
  expect(await publishLifecycle(ripen, { document, message: 'idle', by: 'system' })).toMatchObject({
    outcome: 'published',
  })
  while ((await refoldContacts(ripen, ripen.clock.now)) > 0);
  ripen.clock.now += HOUR
  for (const user of ['ada', 'bob']) await send(user, { kind: 'track', name: 'Video Watched' })
  const entered = '2026-03-02T10:00'
  ripen.clock.now += 12 * DAY
  await send('bob', { kind: 'track', name: 'Other' })
  const slept = [`engaged ${entered} rule`, 'nurturing 2026-03-12T10:00 exit']
  expect(await path('bob')).toEqual(slept)
  expect(await path('ada')).toEqual([`engaged ${entered} rule`])
  expect(await goOn('2026-03-15T00:00:00Z')).toBeGreaterThan(0)
  expect(await path('ada')).toEqual(slept)
})

test('a wake that brings nothing is over, also right after a new version', async () => {
  await send('ada', { kind: 'conversion', name: 'demo', data: {} })
  ripen.clock.now += HOUR
  const document = (findPreset('b2b')?.document ?? '').replace('at_least: 60', 'at_least: 30')
  await publishLifecycle(ripen, { document, message: 'easier', by: 'system' })
  while ((await refoldContacts(ripen, ripen.clock.now)) > 0);
  ripen.clock.now += HOUR
  await database.db.pool.query('update contacts set wake_at = $1', [new Date(ripen.clock.now).toISOString()])
  ripen.clock.now += HOUR
  expect(await wakeContacts(ripen, ripen.clock.now)).toBe(1)
  expect(await wakeContacts(ripen, ripen.clock.now)).toBe(0)
})
