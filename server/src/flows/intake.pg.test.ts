import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { createIntake } from './intake.ts'
import type { Ripen } from './ripen.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
})
afterAll(() => database.drop())

const stageOf = async (email: string) => {
  const { rows } = await database.db.pool.query(
    'select p.stage from positions p join identities i on i.contact_id = p.contact_id where i.value = $1',
    [email],
  )
  return rows.map(({ stage }) => stage)
}

test('a newsletter pop-up makes a subscriber, a demo request an MQL, and each move is in the ledger', async () => {
  const intake = createIntake(ripen)
  const at = ripen.clock.now
  const ada = named({ email: 'ada@acme.example' })
  const answers = await intake.submit(
    [incoming({ at, identities: ada }, { kind: 'subscription', name: 'newsletter', data: { on: true } })],
    100,
  )
  expect(answers).toEqual({ outcome: 'committed', rejected: [], duplicates: 0 })
  expect(await stageOf('ada@acme.example')).toEqual(['subscriber'])
  const demo = incoming({ at: at + 1000, identities: ada }, { kind: 'conversion', name: 'demo', data: {} })
  await intake.submit([demo], 100)
  expect(await intake.submit([demo], 100)).toMatchObject({ duplicates: 1 })
  expect(await stageOf('ada@acme.example')).toEqual(['mql'])
  const { rows } = await database.db.pool.query(
    'select from_stage, to_stage, cause, level from transitions order by nth',
  )
  expect(rows).toEqual([
    { from_stage: null, to_stage: 'subscriber', cause: 'rule', level: null },
    { from_stage: 'subscriber', to_stage: 'mql', cause: 'rule', level: 'hot' },
  ])
})

test('a visitor becomes known: the visits count, and the visitor is the person from then on', async () => {
  const intake = createIntake(ripen)
  const at = ripen.clock.now
  await intake.submit(
    [incoming({ at, identities: named({ anonymous: 'v1' }) }, { kind: 'track', name: 'Video Watched' })],
    10,
  )
  await intake.submit(
    [
      incoming(
        { at: at + 10, identities: named({ user: 'u1', email: 'v@acme.example', anonymous: 'v1' }) },
        { kind: 'traits', data: { set: { email: 'v@acme.example' } } },
      ),
    ],
    10,
  )
  expect(await stageOf('v@acme.example')).toEqual(['engaged'])
})
