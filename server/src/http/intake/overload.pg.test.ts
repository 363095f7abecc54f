import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKeyChecker } from '../../features/keys/key-checker.ts'
import { createKey } from '../../features/keys/keys.ts'
import { createRejectedMessages } from '../../features/rejected-messages/keep-rejected.ts'
import { createIntake, type RunningIntake } from '../../flows/intake.ts'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { testRipen } from '../../testing/ripen.ts'
import { intakeRoutes } from './intake-routes.ts'

let database: TestDatabase
let intake: RunningIntake
let http: FastifyInstance
let send: (messages: number, from: number) => Promise<Response>

beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  const ripen = await testRipen(db)
  intake = createIntake(ripen, { mostQueuedBytes: 30_000 })
  const lookups = {
    emailKind: () => 'corporate',
    corporateDomain: () => null,
    normalisePhone: () => null,
    isMachine: () => false,
  }
  http = Fastify()
  const ports = {
    intake,
    keys: createKeyChecker(db.pool, ripen.now),
    rejected: createRejectedMessages(db.pool, ripen.now),
  }
  await http.register(intakeRoutes({ ...ports, lookups, now: ripen.now }))
  await http.listen({ host: '127.0.0.1', port: 0 })
  const { key } = await createKey(db.pool, { name: 'load', kind: 'full', historical: false }, ripen.now())
  const url = `http://127.0.0.1:${(http.server.address() as AddressInfo).port}/v1/batch`
  send = (messages, from) =>
    fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({
        batch: Array.from({ length: messages }, (_, number) => ({
          type: 'track',
          userId: `user-${number}`,
          event: 'Load',
          messageId: `message-${from + number}`,
          properties: { padding: 'x'.repeat(400) },
        })),
      }),
    })
})
afterAll(async () => {
  await http.close()
  await database.drop()
})

const events = async () =>
  (await database.db.pool.query<{ n: number }>(`select count(*) as n from events where name = 'Load'`)).rows[0]?.n

test('more than can be written is answered 429 with a time to wait; nothing of it is taken, and its retry is', async () => {
  const first = await Promise.all(Array.from({ length: 12 }, (_, request) => send(30, request * 30)))
  const refused = first.flatMap(({ status }, request) => (status === 429 ? [request] : []))
  expect(new Set(first.map(({ status }) => status))).toEqual(new Set([200, 429]))
  for (const request of refused) expect(Number(first[request]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await events()).toBe((12 - refused.length) * 30)
  for (const request of refused) expect((await send(30, request * 30)).status).toBe(200)
  expect(await events()).toBe(12 * 30)
  expect(intake.queuedBytes()).toBe(0)
})

test('one request that is larger than the bound is taken while nothing else waits', async () => {
  expect((await send(100, 10_000)).status).toBe(200)
})
