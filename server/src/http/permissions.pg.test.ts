import { tmpdir } from 'node:os'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPrograms } from '../features/lifecycle/programs.ts'
import { createEntrance } from '../flows/people/entrance.ts'
import { createMail } from '../integrations/mail/mail.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'
import { createMetrics } from './metrics.ts'
import { buildServer } from './server.ts'

/** Everything that answers without a key. What stands here is open to whoever reaches the port. */
const open = new Set([
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /docs',
  'GET /docs/api-reference.js',
  'GET /*',
  'OPTIONS /v1/*',
  'POST /v1/m',
  'GET /v1/projects/:key/settings',
  'GET /api/v1/sign-in',
  'POST /api/v1/sign-in',
  'POST /api/v1/sign-in/sso',
  'GET /api/v1/auth/callback/sso',
  'POST /api/v1/set-up',
  'POST /api/v1/invitation',
  'POST /api/v1/invitation/accept',
  'POST /api/v1/password-reset',
  'POST /api/v1/password-reset/take',
])

let app: TestApp
const routes: [method: string, path: string][] = []

beforeAll(async () => {
  app = await startTestApp()
  const never = async () => Promise.reject(new Error('not asked for'))
  const { db } = app.database
  const metrics = createMetrics({ readFigures: never, queuedBytes: () => 0 })
  const ripen = { db, now: Date.now, log: pino({ level: 'silent' }), programs: createPrograms() }
  const mail = createMail({ server: null, from: '' }, ripen.log)
  const server = await buildServer(
    {
      ripen,
      intake: { submit: never },
      keys: { find: never },
      entrance: createEntrance(ripen, { secret: 'x'.repeat(32), url: () => '', mail, sso: null }),
      trustedProxies: [],
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
    // Nobody waits for the end of what has none: asked wrongly, it still says who may ask.
    .replace('/stream', '/stream?contact=nobody')

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
  /** Asked with a body, and nothing is changed by it. */
  const asks = new Set(['/api/v1/segments/count'])
  const bodyFor = (method: string) => (method === 'GET' || method === 'DELETE' ? undefined : { events: [] })

  test('a write key may use nothing', async () => {
    for (const [method, path] of ofApi()) {
      const headers = { authorization: `Bearer ${app.keys.write}` }
      const { status } = await app.ask(method, filled(path), bodyFor(method), headers)
      expect([method, path, status]).toEqual([method, path, 403])
    }
  })

  test('a read key may read all but keys, people’s affairs and the audit log, and change nothing', async () => {
    const closed = /^\/api\/v1\/(keys|me|invitations|audit)|\/duplicates|\/bulk-actions\/teams/
    for (const [method, path] of ofApi()) {
      const headers = { authorization: `Bearer ${app.keys.read}` }
      const { status } = await app.ask(method, filled(path), bodyFor(method), headers)
      const may = (method === 'GET' && !closed.test(path)) || asks.has(path)
      expect([method, path, status === 403]).toEqual([method, path, !may])
    }
  })

  test('what is a person’s own is not for keys, not even full ones', async () => {
    for (const path of ['/api/v1/me', '/api/v1/me/sessions']) expect((await app.ask('GET', path)).status).toBe(403)
    expect((await app.ask('POST', '/api/v1/sign-out')).status).toBe(403)
  })

  test('a viewer changes nothing but its own affairs', async () => {
    const viewer = await app.signIn({ role: 'viewer' })
    const reads = (method: string, path: string) =>
      (method === 'GET' && !/\/(keys|invitations|audit|duplicates|bulk-actions\/teams|contacts\/export)/.test(path)) ||
      asks.has(path)
    // Events are sent with keys alone.
    const own = (path: string) => /^\/api\/v1\/(me|sign-out|events)/.test(path)
    for (const [method, path] of ofApi().filter(([, one]) => !own(one))) {
      const { status } = await viewer.ask(method, filled(path), bodyFor(method))
      expect([method, path, status === 403]).toEqual([method, path, !reads(method, path)])
    }
  })

  const publish = ['PUT', '/api/v1/lifecycle'] as const
  const startImport = ['POST', '/api/v1/imports'] as const
  const move = ['POST', '/api/v1/contacts/:id/rulings'] as const
  const takeAway = ['GET', '/api/v1/contacts/export'] as const
  const moveMany = ['POST', '/api/v1/bulk-actions'] as const
  const makeKey = ['POST', '/api/v1/keys'] as const
  const invite = ['POST', '/api/v1/invitations'] as const
  const readAudit = ['GET', '/api/v1/audit'] as const
  const all = [publish, startImport, takeAway, move, moveMany, makeKey, invite, readAudit]

  test.each([
    ['admin', all],
    ['operations', [publish, startImport, takeAway, move, moveMany, readAudit]],
    ['marketer', [startImport, takeAway, move, moveMany]],
    ['sales', [takeAway, move, moveMany]],
    ['viewer', []],
  ] as const)('the role %s may do so much', async (role, may) => {
    const person = await app.signIn({ role })
    for (const [method, path] of all) {
      const { status } = await person.ask(method, filled(path), bodyFor(method))
      expect([role, path, status !== 403]).toEqual([role, path, may.some(([, one]) => one === path)])
    }
  })
})
