import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { beginLifecycle } from './begin-lifecycle.ts'
import { checkReplay } from './check-replay.ts'
import { createIntake } from './intake.ts'
import { refoldContacts } from './refold-contacts.ts'
import type { Ripen } from './ripen.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
})
afterAll(() => database.drop())

const demo = (email: string) =>
  incoming({ at: ripen.clock.now, identities: named({ email }) }, { kind: 'conversion', name: 'demo' })
const statesOf = async () => {
  const { rows } = await database.db.pool.query<{ id: string; state: string; nth: number }>(
    'select id, state, nth from contacts order by id',
  )
  return rows
}

test('states that another Ripen saved are folded anew, by whoever comes first, and nobody is moved by it', async () => {
  const intake = createIntake(ripen)
  await intake.submit([demo('ada@acme.example'), demo('bob@acme.example')], 100)
  const saved = await statesOf()
  // As if fewer things had been kept of a history: what lies in the slots is not what this Ripen expects there.
  await database.db.pool.query(
    `update contacts set state_key = 'another',
       state = jsonb_set(state::jsonb, '{8}', (state::jsonb -> 8) - 0 - 0)::text`,
  )
  await database.db.pool.query(`update lifecycles set state_key = 'another'`)
  await beginLifecycle(ripen)
  ripen.clock.now += 1000
  await intake.submit([demo('ada@acme.example')], 100)
  while ((await refoldContacts(ripen, ripen.clock.now)) > 0);
  const renewed = await statesOf()
  expect(renewed.map(({ nth }) => nth)).toEqual(saved.map(({ nth }) => nth))
  const bob = renewed.findIndex(({ state }) => saved.some((row) => row.state === state))
  expect(bob).toBeGreaterThanOrEqual(0)
  expect(await checkReplay(ripen)).toMatchObject({ clean: true, states: { compared: 2, equal: 2 } })
})

test('states of this Ripen stay as they are', async () => {
  const { rows } = await database.db.pool.query('select * from refolds order by version')
  await beginLifecycle(ripen)
  expect((await database.db.pool.query('select * from refolds order by version')).rows).toEqual(rows)
})
