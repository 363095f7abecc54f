import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { asked, copyBytes } from './copy-bytes.ts'
import { transaction } from './transaction.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const copy = (query: string, question: object) =>
  transaction(database.db, async (client) => {
    const rows = await copyBytes(client, query, JSON.stringify(question), (found) =>
      found.map((row) => row.map((value) => (value === null ? null : Buffer.from(value)))),
    )
    // The connection is the driver's again.
    expect((await client.query('select 7 as n')).rows).toEqual([{ n: 7 }])
    return rows
  })

test.each([0, 1, 65_530, 65_536, 3_000_000])('rows with values of %d bytes arrive whole', async (length) => {
  const rows = await copy(
    `select nth, case when nth = 2 then null else convert_to(repeat(chr(64 + nth), asked.length::integer), 'UTF8') end
     from ${asked('length', 'rows')}, generate_series(1, asked.rows::integer) as nth`,
    { length, rows: 3 },
  )
  expect(rows.map(([nth]) => nth?.readInt32BE(0))).toEqual([1, 2, 3])
  expect(rows.map(([, bytes]) => bytes?.toString() ?? null)).toEqual(['A'.repeat(length), null, 'C'.repeat(length)])
})

test('many small rows, and none', async () => {
  const query = `select nth from ${asked('rows')}, generate_series(1, asked.rows::integer) as nth`
  const rows = await copy(query, { rows: 50_000 })
  expect(rows.map(([nth]) => nth?.readInt32BE(0))).toEqual(Array.from({ length: 50_000 }, (_, index) => index + 1))
  expect(await copy(query, { rows: 0 })).toEqual([])
})

test('what fails in the middle is said, and the connection can be used again', async () => {
  await transaction(database.db, async (client) => {
    await client.query('savepoint before')
    await expect(
      copyBytes(client, 'select 100000 / (20000 - nth) from generate_series(1, 30000) as nth', '{}', () => null),
    ).rejects.toThrow('division by zero')
    await client.query('rollback to savepoint before')
    expect(await copyBytes(client, 'select 5', '{}', ([row]) => row?.[0]?.readInt32BE(0))).toBe(5)
  })
})

test('several at once do not share their memory', async () => {
  const query = `select nth + asked.first::integer from ${asked('first')}, generate_series(1, 20000) as nth`
  const all = await Promise.all([0, 100_000, 200_000].map((first) => copy(query, { first })))
  expect(all.map((rows) => rows.map(([nth]) => nth?.readInt32BE(0)).at(-1))).toEqual([20_000, 120_000, 220_000])
})
