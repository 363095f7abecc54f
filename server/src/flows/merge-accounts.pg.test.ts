import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Incoming, IncomingEvent } from '../domain/incoming.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { checkReplay } from './check-replay.ts'
import { giveAccountRole } from './edit-account.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import { mergeAccounts, moveMembers, partAccounts } from './merge-accounts.ts'
import type { Ripen } from './ripen.ts'
import { wakeContacts } from './wake-contacts.ts'
import { wakeMembersOfAccount } from './wake-members.ts'

const document = `ripen: 1
name: Two rows
stages:
  - { key: user, entry: { when: { did: { event: Signed Up, at_least: 1 } } } }
  - { key: crowd, entry: { when: { account.did: { event: Report Created, people: 3 } } } }
  - { key: deal, entry: { when: { account.opportunity: open } } }
roles: { champion: {} }
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

const at = (later = 1000) => {
  ripen.clock.now += later
  return ripen.clock.now
}
const did = (user: string, name: string, given: Partial<Incoming> = {}) =>
  incoming({ at: at(), identities: named({ user }), ...given }, { kind: 'track', name } as Partial<IncomingEvent>)
const joins = (user: string, group: string, traits = {}) => did(user, 'Signed Up', { group: { id: group, traits } })
const send = (...messages: readonly Incoming[]) => intake.submit(messages, 100)
const by = { user: 'anna' }

async function work(): Promise<void> {
  for (let done = 1; done > 0; ) {
    done = await foldAccounts(ripen, at(1))
    const { rows } = await database.db.pool.query<{ payload: Record<string, string | null> }>(
      'delete from graphile_worker._private_jobs returning payload',
    )
    for (const { payload } of rows)
      if ('merge' in payload) await moveMembers(ripen, payload as never)
      else await wakeMembersOfAccount(ripen, payload as never)
    done += rows.length + (await wakeContacts(ripen, at(1)))
  }
}

const accountOf = async (group: string) => {
  const { rows } = await database.db.pool.query<{ id: string }>(
    `select account_id as id from account_identities where value = $1`,
    [group],
  )
  return rows[0]?.id ?? ''
}
const contactOf = async (user: string) => {
  const { rows } = await database.db.pool.query<{ id: string }>(
    `select contact_id as id from identities where value = $1`,
    [user],
  )
  return rows[0]?.id ?? ''
}
async function everything() {
  const { rows } = await database.db.pool.query(
    `select i.value as user, p.stage, p.cycle, a.name, a.people, a.merged_into is not null as part, a.traits
     from identities i join contacts c on c.id = i.contact_id join accounts a on a.id = c.account_id
     left join positions p on p.contact_id = c.id where i.kind = 'user' order by 1`,
  )
  return rows
}

test('joined, the people of both are one company, and none begins anew; parted, each has what it had', async () => {
  await send(joins('ada', 'a1', { name: 'Acme', employees: 50 }), joins('bob', 'a1'))
  await send(joins('cy', 'a2', { name: 'ACME Inc.', industry: 'Data' }), joins('dee', 'a2'))
  await send(did('ada', 'Report Created'), did('bob', 'Report Created'), did('cy', 'Report Created'))
  await work()
  const [survivor, other] = [await accountOf('a1'), await accountOf('a2')]
  const cy = await contactOf('cy')
  expect(
    await giveAccountRole(ripen, { account: other, contact: cy, role: 'champion', given: true, by }),
  ).toMatchObject({
    outcome: 'done',
  })
  await work()
  const before = await everything()
  expect(before.map(({ stage }) => stage)).toEqual(['user', 'user', 'user', 'user'])

  expect(await mergeAccounts(ripen, { survivor, other, by })).toMatchObject({ outcome: 'done' })
  await work()
  const traits = { name: 'Acme', employees: 50, industry: 'Data' }
  expect(await everything()).toEqual(
    ['ada', 'bob', 'cy', 'dee'].map((user) => ({
      user,
      stage: 'crowd',
      cycle: 1,
      name: 'Acme',
      people: 4,
      part: false,
      traits,
    })),
  )
  expect(await accountOf('a2')).toBe(survivor)
  const { rows } = await database.db.pool.query('select account_id as account, role from account_roles')
  expect(rows).toEqual([{ account: survivor, role: 'champion' }])
  // Whoever is grouped under the old id belongs to the one company.
  await send(joins('eve', 'a2'))
  await work()
  expect((await everything()).find(({ user }) => user === 'eve')).toMatchObject({ name: 'Acme', people: 5 })

  expect(await partAccounts(ripen, { survivor, other, by })).toMatchObject({ outcome: 'done' })
  await work()
  const after = await everything()
  expect(after.map(({ user, name }) => `${user} ${name}`)).toEqual([
    'ada Acme',
    'bob Acme',
    'cy ACME Inc.',
    'dee ACME Inc.',
    'eve Acme',
  ])
  expect(after[0]).toMatchObject({ traits: { name: 'Acme', employees: 50 }, people: 3, cycle: 1 })
  expect(after[2]).toMatchObject({ traits: { name: 'ACME Inc.', industry: 'Data' }, people: 2, cycle: 1, part: false })
  expect((await database.db.pool.query('select account_id as account from account_roles')).rows).toEqual([
    { account: other },
  ])
})

test('deals go over and come back, and count for whom they are', async () => {
  await send(joins('ada', 'a1'), joins('cy', 'a2'))
  const opportunity = { id: 'd1', state: 'open' as const, set: {}, people: [], role: null }
  await send({ ...did('cy', 'Signed Up'), opportunity })
  await work()
  const [survivor, other] = [await accountOf('a1'), await accountOf('a2')]
  expect((await everything()).map(({ stage }) => stage)).toEqual(['user', 'deal'])
  await mergeAccounts(ripen, { survivor, other, by })
  await work()
  expect((await everything()).map(({ stage }) => stage)).toEqual(['deal', 'deal'])
  const owner = async () =>
    (await database.db.pool.query<{ account: string }>('select account_id as account from opportunities')).rows[0]
  expect(await owner()).toEqual({ account: survivor })
  await partAccounts(ripen, { survivor, other, by })
  await work()
  expect(await owner()).toEqual({ account: other })
})

test('what cannot be joined or parted says why', async () => {
  await send(joins('ada', 'a1'), joins('bob', 'a2'), joins('cy', 'a3'))
  await work()
  const [one, two, three] = [await accountOf('a1'), await accountOf('a2'), await accountOf('a3')]
  expect(await mergeAccounts(ripen, { survivor: one, other: one, by })).toMatchObject({ outcome: 'faulty' })
  const stranger = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'
  expect(await mergeAccounts(ripen, { survivor: one, other: stranger, by })).toMatchObject({ outcome: 'unknown' })
  expect(await partAccounts(ripen, { survivor: one, other: two, by })).toMatchObject({ outcome: 'taken' })
  await mergeAccounts(ripen, { survivor: one, other: two, by })
  expect(await mergeAccounts(ripen, { survivor: three, other: two, by })).toMatchObject({ outcome: 'taken' })
  expect(await mergeAccounts(ripen, { survivor: two, other: three, by })).toMatchObject({ outcome: 'taken' })
  await work()
})
