import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from './app.ts'
import { type TestDatabase, testDatabase } from './testing/database.ts'

let database: TestDatabase
let app: App

beforeAll(async () => {
  database = await testDatabase()
  const config = { host: '127.0.0.1', port: 0, url: null, dataDir: await mkdtemp(join(tmpdir(), 'ripen-app-')) }
  app = await startApp({ config, db: database.db, log: pino({ level: 'warn' }), isDatabaseUp: () => true })
})

afterAll(async () => {
  await app.close()
  await database.drop()
})

test('it lives, and is ready once the first lifecycle is published', async () => {
  expect(await (await fetch(`${app.url}/health/live`)).json()).toEqual({ live: true })
  const ready = await fetch(`${app.url}/health/ready`)
  expect(await ready.json()).toEqual({ ready: true, database: true, schema: true, lifecycle: true })
})
