import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { scratchFolder } from '../testing/test-cluster.ts'
import { migrate, readSchemaState } from './migrate.ts'

let database: TestDatabase
let folder: string

beforeAll(() => mkdir(scratchFolder, { recursive: true }))

beforeEach(async () => {
  database = await testDatabase({ empty: true })
  folder = await mkdtemp(join(scratchFolder, `${process.pid}-migrations-`))
  await write('0001-people.sql', 'create table people (id int primary key)')
  return async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  }
})

test('a new database gets every migration and the job queue', async () => {
  await write('0002-names.sql', 'alter table people add name text')
  expect(await migrate(database.db, { folder })).toEqual(['0001-people', '0002-names'])
  await database.db.pool.query(`insert into people (id, name) values (1, 'Ada')`)
  await database.db.pool.query(`select graphile_worker.add_job('greet', '{}')`)
})

test('a second run does nothing', async () => {
  await migrate(database.db, { folder })
  expect(await migrate(database.db, { folder })).toEqual([])
})

test('processes that start at the same time apply each migration once', async () => {
  const runs = await Promise.all([1, 2, 3].map(() => migrate(database.db, { folder })))
  expect(runs.flat()).toEqual(['0001-people'])
})

test('a migration that fails leaves nothing behind and says its name', async () => {
  await write('0002-broken.sql', 'create table half (id int); select 1 / 0')
  await expect(migrate(database.db, { folder })).rejects.toThrow('The migration 0002-broken failed: division by zero')
  expect((await readSchemaState(database.db, folder)).applied.map(({ name }) => name)).toEqual(['0001-people'])
  const { rows } = await database.db.pool.query(`select to_regclass('half') as half`)
  expect(rows).toEqual([{ half: null }])
})

test('a database of a newer Ripen is refused', async () => {
  await write('0002-newer.sql', 'create table newer (id int)')
  await migrate(database.db, { folder })
  await rm(join(folder, '0002-newer.sql'))
  await expect(migrate(database.db, { folder })).rejects.toThrow(/made by a newer Ripen.*0002-newer/)
})

test('an edited migration is refused, other line ends are not', async () => {
  await write('0001-people.sql', 'create table people (\n  id int primary key\n)')
  await migrate(database.db, { folder })
  await write('0001-people.sql', 'create table people (\r\n  id int primary key\r\n)')
  expect(await migrate(database.db, { folder })).toEqual([])
  await write('0001-people.sql', 'create table people (id bigint primary key)')
  await expect(migrate(database.db, { folder })).rejects.toThrow(/0001-people is not the one/)
})

test('a migration that came in before an applied one is refused', async () => {
  await write('0003-later.sql', 'create table later (id int)')
  await migrate(database.db, { folder })
  await write('0002-earlier.sql', 'create table earlier (id int)')
  await expect(migrate(database.db, { folder })).rejects.toThrow(/0002-earlier is missing.*0003-later/)
})

test('migrations stop where they are told to', async () => {
  await write('0002-names.sql', 'alter table people add name text')
  expect(await migrate(database.db, { folder, upTo: '0001-people' })).toEqual(['0001-people'])
  expect((await readSchemaState(database.db, folder)).pending.map(({ name }) => name)).toEqual(['0002-names'])
})

async function write(name: string, sql: string): Promise<void> {
  await writeFile(join(folder, name), sql)
}
