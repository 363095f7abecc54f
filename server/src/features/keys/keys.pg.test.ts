import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { createKeyChecker } from './key-checker.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'

let database: TestDatabase
const irrelevantTime = Date.parse('2026-03-02T09:00:00Z')

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(() => database.drop())

const make = (kind: 'write' | 'read' | 'full', historical = false) =>
  createKey(database.db.pool, { name: `A ${kind} key`, kind, historical }, irrelevantTime)

test('a key is told once; what is stored does not give it back', async () => {
  const { key, prefix } = await make('full', true)
  expect(key).toMatch(/^ripen_f_[\w-]{43}$/)
  expect(key.startsWith(prefix)).toBe(true)
  const { rows } = await database.db.pool.query('select t::text as row from api_keys t')
  expect(JSON.stringify(rows)).not.toContain(key.slice(prefix.length))
  expect(JSON.stringify(await listKeys(database.db.pool))).not.toContain(key)
})

test.each(['write', 'read', 'full'] as const)('a %s key is found by its secret', async (kind) => {
  const { id, key } = await make(kind)
  expect(await createKeyChecker(database.db.pool, Date.now).find(key)).toEqual({ id, kind, historical: false })
})

test.each(['', 'x', 'ripen_f_', 'ripen_f_\0', 'y'.repeat(100_000)])('%.20j is no key', async (secret) => {
  expect(await createKeyChecker(database.db.pool, Date.now).find(secret)).toBeNull()
})

test('a revoked key works ten seconds longer at most, in a process that knew it', async () => {
  const { id, key } = await make('read')
  let now = irrelevantTime
  const checker = createKeyChecker(database.db.pool, () => now)
  expect(await checker.find(key)).toMatchObject({ id })
  expect(await revokeKey(database.db.pool, id, now)).toBe(true)
  now += 10_000
  expect(await checker.find(key)).toBeNull()
})

test('revoking again keeps the first moment; what is not there is not revoked', async () => {
  const { id } = await make('read')
  await revokeKey(database.db.pool, id, irrelevantTime)
  await revokeKey(database.db.pool, id, irrelevantTime + 5000)
  const found = (await listKeys(database.db.pool)).find((one) => one.id === id)
  expect(found?.revokedAt).toBe('2026-03-02T09:00:00.000Z')
  expect(await revokeKey(database.db.pool, '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14', irrelevantTime)).toBe(false)
})

test('a database that fails is asked again at once', async () => {
  const { key, id } = await make('read')
  let fails = true
  const pool = {
    query: (...given: [never]) => (fails ? Promise.reject(new Error('gone')) : database.db.pool.query(...given)),
  }
  const checker = createKeyChecker(pool as unknown as typeof database.db.pool, Date.now)
  await expect(checker.find(key)).rejects.toThrow('gone')
  fails = false
  expect(await checker.find(key)).toMatchObject({ id })
})
