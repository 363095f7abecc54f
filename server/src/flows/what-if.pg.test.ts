import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WhatIfView } from '../contract/what-if.ts'
import { DAY } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { createLoad, nextMoment } from '../testing/load.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { seeded } from '../testing/seeded.ts'
import { createIntake } from './intake.ts'
import { mergeContacts } from './merge-contacts.ts'
import { ruleContact } from './rule-contact.ts'
import { wakeContacts } from './wake-contacts.ts'
import { type WhatIfRequest, whatIf } from './what-if.ts'

let database: TestDatabase
let ripen: Awaited<ReturnType<typeof testRipen>>
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.drop())

async function start(document?: string): Promise<void> {
  const now = Date.parse('2026-01-10T09:00:00Z')
  ripen = await testRipen(database.db, { now, ...(document === undefined ? {} : { document }) })
}

const small = `ripen: 1
name: Small
timezone: Europe/Berlin
teams: [marketing, sales]
scores:
  engagement: { rules: [ { event: Read, points: 20 } ] }
stages:
  - { key: lead, owner: marketing, entry: { when: { known: true } } }
  - { key: mql, owner: marketing, entry: { when: { score: { engagement: { at_least: 60 } } } } }
  - { key: sal, owner: sales, entry: { mode: manual } }
  - { key: customer, owner: sales, entry: { when: { did: Bought } } }
`
const lower = small.replace('at_least: 60', 'at_least: 40')
const higher = small.replace('at_least: 60', 'at_least: 100')

async function happens(person: string, at: Time, ...names: readonly string[]): Promise<void> {
  ripen.clock.now = Math.max(ripen.clock.now, at)
  const identities = named({ user: person, email: `${person}@acme.example` })
  const told = { kind: 'traits', data: { set: { email: `${person}@acme.example` } } } as const
  const messages = names.map((name, index) => incoming({ at: at + index, identities }, { kind: 'track', name }, told))
  expect(await createIntake(ripen).submit(messages, 1000)).toMatchObject({ outcome: 'committed', rejected: [] })
}

async function idOf(person: string): Promise<string> {
  const { rows } = await database.db.pool.query<{ id: string }>(
    `select contact_id as id from identities where value = $1`,
    [`${person}@acme.example`],
  )
  return rows[0]?.id ?? ''
}

async function compare(document: string, more: Partial<WhatIfRequest> = {}): Promise<WhatIfView> {
  const done = await whatIf(ripen, { document, ...more })
  if (done.outcome !== 'compared') throw new Error(JSON.stringify(done))
  return done.view
}

const JANUARY = Date.parse('2026-01-20T10:00:00Z')
const FEBRUARY = Date.parse('2026-02-10T10:00:00Z')

/** Ada reads four times, Bob three, Cyd two, Dan once; Ada buys. */
async function fourPeople(): Promise<void> {
  await start(small)
  await happens('ada', JANUARY, 'Read', 'Read', 'Read')
  await happens('bob', JANUARY, 'Read')
  await happens('cyd', JANUARY, 'Read', 'Read')
  await happens('dan', JANUARY, 'Read')
  await happens('ada', FEBRUARY, 'Read', 'Bought')
  await happens('bob', FEBRUARY, 'Read', 'Read')
  ripen.clock.now = FEBRUARY + 20 * DAY
}

test('kept, dropped and added people, by month, with what became of them', async () => {
  await fourPeople()
  const easier = await compare(lower)
  expect(easier).toMatchObject({
    stage: 'mql',
    contacts: 4,
    current: { mql: { '2026-01': 1, '2026-02': 1 }, customer: { '2026-02': 1 } },
    candidate: { mql: { '2026-01': 2, '2026-02': 1 } },
    kept: 2,
    dropped: 0,
    added: 1,
    orphaned: 0,
    differences: [{ text: 'mql: the engagement score is at least 60 → 40' }],
  })
  expect(easier.later).toMatchObject([
    { stage: 'sal', kept: 1, dropped: 0, added: 0, estimate: null },
    { stage: 'customer', kept: 1, dropped: 0, added: 0, estimate: null },
  ])
  expect(easier.stages.find(({ stage }) => stage === 'mql')).toMatchObject({
    current: { entered: 2, reached: 2 },
    candidate: { entered: 3, reached: 3 },
  })
  const harder = await compare(higher)
  expect(harder).toMatchObject({ kept: 0, dropped: 2, added: 0, candidate: { mql: {} } })
  expect(harder.later.at(-1)).toMatchObject({ stage: 'customer', dropped: 1 })
})

test('each person is explained: why the one lets it in, what the other found', async () => {
  await fourPeople()
  const { people } = await compare(lower)
  expect(people.added).toMatchObject([
    {
      email: 'cyd@acme.example',
      enteredNow: null,
      explanation: { op: 'leaf', holds: true, observed: 40, wanted: { engagement: { at_least: 40 } } },
      otherwise: { op: 'leaf', holds: false, observed: 40, wanted: { engagement: { at_least: 60 } } },
    },
  ])
  const { people: lost } = await compare(higher)
  expect(lost.dropped.map(({ email }) => email)).toEqual(['bob@acme.example', 'ada@acme.example'])
  expect(lost.dropped[0]).toMatchObject({
    enteredThen: null,
    explanation: { holds: true },
    otherwise: { holds: false },
  })
})

test('only what lies in the period counts, and who merely comes later is kept', async () => {
  await fourPeople()
  const since = await compare(small.replace('at_least: 60', 'at_least: 55'), { since: '2026-02' })
  expect(since).toMatchObject({ kept: 1, dropped: 0, added: 0, current: { mql: { '2026-02': 1 } } })
  // Under the candidate Bob came in January already.
  const earlier = await compare(small.replace('at_least: 60', 'at_least: 20'), { since: '2026-02' })
  expect(earlier).toMatchObject({ kept: 1, added: 0, candidate: { mql: {} } })
  // Up to January, the month included: Bob entered later, under the candidate too.
  const until = await compare(small.replace('at_least: 60', 'at_least: 55'), { until: '2026-01' })
  const all = await compare(small.replace('at_least: 60', 'at_least: 55'), { since: '2026-01' })
  const january = (counts: Readonly<Record<string, number>>) => ({ '2026-01': counts['2026-01'] })
  expect(until.current['mql']).toEqual(january(all.current['mql'] ?? {}))
  expect(until.candidate['mql']).toEqual(january(all.candidate['mql'] ?? {}))
  expect(until.kept + until.dropped + until.added).toBeLessThan(all.kept + all.dropped + all.added)
  expect(until).toMatchObject({ since: null, until: '2026-01' })
})

test('a ruling acts where the contact is in the stage that it names, and is counted as orphaned elsewhere', async () => {
  await fourPeople()
  const contact = await idOf('bob')
  const ruled = await ruleContact(ripen, { contact, to: 'sal', reason: null, force: false, by: { user: 'eve' } })
  expect(ruled.outcome).toBe('moved')
  ripen.clock.now += DAY
  expect(await compare(lower)).toMatchObject({ orphaned: 0, orphanedNow: 0, candidate: { sal: { '2026-03': 1 } } })
  expect(await compare(higher)).toMatchObject({ orphaned: 1, orphanedNow: 0, candidate: { sal: {} } })
})

test('a removed stage in use needs `migrate`; with it rulings go by the new name', async () => {
  await fourPeople()
  const contact = await idOf('bob')
  await ruleContact(ripen, { contact, to: 'sal', reason: null, force: false, by: { user: 'eve' } })
  ripen.clock.now += DAY
  const renamed = small.replace('key: sal', 'key: accepted')
  const done = await whatIf(ripen, { document: renamed })
  expect(done).toMatchObject({
    outcome: 'faults',
    faults: [{ line: 7, column: 1, message: { key: 'fault.migrate_missing', values: { stage: 'sal', standing: 1 } } }],
  })
  const view = await compare(`${renamed}migrate: { sal: accepted }\n`)
  expect(view).toMatchObject({
    orphaned: 0,
    current: { sal: { '2026-03': 1 } },
    candidate: { accepted: { '2026-03': 1 } },
  })
  // The compared stage itself may get another name.
  const other = await compare(`${small.replace('key: mql', 'key: qualified')}migrate: { mql: qualified }\n`)
  expect(other).toMatchObject({ stage: 'mql', kept: 2, dropped: 0, added: 0 })
})

test('merged rows are one person, and erased people are a fixed line', async () => {
  await fourPeople()
  const by = { user: 'eve' }
  await mergeContacts(ripen, { survivor: await idOf('dan'), other: await idOf('cyd'), by })
  ripen.clock.now += DAY
  // Together Cyd and Dan have read three times.
  expect(await compare(small)).toMatchObject({ contacts: 3, kept: 3, dropped: 0, added: 0 })
  await database.db.pool.query('delete from events where contact_id = $1', [await idOf('ada')])
  await database.db.pool.query('update contacts set sealed_at = created_at where id = $1', [await idOf('ada')])
  const view = await compare(higher)
  expect(view).toMatchObject({ contacts: 3, kept: 1, candidate: { mql: { '2026-01': 1 }, customer: { '2026-02': 1 } } })
})

test('a faulty candidate is told with line and column, an unknown stage with those that there are', async () => {
  await start(small)
  const done = await whatIf(ripen, {
    document: small.replace('key: lead, owner: marketing', 'key: lead, owner: nobody'),
  })
  expect(done).toMatchObject({ outcome: 'faults', faults: [{ line: 8, column: 25 }] })
  expect(await whatIf(ripen, { document: small, stage: 'nowhere' })).toMatchObject({
    outcome: 'no_stage',
    stages: ['lead', 'mql', 'sal', 'customer'],
  })
})

test('where nothing was late, merged or versioned the walk counts what the ledger has, in one thread and in two', {
  timeout: 120_000,
}, async () => {
  await start()
  const random = seeded(5)
  const message = createLoad(random, { people: 30, late: 0 })
  const intake = createIntake(ripen)
  for (let round = 0; round < 30; round++) {
    ripen.clock.now = nextMoment(random, ripen.clock.now) + DAY
    await intake.submit([message(ripen.clock.now)], 1000)
    await intake.submit(
      [message(ripen.clock.now + 60_000)].map((one) => ({ ...one, at: ripen.clock.now })),
      1000,
    )
    await wakeContacts(ripen, ripen.clock.now)
  }
  ripen.clock.now += 1
  for (let woken = 1; woken > 0; ) woken = await wakeContacts(ripen, ripen.clock.now)
  const document = (findPreset('b2b')?.document ?? '').replace('name: B2B', 'name: The same')
  const view = await compare(document, { stage: 'engaged' })
  expect(view).toMatchObject({ dropped: 0, added: 0, current: view.candidate })
  expect(view.kept).toBeGreaterThan(3)
  const { rows } = await database.db.pool.query<{ stage: string; month: string; count: number }>(
    `select to_stage as stage, to_char(at at time zone 'Europe/Berlin', 'YYYY-MM') as month, count(*) as count
     from transitions where voided_by is null group by 1, 2`,
  )
  const counted = Object.entries(view.current).flatMap(([stage, months]) =>
    Object.entries(months).map(([month, count]) => ({ stage, month, count })),
  )
  const text = (all: readonly object[]) => all.map((one) => JSON.stringify(one)).sort()
  expect(text(counted)).toEqual(text(rows))

  const { cpu_ms: _one, ...alone } = view
  const { cpu_ms: _two, ...threaded } = await compare(document, { stage: 'engaged', threads: 2 })
  expect(threaded).toEqual(alone)
})

test('a what-if that is given up ends its threads', async () => {
  await fourPeople()
  const controller = new AbortController()
  const running = whatIf(ripen, { document: lower, threads: 2, signal: controller.signal })
  controller.abort(new Error('given up'))
  await expect(running).rejects.toThrow('given up')
})
