import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { CommitUnknown, isRetryable, transaction } from './transaction.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase({ empty: true })
  return database.drop
})

beforeEach(async () => {
  await database.db.pool.query('drop table if exists counters')
  await database.db.pool.query('create table counters (id int primary key, n int not null check (n < 100))')
  await database.db.pool.query('insert into counters values (1, 0), (2, 0)')
})

test('work that returns is kept, work that throws leaves nothing', async () => {
  expect(await transaction(database.db, async (client) => (await add(client, 1)) ?? 'done')).toBe('done')
  const failing = transaction(database.db, async (client) => {
    await add(client, 1)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await counts()).toEqual([1, 0])
})

test('transactions that lock each other out are tried again until both are done', async () => {
  let runs = 0
  let holding = 0
  const bothHold = Promise.withResolvers<void>()
  const inOrder = (first: number, second: number) =>
    transaction(database.db, async (client) => {
      runs += 1
      await add(client, first)
      // Each has its first row before either asks for its second: then one of them must give way.
      holding += 1
      if (holding === 2) bothHold.resolve()
      await bothHold.promise
      await add(client, second)
    })
  await Promise.all([inOrder(1, 2), inOrder(2, 1)])
  expect(await counts()).toEqual([2, 2])
  expect(runs).toBeGreaterThan(2)
})

test('serialisation failures are tried again', async () => {
  const increment = () =>
    transaction(
      database.db,
      async (client) => {
        const { rows } = await client.query('select n from counters where id = 1')
        await client.query('update counters set n = $1 where id = 1', [rows[0].n + 1])
      },
      { mode: 'isolation level serializable', attempts: 50 },
    )
  await Promise.all(Array.from({ length: 8 }, increment))
  expect(await counts()).toEqual([8, 0])
})

test('other errors are not tried again', async () => {
  let runs = 0
  const broken = transaction(database.db, async (client) => {
    runs += 1
    await client.query('update counters set n = 1000')
  })
  await expect(broken).rejects.toThrow('violates check constraint')
  expect(runs).toBe(1)
})

test('a statement that failed unnoticed does not pass for a commit', async () => {
  const swallowed = transaction(database.db, async (client) => {
    await add(client, 1)
    await client.query('select 1 / 0').catch(() => {})
  })
  await expect(swallowed).rejects.toThrow('rolled back')
  expect(await counts()).toEqual([0, 0])
})

test('a connection that breaks in the middle is an error, ends nothing else and is not lent again', async () => {
  const broken = transaction(database.db, async (client) => {
    await add(client, 1)
    await killOwn(client)
    await client.query('select 1')
  })
  await expect(broken).rejects.toThrow()
  expect(await counts()).toEqual([0, 0])
})

test('a connection that breaks before the commit was answered leaves it open whether it was kept', async () => {
  const broken = transaction(database.db, async (client) => {
    await add(client, 1)
    await killOwn(client)
  })
  await expect(broken).rejects.toThrow(CommitUnknown)
})

test('an error that wraps a deadlock is worth another try', () => {
  const deadlock = Object.assign(new Error('deadlock detected'), { code: '40P01' })
  expect(isRetryable(new Error('outer', { cause: deadlock }))).toBe(true)
  expect(isRetryable(new Error('outer'))).toBe(false)
})

type Client = { query(sql: string, values?: unknown[]): Promise<{ rows: { n: number; pid: number }[] }> }

async function add(client: Client, id: number): Promise<void> {
  await client.query('update counters set n = n + 1 where id = $1', [id])
}

async function killOwn(client: Client): Promise<void> {
  const { rows } = await client.query('select pg_backend_pid() as pid')
  await database.db.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
}

async function counts(): Promise<number[]> {
  const { rows } = await database.db.pool.query<{ n: number }>('select n from counters order by id')
  return rows.map(({ n }) => n)
}
