import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { spawnRipen } from '../testing/ripen-process.ts'
import { scratchFolder } from '../testing/test-cluster.ts'

let folder: string
let database: TestDatabase

beforeAll(async () => {
  await mkdir(scratchFolder, { recursive: true })
  folder = await mkdtemp(join(scratchFolder, `${process.pid}-cli-`))
  database = await testDatabase()
})

afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

test('an expected error is one sentence without a stack, and the exit code is 1', async () => {
  expect(await ripen(['start'], { PORT: 'x' })).toEqual({
    code: 1,
    output: 'PORT must be a whole number from 0 to 65535.\n',
  })
})

test('an unknown command is named, and the exit code is 1', async () => {
  expect(await ripen(['grow'])).toMatchObject({ code: 1, output: expect.stringContaining("unknown command 'grow'") })
})

test('backup and restore print what they did as JSON', async () => {
  const file = join(folder, 'all.ripen')
  const backup = await ripen(['backup', file, '--json'], { DATABASE_URL: database.url })
  // A new database has one row: how far the reports are counted.
  expect(JSON.parse(backup.output)).toMatchObject({ file, rows: 1, jobs: 0 })
  const target = await testDatabase({ empty: true })
  const restore = await ripen(['restore', file, '--json'], { DATABASE_URL: target.url })
  expect(JSON.parse(restore.output)).toMatchObject({ rows: 1, migrated: [] })
  await target.drop()
})

test('doctor names what is wrong, here a PostgreSQL that forgets, and exits with 1', async () => {
  const { rows } = await database.db.pool.query<{ fsync: string }>(`select current_setting('fsync') as fsync`)
  const { code, output } = await ripen(['doctor', '--json'], { DATABASE_URL: database.url })
  const { ok, checks } = JSON.parse(output) as { ok: boolean; checks: { name: string; ok: boolean; found: string }[] }
  expect(checks.find(({ name }) => name === 'fsync')).toMatchObject({
    found: rows[0]?.fsync,
    ok: rows[0]?.fsync === 'on',
  })
  expect(checks.find(({ name }) => name === 'schema')).toMatchObject({ ok: true })
  expect(code).toBe(ok ? 0 : 1)
})

async function ripen(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const process = spawnRipen(args, { dataDir: join(folder, 'data'), env })
  return { code: await process.ended, output: process.output() }
}
