import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import type { Ripen } from './ripen.ts'

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake

beforeAll(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db)
  intake = createIntake(ripen)
})
afterAll(() => database.drop())

test('a message about a deal that is sent again does not take the deal back', async () => {
  const at = ripen.clock.now
  const buyer = named({ user: 'buyer', email: 'buyer@deal.example' })
  const deal = (state: 'open' | 'won', when: number) =>
    incoming({
      at: when,
      identities: buyer,
      opportunity: { id: 'd', state, set: { kind: 'new' }, people: [], role: null },
    })
  const opened = deal('open', at)
  await intake.submit([opened], 100)
  await intake.submit([deal('won', at)], 100)
  expect(await intake.submit([opened], 100)).toMatchObject({ outcome: 'committed', duplicates: 1 })
  const { rows } = await database.db.pool.query(`select data ->> 'state' as state from opportunities where id = 'd'`)
  expect(rows).toEqual([{ state: 'won' }])
})

test('a message that is sent again does not move a browser back to the person who used it before', async () => {
  const at = ripen.clock.now
  const shared = { anonymous: 'shared-browser' }
  const first = incoming({ at, identities: named({ user: 'one', ...shared }) }, { name: 'A' })
  await intake.submit([first], 100)
  await intake.submit([incoming({ at: at + 1, identities: named({ user: 'two', ...shared }) }, { name: 'B' })], 100)
  await intake.submit([first], 100)
  const { rows } = await database.db.pool.query(
    `select u.value from identities a join identities u on u.contact_id = a.contact_id and u.kind = 'user'
     where a.kind = 'anonymous' and a.value = 'shared-browser'`,
  )
  expect(rows).toEqual([{ value: 'two' }])
})

test('traits are shown as the history tells them, whatever came late or in which order', async () => {
  const at = ripen.clock.now
  const identities = named({ user: 'trait' })
  const says = (when: number, title: string) =>
    incoming({ at: when, identities }, { kind: 'traits', data: { set: { title } } })
  const shown = async () =>
    (
      await database.db.pool.query(
        `select c.traits ->> 'title' as title from contacts c join identities i on i.contact_id = c.id where i.value = 'trait'`,
      )
    ).rows
  await intake.submit([says(at - 50_000, 'new'), says(at - 100_000, 'old')], 100)
  expect(await shown()).toEqual([{ title: 'new' }])
  await intake.submit([incoming({ at, identities }, { name: 'Seen' })], 100)
  await intake.submit([says(at - 10_000, 'newest')], 100)
  expect(await shown()).toEqual([{ title: 'newest' }])
})

test('a stage that the lifecycle does not have is refused with its name, and the rest goes in', async () => {
  const identities = named({ user: 'asserted' })
  const at = ripen.clock.now
  const answer = await intake.submit(
    [
      incoming({ at, identities }, { kind: 'asserted', name: 'nowhere' }),
      incoming({ at, identities }, { name: 'Fine' }),
    ],
    100,
  )
  expect(answer).toMatchObject({
    outcome: 'committed',
    rejected: [{ index: 0, rejection: { reason: 'invalid_value', detail: 'The lifecycle has no stage “nowhere”.' } }],
  })
})
