import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ url: 'https://ripen.example.com' })
})

afterAll(() => app.close())

interface Got {
  readonly status: number
  readonly type: string
  readonly cookie: string | null
  readonly body: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** A request with headers that fetch would not let through. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, app.url), { method, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          cookie: response.headers['set-cookie']?.[0] ?? null,
          body,
          headers: response.headers,
        }),
      )
    })
    request.on('error', reject)
    request.end()
  })
}

const html = { accept: 'text/html' }

describe('a session', () => {
  let cookie: string

  beforeAll(async () => {
    cookie = (await app.signIn({ role: 'operations' })).cookie
  })

  test('reads and changes things from pages of ours, here and at the public address', async () => {
    const mine = { cookie, 'sec-fetch-site': 'same-origin', referer: `${app.url}/contacts` }
    expect((await get('/api/v1/contacts', mine)).status).toBe(200)
    expect((await get('/api/v1/sign-out', { ...mine, origin: 'https://ripen.example.com' }, 'POST')).status).toBe(204)
    expect((await get('/api/v1/contacts', mine)).status).toBe(401)
    cookie = (await app.signIn({ role: 'operations' })).cookie
  })

  test.each([
    ['without a cookie', {}],
    ['with a cookie of another server', { cookie: '__Secure-ripen.session_token=abc.def' }],
    ['with a cookie that was cut', { cookie: '__Secure-ripen.session_token=abc' }],
    ['with an empty cookie', { cookie: '__Secure-ripen.session_token=' }],
  ])('is not there %s', async (_name, headers) => {
    expect((await get('/api/v1/contacts', headers)).status).toBe(401)
  })

  test('is not there where a sign of it was changed', async () => {
    expect((await get('/api/v1/contacts', { cookie: `${cookie}x` })).status).toBe(401)
    expect((await get('/api/v1/contacts', { cookie: cookie.replace('=', '=x') })).status).toBe(401)
  })

  test.each([
    ['from a page of another origin', { origin: 'https://evil.example' }],
    ['from a page at another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['from a page without an origin of its own', { origin: 'null' }],
    ['that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['that the browser calls same-site', { 'sec-fetch-site': 'same-site' }],
    ['with a foreign referrer', { referer: 'https://evil.example/x' }],
  ])('does not hold for a request %s', async (_name, headers) => {
    expect((await get('/api/v1/contacts', { cookie, ...headers })).status).toBe(401)
    expect((await get('/api/v1/sign-out', { cookie, ...headers }, 'POST')).status).toBe(401)
  })

  test('changes nothing for a request that does not say where it comes from', async () => {
    expect((await get('/api/v1/contacts', { cookie })).status).toBe(200)
    expect((await get('/api/v1/sign-out', { cookie }, 'POST')).status).toBe(401)
  })

  test('is not given with the HTML', async () => {
    expect(await get('/', html)).toMatchObject({ status: 200, cookie: null })
  })
})

describe('pages', () => {
  test.each(['/', '/contacts', '/contacts/0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14', '/any/where'])(
    '%s is the app',
    async (path) => {
      expect(await get(path, html)).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
    },
  )

  test.each(['evil.example', 'ripen.example.com.evil.example', '169.254.169.254', 'localhost.evil.example'])(
    'are not served under the name %s',
    async (host) => {
      expect(await get('/', { ...html, host })).toMatchObject({ status: 421, type: expect.stringContaining('problem') })
      expect((await get('/docs', { ...html, host })).status).toBe(421)
    },
  )

  test('are served under the names of this machine', async () => {
    for (const host of ['localhost', 'localhost:4800', '127.0.0.1:1', '[::1]:4800']) {
      expect((await get('/', { ...html, host })).status).toBe(200)
    }
  })

  test('load nothing from elsewhere and are not framed', async () => {
    const { headers } = await get('/', html)
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('http')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  test.each([
    '/api/v1/nothing',
    '/api',
    '/v1/nothing',
    '/health/nothing',
    '/missing.js',
    '/assets/../../../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/nothing.js',
  ])('%s is a problem and no page', async (path) => {
    const { body, status } = await get(path, html)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body).not.toContain('<html')
    expect(body).not.toContain('workspaces')
  })

  test.each(['/%', '/%00', '/%ff', `/${'x'.repeat(10_000)}`])('%.20s harms nobody', async (path) => {
    expect((await get(path, html)).status).toBeLessThan(500)
  })

  test('that do not exist for a method are a problem', async () => {
    expect(await get('/contacts', {}, 'DELETE')).toMatchObject({
      status: 404,
      type: expect.stringContaining('problem'),
    })
  })
})

describe('figures', () => {
  test('are there for programs of this machine, and for keys that read', async () => {
    expect((await get('/metrics')).body).toContain('ripen_wake_lag_seconds')
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(401)
    const bearer = (key: string) => ({ authorization: `Bearer ${key}`, 'x-forwarded-for': '203.0.113.9' })
    expect((await get('/metrics', bearer(app.keys.read))).status).toBe(200)
    expect((await get('/metrics', bearer(app.keys.write))).status).toBe(403)
  })

  test('count what came in', async () => {
    const [good, bad] = [{ type: 'page', userId: 'u', messageId: 'm' }, { type: 'nonsense' }]
    await app.ask('POST', '/v1/batch', { batch: [good, bad] })
    await app.ask('POST', '/v1/batch', { batch: [good] })
    const { body } = await get('/metrics')
    expect(body).toContain('ripen_intake_accepted_total 1\n')
    expect(body).toContain('ripen_intake_duplicates_total 1\n')
    expect(body).toContain('ripen_intake_rejected_total 1\n')
    expect(body).toContain('ripen_rejected_messages 1\n')
    expect((await app.ask('GET', '/api/v1/rejected-messages')).body).toMatchObject({
      items: [{ reason: expect.any(String), place: expect.stringContaining('batch[1]') }],
    })
  })
})
