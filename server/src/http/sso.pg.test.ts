import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort } from '../db/embedded/postmaster.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

/** Who is known at the provider, by account. */
const accounts: Record<string, { email: string; email_verified: boolean; name: string }> = {
  ada: { email: 'Ada@acme.example', email_verified: true, name: 'Ada Lovelace' },
  grace: { email: 'grace@elsewhere.example', email_verified: true, name: 'Grace Hopper' },
  eve: { email: 'eve@elsewhere.example', email_verified: true, name: 'Eve' },
  mallory: { email: 'mallory@acme.example', email_verified: false, name: 'Mallory' },
}

let app: TestApp
let peer: Server
let mailServer: SMTPServer
const letters: string[] = []

beforeAll(async () => {
  // The peer says of each of its defaults that it is one.
  for (const level of ['info', 'warn'] as const) vi.spyOn(console, level).mockImplementation(() => {})
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const issuerPort = await freePort()
  const issuer = `http://127.0.0.1:${issuerPort}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'ripen',
        client_secret: 'a secret between the two',
        redirect_uris: [`${url}/api/v1/auth/callback/sso`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) }),
    features: { devInteractions: { enabled: true } },
    pkce: { required: () => true },
    cookies: { keys: ['a key of this test'] },
  })
  peer = provider.listen(issuerPort, '127.0.0.1')
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part) => parts.push(part))
      stream.on('end', () => {
        letters.push(Buffer.concat(parts).toString('utf8'))
        done()
      })
    },
  })
  await new Promise<void>((resolve) => void mailServer.listen(0, '127.0.0.1', resolve))
  const mailPort = (mailServer.server.address() as AddressInfo).port
  app = await startTestApp({
    port,
    url,
    mail: { server: `smtp://127.0.0.1:${mailPort}`, from: 'Ripen <ripen@acme.example>' },
    sso: {
      name: 'Acme login',
      issuer,
      clientId: 'ripen',
      clientSecret: 'a secret between the two',
      domains: ['acme.example'],
      role: 'marketer',
      trustEmail: false,
    },
  })
})

afterAll(async () => {
  vi.restoreAllMocks()
  await app?.close()
  peer?.closeAllConnections()
  peer?.close()
  mailServer?.close(() => {})
})

/** Follows redirects as a browser does, with the cookies of both sides, and fills in the provider's two forms. */
class Visitor {
  readonly #jars = new Map<string, Map<string, string>>()

  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const jar = this.#jars.get(new URL(url).origin) ?? new Map<string, string>()
    this.#jars.set(new URL(url).origin, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    return response
  }

  async follow(response: Response, url: string): Promise<{ response: Response; url: string }> {
    let at = { response, url }
    while (at.response.status >= 300 && at.response.status < 400) {
      const next = new URL(at.response.headers.get('location') ?? '', at.url).href
      at = { response: await this.ask(next), url: next }
    }
    return at
  }

  async signIn(account: string, to = '/contacts?q=Ada'): Promise<{ path: string; status: number }> {
    const begun = await this.ask(`${app.url}/api/v1/sign-in/sso`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ to }),
    })
    const { url } = (await begun.json()) as { url: string }
    let at = await this.follow(await this.ask(url), url)
    for (const prompt of [`prompt=login&login=${account}&password=any`, 'prompt=consent']) {
      if (!at.url.includes('/interaction/')) break
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      at = await this.follow(await this.ask(at.url, { method: 'POST', headers, body: prompt }), at.url)
    }
    const { pathname, search } = new URL(at.url)
    return { path: pathname + search, status: at.response.status }
  }

  async me(): Promise<unknown> {
    return (await this.ask(`${app.url}/api/v1/me`)).json()
  }
}

describe('single sign-on', () => {
  test('lets nobody in before there is an administrator', async () => {
    const visitor = new Visitor()
    expect(await visitor.signIn('ada')).toMatchObject({ path: '/sign-in?failed=unwelcome' })
  })

  test('lets in who has an address of an allowed domain, with the usual role, and knows it again', async () => {
    await app.signIn()
    expect((await app.ask('GET', '/api/v1/sign-in')).body).toMatchObject({ sso: 'Acme login' })
    const visitor = new Visitor()
    expect(await visitor.signIn('ada')).toEqual({ path: '/contacts?q=Ada', status: 200 })
    const me = await visitor.me()
    expect(me).toMatchObject({ name: 'Ada Lovelace', email: 'ada@acme.example', role: 'marketer' })
    const again = new Visitor()
    await again.signIn('ada')
    expect(await again.me()).toEqual(me)
    const { rows } = await app.database.db.pool.query(
      `select provider_id, access_token, refresh_token, id_token from sign_ins where account_id = 'ada'`,
    )
    expect(rows).toEqual([{ provider_id: 'sso', access_token: null, refresh_token: null, id_token: null }])
  })

  test('lets others in by an invitation alone, with its role and teams', async () => {
    const admin = await app.signIn()
    expect((await new Visitor().signIn('grace')).path).toBe('/sign-in?failed=unwelcome')
    await admin.ask('POST', '/api/v1/invitations', {
      email: 'grace@elsewhere.example',
      role: 'sales',
      teams: ['sales'],
    })
    const visitor = new Visitor()
    expect((await visitor.signIn('grace', '/')).path).toBe('/')
    expect(await visitor.me()).toMatchObject({ role: 'sales', teams: ['sales'] })
    expect((await admin.ask('GET', '/api/v1/invitations')).body).toEqual({ items: [] })
  })

  test('lets nobody in whose address the provider does not vouch for', async () => {
    expect((await new Visitor().signIn('mallory')).path).toBe('/sign-in?failed=unwelcome')
    const { rows } = await app.database.db.pool.query(`select 1 from people where email = 'mallory@acme.example'`)
    expect(rows).toEqual([])
  })

  test('lets nobody in who was shut out', async () => {
    const admin = await app.signIn()
    const visitor = new Visitor()
    await visitor.signIn('ada')
    const { id } = (await visitor.me()) as { id: string }
    await admin.ask('PATCH', `/api/v1/people/${id}`, { active: false })
    expect(await visitor.me()).toMatchObject({ status: 401 })
    expect((await new Visitor().signIn('ada')).path).toBe('/sign-in?failed=unwelcome')
  })

  test('belongs to whoever began it: an answer without their cookies, or made up, opens nothing', async () => {
    for (const query of ['', '?code=x&state=y', '?error=access_denied&state=y']) {
      const visitor = new Visitor()
      const response = await visitor.ask(`${app.url}/api/v1/auth/callback/sso${query}`)
      expect([response.status, response.headers.get('location')]).toEqual([302, '/sign-in?failed=sso'])
      expect(await visitor.me()).toMatchObject({ status: 401 })
    }
  })

  test('goes on to pages of ours alone', async () => {
    for (const to of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const response = await new Visitor().ask(`${app.url}/api/v1/sign-in/sso`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: app.url },
        body: JSON.stringify({ to }),
      })
      expect(response.status).toBe(400)
    }
  })
})

describe('mail', () => {
  const linkIn = (letter: string | undefined) =>
    /https?:\/\/\S+/.exec((letter ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '='))?.[0] ?? ''

  test('brings invitations and new passwords, and no more than a link', async () => {
    const admin = await app.signIn({ name: 'Ada' })
    letters.length = 0
    const sent = await admin.ask('POST', '/api/v1/invitations', { email: 'lin@acme.example', role: 'viewer' })
    expect(sent.body).toMatchObject({ sent: true })
    expect(letters[0]).toContain('To: lin@acme.example')
    expect(letters[0]).toContain('Ada has invited you')
    expect(linkIn(letters[0])).toBe((sent.body as { link: string }).link)
    await fetch(`${app.url}/api/v1/password-reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: app.url },
      body: JSON.stringify({ email: admin.email }),
    })
    await expect.poll(() => letters.length).toBe(2)
    expect(linkIn(letters[1])).toMatch(/\/reset\/[\w-]{43}$/)
    expect(letters[1]).not.toContain('argon2')
  })
})
