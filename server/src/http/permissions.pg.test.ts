import { tmpdir } from 'node:os'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPrograms } from '../features/lifecycle/programs.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { createMetrics } from './metrics.ts'
import { buildServer } from './server.ts'

/** Everything that answers without a key. What stands here is open to whoever reaches the port. */
const open = new Set([
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /openapi.json',
  'GET /docs',
  'GET /docs/api-reference.js',
  'GET /*',
  'OPTIONS /v1/*',
  'POST /v1/m',
  'GET /v1/projects/:key/settings',
])

let app: TestApp
const routes: [method: string, path: string][] = []

beforeAll(async () => {
  app = await startTestApp()
  const never = async () => Promise.reject(new Error('not asked for'))
  const { db } = app.database
  const metrics = createMetrics({ readFigures: never, queuedBytes: () => 0 })
  const server = await buildServer(
    {
      ripen: { db, now: Date.now, log: pino({ level: 'silent' }), programs: createPrograms() },
      intake: { submit: never },
      keys: { find: never },
      rejected: { keep: never },
      lookups: { emailKind: String, corporateDomain: () => null, normalisePhone: () => null, isMachine: () => false },
      metrics,
      url: null,
      dataDir: tmpdir(),
      webFolder: '/nowhere',
      referenceScript: '/nowhere',
      checkReadiness: never,
    },
    { onRoute: (method, path) => void routes.push([method, path]) },
  )
  await server.ready()
  await server.close()
})

afterAll(() => app.close())

const filled = (path: string) =>
  path
    .replace('/transitions/:id', '/transitions/0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14.1')
    .replace(':id', '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14')
    .replace(':version', '1')

const guarded = () => routes.filter(([method, path]) => method !== 'HEAD' && !open.has(`${method} ${path}`))

test('every route needs a key but those that are open to all', async () => {
  expect(guarded().length).toBeGreaterThan(30)
  for (const [method, path] of guarded()) {
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    const { status } = await app.ask(method, filled(path), body, { authorization: '' })
    expect([method, path, status]).toEqual([method, path, 401])
  }
})

test('a key that nobody made is as good as none', async () => {
  for (const [method, path] of guarded()) {
    const body = method === 'GET' || method === 'DELETE' ? undefined : {}
    const { status } = await app.ask(method, filled(path), body, { authorization: 'Bearer ripen_f_guessed' })
    expect([method, path, status]).toEqual([method, path, 401])
  }
})

describe('of the API', () => {
  const ofApi = () => guarded().filter(([, path]) => path.startsWith('/api/v1/'))

  test('a write key may use nothing', async () => {
    for (const [method, path] of ofApi()) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : { events: [] }
      const { status } = await app.ask(method, filled(path), body, { authorization: `Bearer ${app.keys.write}` })
      expect([method, path, status]).toEqual([method, path, 403])
    }
  })

  test('a read key may read all but the keys, and change nothing', async () => {
    for (const [method, path] of ofApi()) {
      const body = method === 'GET' || method === 'DELETE' ? undefined : { events: [] }
      const { status } = await app.ask(method, filled(path), body, { authorization: `Bearer ${app.keys.read}` })
      const may = method === 'GET' && !path.startsWith('/api/v1/keys')
      expect([method, path, status === 403]).toEqual([method, path, !may])
    }
  })
})
