import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Incoming, IncomingEvent } from '../domain/incoming.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { checkReplay } from './check-replay.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import type { Ripen } from './ripen.ts'
import { wakeContacts } from './wake-contacts.ts'
import { wakeMembersOfAccount } from './wake-members.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake

beforeEach(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  intake = createIntake(ripen)
})
afterEach(async () => {
  const report = await checkReplay(ripen)
  await database.drop()
  expect(report).toMatchObject({ clean: true, examples: [] })
})

const at = () => {
  ripen.clock.now += 1000
  return ripen.clock.now
}
const send = (...messages: readonly Incoming[]) => intake.submit(messages, 100)
const from = (user: string, given: Partial<Incoming>, ...events: readonly Partial<IncomingEvent>[]) =>
  incoming({ at: at(), identities: named({ user }), ...given }, ...events)
const asksForDemo = { kind: 'conversion', name: 'demo', data: {} } as const

/** What the workers do beside intake, until nothing is left. */
async function work(): Promise<void> {
  while ((await foldAccounts(ripen, at())) > 0);
  const { rows } = await database.db.pool.query<{ payload: { account: string; after: null } }>(
    'delete from graphile_worker._private_jobs returning payload',
  )
  for (const { payload } of rows) await wakeMembersOfAccount(ripen, payload)
  while ((await wakeContacts(ripen, at())) > 0);
}

const rows = async <Row extends object>(sql: string) => (await database.db.pool.query<Row>(sql)).rows
const accounts = () =>
  rows<{ name: string | null; domain: string | null }>('select name, domain from accounts order by id')
const peopleOf = () =>
  rows<{ value: string; domain: string; stage: string | null }>(
    `select i.value, coalesce(a.name, a.domain) as account, p.stage
    from contacts c join identities i on i.contact_id = c.id left join accounts a on a.id = c.account_id
    left join positions p on p.contact_id = c.id order by i.value`,
  )

test("a corporate address makes an account of its domain, and the group's web site is the same company", async () => {
  await send(from('ada', { domain: 'acme.example' }), from('bob', { domain: 'acme.example' }))
  await send(from('cy', { group: { id: 'g1', traits: { name: 'Acme', website: 'https://www.acme.example/about' } } }))
  await work()
  expect(await accounts()).toEqual([{ name: 'Acme', domain: 'acme.example' }])
  expect((await peopleOf()).map(({ value }) => value)).toEqual(['ada', 'bob', 'cy'])
})

test('an account by a group stands above that by a domain; one by a domain never takes somebody away', async () => {
  await send(from('ada', { domain: 'acme.example' }))
  await send(from('ada', { group: { id: 'g2', traits: { name: 'Holding' } } }))
  await send(from('ada', { domain: 'other.example' }))
  await work()
  expect(await peopleOf()).toMatchObject([{ value: 'ada', account: 'Holding' }])
})

test("people of a competitor's domain are disqualified once the account is folded", async () => {
  await send(
    from('spy', { domain: 'rival.example' }, asksForDemo),
    from('guest', { domain: 'fine.example' }, asksForDemo),
  )
  expect(await peopleOf()).toMatchObject([{ stage: 'mql' }, { stage: 'mql' }])
  await work()
  expect(await peopleOf()).toMatchObject([
    { value: 'guest', stage: 'mql' },
    { value: 'spy', stage: 'disqualified' },
  ])
  await send(from('spy2', { domain: 'rival.example' }, asksForDemo))
  expect(await peopleOf()).toContainEqual(expect.objectContaining({ value: 'spy2', stage: 'disqualified' }))
})

test('a message that tells of a group and of a deal at once changes the account in both', async () => {
  const opportunity = { id: 'd1', state: 'open' as const, set: {}, people: [], role: null }
  const group = { id: 'g3', traits: { name: 'Twofold', employees: 70 } }
  await send({ ...from('ada', { group, opportunity }), events: [] })
  await work()
  const kinds = await rows<{ kind: string }>('select kind from account_events order by kind')
  expect(kinds.map(({ kind }) => kind)).toEqual(['opportunity', 'traits'])
  expect(await accounts()).toMatchObject([{ name: 'Twofold' }])
})

test('a value of the account that comes to matter wakes its people, page by page', async () => {
  const people = Array.from({ length: 2500 }, (_, number) =>
    from(`person-${number}`, { group: { id: 'big', traits: {} } }),
  )
  await send(...people)
  await work()
  await send(from('person-7', { group: { id: 'big', traits: { employees: 60 } } }))
  await foldAccounts(ripen, at())
  const due = async () =>
    (await rows<{ n: number }>('select count(*) as n from contacts where wake_at is not null'))[0]?.n
  const jobs = () =>
    rows<{ payload: { account: string; after: string | null } }>(
      'delete from graphile_worker._private_jobs returning payload',
    )
  const woken: (number | undefined)[] = []
  for (let queue = await jobs(); queue.length > 0; queue = await jobs()) {
    for (const { payload } of queue) await wakeMembersOfAccount(ripen, payload)
    woken.push(await due())
  }
  expect(woken).toEqual([1000, 2000, 2500])
  while ((await wakeContacts(ripen, at())) > 0);
  expect(await due()).toBe(0)
})
