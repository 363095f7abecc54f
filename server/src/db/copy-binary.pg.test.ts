import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { fieldsAt, jsonTexts, readBinaryRows, timeAt } from './copy-binary.ts'
import { type Tx, transaction } from './transaction.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.drop())

const read = (query: string) => transaction(database.db, (client) => textsOf(client, query))

async function textsOf(client: Tx, query: string) {
  const rows: (string | null)[][] = []
  await readBinaryRows(client, query, (row, start, end) =>
    rows.push([...fieldsAt(row, start + 2, end)].map((field) => field?.toString() ?? null)),
  )
  return rows
}

test('gives every row with its fields, however large they are, and the connection goes on', async () => {
  const long = 300_000
  await transaction(database.db, async (client) => {
    const query = `select n::text, case when n % 3 > 0 then repeat('é', n % 7) end, repeat('x', case n when 5000 then ${long} else 1 end)
      from generate_series(1, 20000) n`
    const rows = await textsOf(client, query)
    expect(rows).toHaveLength(20_000)
    expect(rows[0]).toEqual(['1', 'é', 'x'])
    expect(rows[2]).toEqual(['3', null, 'x'])
    expect(rows[4999]).toEqual(['5000', 'éé', 'x'.repeat(long)])
    expect(rows[19_999]).toEqual(['20000', 'é', 'x'])
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
  expect(await read('select 1 where false')).toEqual([])
})

test('values come as they are', async () => {
  const at = Date.parse('1969-07-20T20:17:40.123Z')
  const late = Date.parse('2154-06-12T00:00:00.001Z')
  const found: unknown[] = []
  await transaction(database.db, (client) =>
    readBinaryRows(
      client,
      `select timestamptz '1969-07-20T20:17:40.123Z', timestamptz '2154-06-12T00:00:00.001Z',
        array['{"a": "ü"}'::jsonb -> 'a', null, '1.50'::jsonb], array[]::jsonb[]`,
      (row, start, end) => {
        const [, , texts, none] = [...fieldsAt(row, start + 2, end)]
        found.push(
          timeAt(row, start + 6),
          timeAt(row, start + 18),
          jsonTexts(texts as Buffer),
          jsonTexts(none as Buffer),
        )
      },
    ),
  )
  expect(found).toEqual([at, late, ['"ü"', null, '1.50'], []])
})

test('an error of the database, before or among the rows, is thrown, and the connection can be used on', async () => {
  await expect(read('select nothing')).rejects.toThrow('column "nothing" does not exist')
  await expect(read('select 1 / (n - 5000) from generate_series(1, 9000) n')).rejects.toThrow('division by zero')
  const client = await database.db.pool.connect()
  try {
    await expect(textsOf(client, 'select 1 / (n - 5000) from generate_series(1, 9000) n')).rejects.toThrow('division')
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    const failing = readBinaryRows(client, 'select n from generate_series(1, 90000) n', () => {
      throw new Error('not this one')
    })
    await expect(failing).rejects.toThrow('not this one')
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  } finally {
    client.release()
  }
})

test('a connection that breaks in the middle is told', async () => {
  const broken = transaction(database.db, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const end = once(() => database.db.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]))
    await readBinaryRows(client, 'select n, pg_sleep(0.001) from generate_series(1, 100000) n', end)
  })
  await expect(broken).rejects.toThrow(/terminat/)
  expect(await read('select 1')).toHaveLength(1)
})

function once(work: () => Promise<unknown>): () => void {
  let begun = false
  return () => {
    if (begun) return
    begun = true
    void work()
  }
}
