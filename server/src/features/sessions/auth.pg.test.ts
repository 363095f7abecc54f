import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { hashOfPassword, isPassword } from '../people/passwords.ts'
import { insertPerson } from '../people/people.ts'
import { type Auth, createAuth } from './auth.ts'
import { createSessionCookie } from './session-cookie.ts'
import { findSession } from './sessions.ts'

let database: TestDatabase
let auth: Auth
const lines: string[] = []
const now = Date.parse('2026-03-02T09:00:00Z')
const secret = 'a'.repeat(16) + 'b'.repeat(16)
const ours = createSessionCookie({ secret, secure: true })
const from = { address: '203.0.113.9', browser: 'Firefox' }

beforeAll(async () => {
  database = await testDatabase()
  const { pool } = database.db
  auth = createAuth({
    pool,
    log: pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }),
    secret,
    url: 'https://ripen.example.com',
    sso: null,
    hashOfPassword,
    isPassword,
    isActive: async () => true,
    isWelcome: async () => false,
    welcome: async () => {},
    now: () => now,
  })
  const person = { name: 'Ada', email: 'ada@example.com', role: 'sales', teams: ['sales'] } as const
  await insertPerson(pool, { ...person, password: await hashOfPassword('a right good secret') }, now)
})

afterAll(() => database.drop())

test('the cookie of a session is read as it was signed, and no other', async () => {
  const answer = await auth.signIn('ADA@example.com', 'a right good secret', from)
  const line = answer?.cookies.find((one) => one.startsWith(ours.name)) ?? ''
  expect(line).toMatch(/^__Secure-ripen\.session_token=\S+; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  const cookie = decodeURIComponent(/=([^;]*)/.exec(line)?.[1] ?? '')
  const token = ours.tokenIn(cookie)
  const session = await findSession(database.db.pool, token ?? '', now)
  expect(session).toMatchObject({ person: { name: 'Ada', role: 'sales', teams: ['sales'] }, salesSees: 'all' })
  expect(ours.tokenIn(`x${cookie}`)).toBeNull()
  expect(ours.tokenIn(cookie.replace('.', '.x'))).toBeNull()
  expect(await findSession(database.db.pool, token ?? '', now + 15 * 86_400_000)).toBeNull()
  expect(ours.line(cookie, 1_209_600_000)).toBe(line)
})

test.each([
  ['ada@example.com', 'a wrong secret of hers'],
  ['eve@example.com', 'a right good secret'],
  ['no address', 'a right good secret'],
  ['ada@example.com', 'x'.repeat(100_000)],
])('%s with a password that is not hers gets nothing', async (email, password) => {
  expect(await auth.signIn(email, password, from)).toBeNull()
})

test('the library complains of nothing', () => {
  expect(lines.filter((line) => JSON.parse(line).level >= 40)).toEqual([])
})
