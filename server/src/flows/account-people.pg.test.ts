import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY } from '../domain/duration.ts'
import type { Incoming, IncomingEvent } from '../domain/incoming.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { checkReplay } from './check-replay.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import { mergeContacts, undoMerge } from './merge-contacts.ts'
import { planLifecycle } from './plan-lifecycle.ts'
import { publishLifecycle } from './publish-lifecycle.ts'
import { refoldContacts } from './refold-contacts.ts'
import type { Ripen } from './ripen.ts'
import { voidTransition } from './void-transition.ts'
import { wakeContacts } from './wake-contacts.ts'
import { wakeMembersOfAccount } from './wake-members.ts'
import { whatIf } from './what-if.ts'

const document = `ripen: 1
name: Colleagues
stages:
  - { key: user, entry: { when: { did: Signed Up } } }
  - { key: crowd, entry: { when: { account.did: { event: Report Created, people: 3, within: 7d } } } }
  - { key: buying, entry: { when: { account.people: { reached: crowd, people: 2 } } } }
detours:
  - { key: quiet, from: [crowd, buying], entry: { when: { not: { account.did: { event: Report Created, people: 1, within: 10d } } } } }
`

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake

beforeEach(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db, { document })
  intake = createIntake(ripen)
})
afterEach(async () => {
  const report = await checkReplay(ripen)
  await database.drop()
  expect(report).toMatchObject({ clean: true, examples: [] })
})

async function publish(text: string): Promise<void> {
  ripen.clock.now += 1000
  const outcome = await publishLifecycle(ripen, { document: text, message: 'x', by: 'system' })
  expect(outcome).toMatchObject({ outcome: 'published' })
}

const at = (later = 1000) => {
  ripen.clock.now += later
  return ripen.clock.now
}
const did = (user: string, name: string, given: Partial<Incoming> = {}) =>
  incoming({ at: at(), identities: named({ user }), ...given }, { kind: 'track', name } as Partial<IncomingEvent>)
const joins = (user: string, group = 'acme') => did(user, 'Signed Up', { group: { id: group, traits: {} } })
const send = (...messages: readonly Incoming[]) => intake.submit(messages, 100)

/** What the workers do beside intake, until nothing is left. */
async function work(): Promise<void> {
  for (let done = 1; done > 0; ) {
    done = await refoldContacts(ripen, at(1))
    done += await foldAccounts(ripen, at(1))
    const { rows } = await database.db.pool.query<{ payload: { account: string; after: string | null } }>(
      'delete from graphile_worker._private_jobs returning payload',
    )
    for (const { payload } of rows) await wakeMembersOfAccount(ripen, payload)
    done += rows.length + (await wakeContacts(ripen, at(1)))
  }
}

async function stages(): Promise<Record<string, string | null>> {
  const { rows } = await database.db.pool.query<{ user: string; stage: string | null }>(
    `select i.value as user, p.stage from identities i join contacts c on c.id = i.contact_id
     left join positions p on p.contact_id = coalesce(c.merged_into, c.id) where i.kind = 'user' order by 1`,
  )
  return Object.fromEntries(rows.map(({ user, stage }) => [user, stage]))
}
const idOf = async (user: string) => {
  const { rows } = await database.db.pool.query<{ id: string }>(
    `select contact_id as id from identities where kind = 'user' and value = $1`,
    [user],
  )
  return rows[0]?.id ?? ''
}
const moves = async (user: string) => {
  const { rows } = await database.db.pool.query<{ to: string; at: number; nth: number }>(
    'select to_stage as to, at, nth from transitions where contact_id = $1 and voided_by is null order by nth',
    [await idOf(user)],
  )
  return rows
}

test('three people who did something within a week qualify all of their account, at the moment of the third', async () => {
  await send(joins('ada'), joins('bob'), joins('cy'), joins('dee'), joins('eve', 'other'))
  await send(did('ada', 'Report Created'), did('bob', 'Report Created'), did('ada', 'Report Created'))
  await work()
  expect(await stages()).toEqual({ ada: 'user', bob: 'user', cy: 'user', dee: 'user', eve: 'user' })
  const third = did('cy', 'Report Created')
  await send(third)
  await work()
  // Three in the crowd, and so all are buying a moment later: that two are in it is enough.
  expect(await stages()).toEqual({ ada: 'buying', bob: 'buying', cy: 'buying', dee: 'buying', eve: 'user' })
  for (const user of ['ada', 'dee']) expect((await moves(user))[1]).toMatchObject({ to: 'crowd', at: third.at })
})

test('a week is a week: the third comes too late, and a late message comes in time', async () => {
  await send(joins('ada'), joins('bob'), joins('cy'))
  await send(did('ada', 'Report Created'))
  const between = at()
  at(6 * DAY)
  await send(did('bob', 'Report Created'))
  at(2 * DAY)
  await send(did('cy', 'Report Created'))
  await work()
  expect(await stages()).toEqual({ ada: 'user', bob: 'user', cy: 'user' })
  // What cy did on the first day is told only now; with bob's and ada's it made three in time.
  await send({ ...did('cy', 'Report Created'), at: between })
  await work()
  expect(Object.values(await stages())).toEqual(['buying', 'buying', 'buying'])
})

test('time alone turns the answer off, at its own moment however late the worker looks', async () => {
  await send(joins('ada'), joins('bob'), joins('cy'))
  await send(did('ada', 'Report Created'), did('bob', 'Report Created'))
  const last = did('cy', 'Report Created')
  await send(last)
  await work()
  expect(Object.values(await stages())).toEqual(['buying', 'buying', 'buying'])
  at(30 * DAY)
  await work()
  expect(Object.values(await stages())).toEqual(['quiet', 'quiet', 'quiet'])
  expect((await moves('ada')).at(-1)).toMatchObject({ to: 'quiet', at: last.at + 10 * DAY })
})

test('who leaves takes along what it brought; who is merged counts once; undone, twice again', async () => {
  await send(joins('ada'), joins('bob'), joins('cy'))
  await send(did('ada', 'Report Created'), did('bob', 'Report Created'))
  await mergeContacts(ripen, { survivor: await idOf('ada'), other: await idOf('bob'), by: { user: 'anna' } })
  await send(did('cy', 'Report Created'))
  await work()
  expect(await stages()).toEqual({ ada: 'user', bob: 'user', cy: 'user' })
  await undoMerge(ripen, { survivor: await idOf('ada'), other: await idOf('bob'), by: { user: 'anna' } })
  await work()
  expect(Object.values(await stages())).toEqual(['buying', 'buying', 'buying'])
  await send(joins('dee', 'small'), did('dee', 'Report Created'))
  await send(did('ada', 'Report Created', { group: { id: 'small', traits: {} } }))
  await work()
  expect((await stages())['dee']).toBe('user')
})

test('a voided move counts for colleagues no more', async () => {
  await publish(
    document.replace(
      '{ account.people: { reached: crowd, people: 2 } }',
      '{ all: [ { did: Contract Opened }, { account.people: { reached: crowd, people: 3 } } ] }',
    ),
  )
  await send(joins('ada'), joins('bob'), joins('cy'))
  await send(did('ada', 'Report Created'), did('bob', 'Report Created'), did('cy', 'Report Created'))
  await work()
  const crowd = (await moves('ada')).find(({ to }) => to === 'crowd')
  const transition = `${await idOf('ada')}.${crowd?.nth}`
  await voidTransition(ripen, { transition, reason: 'mistake', by: { user: 'anna' } })
  await work()
  await send(did('bob', 'Contract Opened'))
  await work()
  expect(await stages()).toEqual({ ada: 'user', bob: 'crowd', cy: 'crowd' })
  await send(joins('dee'))
  await work()
  expect(await stages()).toEqual({ ada: 'user', bob: 'buying', cy: 'crowd', dee: 'crowd' })
})

test('a version that begins to ask finds what people did before it, and moves them from its moment on', async () => {
  await publish(document.replace('people: 3', 'people: 30'))
  await send(joins('ada'), joins('bob'), joins('cy'))
  await send(did('ada', 'Report Created'), did('bob', 'Report Created'), did('cy', 'Report Created'))
  await work()
  expect(await stages()).toEqual({ ada: 'user', bob: 'user', cy: 'user' })
  const published = ripen.clock.now
  await publish(document)
  await work()
  expect(Object.values(await stages())).toEqual(['buying', 'buying', 'buying'])
  expect((await moves('ada'))[1]?.at).toBeGreaterThan(published)
})

test('the plan and the what-if of criteria over colleagues say what will come and what would have come', async () => {
  const alone = document.replace('people: 3, within', 'people: 30, within')
  await publish(alone)
  await send(joins('ada'), joins('bob'), joins('cy'), joins('dee', 'other'))
  await send(did('ada', 'Report Created'), did('bob', 'Report Created'), did('dee', 'Report Created'))
  const third = did('cy', 'Report Created')
  await send(third)
  await work()
  at(DAY)
  const planned = await planLifecycle(ripen, { document })
  expect(planned).toMatchObject({
    outcome: 'planned',
    plan: { moving: 3, moves: [{ from: 'user', to: 'crowd', count: 3 }] },
  })
  const compared = await whatIf(ripen, { document, stage: 'crowd' })
  expect(compared).toMatchObject({ outcome: 'compared', view: { engine: 'walk', kept: 0, dropped: 0, added: 3 } })
  if (compared.outcome !== 'compared') return
  const [person] = compared.view.people.added
  expect(person).toMatchObject({ enteredNow: null, enteredThen: new Date(third.at).toISOString() })
  expect(JSON.stringify(person?.explanation)).toContain('at least 3 people of the account did')
  // Published, exactly that comes.
  await publish(document)
  await work()
  expect(await stages()).toEqual({ ada: 'buying', bob: 'buying', cy: 'buying', dee: 'user' })
})
