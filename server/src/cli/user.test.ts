import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { type RipenProcess, spawnRipen } from '../testing/ripen-process.ts'
import { signInAs } from '../testing/signed-in.ts'

vi.setConfig({ testTimeout: 90_000 })

let database: TestDatabase
let dataDir: string

beforeAll(async () => {
  database = await testDatabase()
  dataDir = await mkdtemp(join(tmpdir(), 'ripen-user-'))
})

afterAll(async () => {
  await database.drop()
  await rm(dataDir, { recursive: true, force: true })
})

const ripen = (args: readonly string[], env: Record<string, string> = {}) =>
  spawnRipen(args, { dataDir, env: { DATABASE_URL: database.url, LOG_LEVEL: 'warn', ...env } })
const ended = async (process: RipenProcess) => ({ exit: await process.ended, output: process.output() })

test('before there is an administrator, Ripen listens to this machine alone, and says so', async () => {
  const started = ripen(['start'], { HOST: '0.0.0.0' })
  try {
    expect(await started.ready()).toMatch(/^http:\/\/127\.0\.0\.1:/)
    await vi.waitFor(() => expect(started.output()).toContain('to set up the first administrator'))
    expect(started.output()).toContain('and not on 0.0.0.0')
  } finally {
    started.child.kill('SIGTERM')
    await started.ended
  }
})

test('an unattended set-up makes the administrator once, and the server listens where it is told', async () => {
  const file = join(dataDir, 'password')
  await writeFile(file, 'seven quiet lighthouses\n')
  const env = { HOST: '0.0.0.0', RIPEN_ADMIN_EMAIL: 'Ops@Example.com', RIPEN_ADMIN_PASSWORD_FILE: file }
  for (const password of ['seven quiet lighthouses', 'another one that comes late']) {
    await writeFile(file, `${password}\n`)
    const started = ripen(['start'], env)
    try {
      const url = (await started.ready()).replace('0.0.0.0', '127.0.0.1')
      expect(await signInAs(url, { email: 'ops@example.com', password: 'seven quiet lighthouses' })).toContain('ripen')
      expect(started.output()).not.toContain('and not on')
    } finally {
      started.child.kill('SIGTERM')
      await started.ended
    }
  }
})

test('people are added, listed and given another password', async () => {
  const create = (email: string, ...more: string[]) =>
    ended(ripen(['user', 'create', '--email', email, '--name', 'Ada', ...more]))
  expect(await create('Ada@example.com', '--role', 'sales', '--team', 'nobody')).toMatchObject({ exit: 1 })
  const made = await create('Ada@example.com', '--role', 'operations')
  expect(made).toEqual({
    exit: 0,
    output: expect.stringMatching(/ada@example.com can sign in as operations\.\nPassword: \S{20,}/),
  })
  expect(await create('ada@example.com')).toEqual({ exit: 1, output: expect.stringContaining('is known already') })
  expect(await create('ada')).toEqual({ exit: 1, output: expect.stringContaining('not an e-mail address') })
  const list = await ended(ripen(['user', 'list']))
  expect(list.output).toContain('ada@example.com  Ada  operations  never seen\n')
  const reset = await ended(ripen(['user', 'reset-password', '--email', 'ada@example.com', '--json']))
  expect(JSON.parse(reset.output)).toEqual({ id: expect.any(String), password: expect.any(String) })
  const { rows } = await database.db.pool.query<{ action: string }>('select action from audit_log order by id')
  expect(rows.map(({ action }) => action)).toEqual(['person.set_up', 'person.added', 'person.password_changed'])
})
