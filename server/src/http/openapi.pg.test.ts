import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownKinds } from '../integrations/own-events/own-kinds.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

interface EventsOperation {
  responses: Record<string, unknown>
  requestBody: {
    content: {
      'application/json': {
        schema: {
          properties: {
            events: {
              items: {
                oneOf: { properties: { kind: { const: string } } & Record<string, unknown>; required: string[] }[]
              }
            }
          }
        }
      }
    }
  }
}

let app: TestApp
let document: {
  openapi: string
  paths: Record<string, Record<string, { summary?: string; tags?: string[]; responses: Record<string, unknown> }>>
  components: { schemas: Record<string, unknown> }
}

beforeAll(async () => {
  app = await startTestApp()
  document = (await app.ask('GET', '/openapi.json')).body as typeof document
})

afterAll(() => app.close())

const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
  )

test('the description is OpenAPI 3.1 and names every route of the API', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(operations().map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'get /api/v1/contacts',
      'get /api/v1/contacts/{id}/why',
      'post /api/v1/contacts/{id}/rulings',
      'post /api/v1/events',
      'put /api/v1/lifecycle',
      'delete /api/v1/keys/{id}',
    ]),
  )
  expect(Object.keys(document.paths).every((path) => path.startsWith('/api/v1/'))).toBe(true)
})

test('every route says what it does, what it answers, and how it fails', () => {
  for (const { name, summary, tags, responses } of operations()) {
    expect([name, summary]).toEqual([name, expect.any(String)])
    expect([name, tags?.length]).toEqual([name, 1])
    expect([name, Object.keys(responses).sort()]).toEqual([name, expect.arrayContaining(['4XX', '5XX'])])
    expect([name, Object.keys(responses).some((status) => status.startsWith('2'))]).toEqual([name, true])
  }
})

test('events are described by all that they may hold, each kind with its data', () => {
  const operation = document.paths['/api/v1/events']?.['post'] as EventsOperation | undefined
  const items = operation?.requestBody.content['application/json'].schema.properties.events.items ?? { oneOf: [] }
  const kinds = items.oneOf.map(({ properties }) => properties.kind.const)
  expect(kinds).toEqual(ownKinds)
  for (const { properties } of items.oneOf)
    expect(Object.keys(properties).sort()).toEqual(
      ['account', 'anonymousId', 'at', 'data', 'email', 'kind', 'messageId', 'name', 'phone', 'userId'].sort(),
    )
  const communication = items.oneOf.find(({ properties }) => properties.kind.const === 'communication')
  expect(communication?.required).toEqual(['kind', 'data'])
  expect(JSON.stringify(communication)).toContain('"letter"')
})

test('every POST but that of events says that it may be sent again', () => {
  for (const [path, { post }] of Object.entries(document.paths)) {
    if (post === undefined) continue
    const names = (post as { parameters?: { name: string }[] }).parameters?.map(({ name }) => name) ?? []
    expect([path, names.includes('Idempotency-Key')]).toEqual([path, path !== '/api/v1/events'])
  }
})

test('every reference leads somewhere, and every schema is used', () => {
  const text = JSON.stringify(document)
  const wanted = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name))
  expect([...wanted].sort()).toEqual(Object.keys(document.components.schemas).sort())
  expect(text).not.toContain('__')
})

test('the reference page and its script are served by us alone', async () => {
  const page = await app.ask('GET', '/docs')
  expect(page.body).toContain('/docs/api-reference.js')
  expect(page.body).not.toMatch(/https?:\/\//)
})

test('nobody reads either without a sign-in', async () => {
  expect((await app.ask('GET', '/openapi.json', undefined, { authorization: '' })).status).toBe(401)
  const page = await fetch(`${app.url}/docs`, { redirect: 'manual' })
  expect([page.status, page.headers.get('location')]).toEqual([302, '/sign-in?to=/docs'])
})
