import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { lendForReads, together } from './reading.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase({ empty: true })
})
afterAll(() => database.drop())

const number = (client: Parameters<typeof together>[0], value: number) => async () =>
  (await client.query<{ value: number }>('select $1::int as value', [value])).rows[0]?.value

test('on a connection that is lent for reads each statement is sent at once, and each gets its own answer', async () => {
  const under = { way: 0, most: 0 }
  const found = await lendForReads(database.db, (client) => {
    const ask = (value: number) => async () => {
      under.way++
      under.most = Math.max(under.most, under.way)
      const found = await number(client, value)()
      under.way--
      return found
    }
    return together(client, ask(1), ask(2), ask(3))
  })
  expect(found).toEqual([1, 2, 3])
  expect(under.most).toBe(3)
})

test('elsewhere they go one after the other', async () => {
  const order: string[] = []
  const client = await database.db.pool.connect()
  try {
    const ask = (name: string) => async () => {
      order.push(`${name} asked`)
      await client.query('select 1')
      order.push(`${name} answered`)
      return name
    }
    expect(await together(client, ask('a'), ask('b'))).toEqual(['a', 'b', undefined])
    expect(order).toEqual(['a asked', 'a answered', 'b asked', 'b answered'])
  } finally {
    client.release()
  }
})

test('a statement that fails fails alone, and the connection serves whoever comes next', async () => {
  const failing = lendForReads(database.db, (client) =>
    together(client, number(client, 1), async () => client.query('select 1 / 0'), number(client, 2)),
  )
  await expect(failing).rejects.toThrow('division by zero')
  for (let value = 0; value < 20; value++)
    expect(
      await lendForReads(database.db, (client) => together(client, number(client, value), number(client, -value))),
    ).toEqual([value, -value || 0, undefined])
})

test('a connection that breaks in between fails its reads and is not lent again', async () => {
  const cut = lendForReads(database.db, (client) =>
    together(client, number(client, 1), async () => client.query('select pg_terminate_backend(pg_backend_pid())')),
  )
  await expect(cut).rejects.toThrow()
  expect(await lendForReads(database.db, async (client) => number(client, 7)())).toBe(7)
})
