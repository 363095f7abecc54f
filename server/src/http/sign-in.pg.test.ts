import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
const clock = { now: Date.parse('2026-03-02T09:00:00Z') }
const password = 'nineteen green herons'

beforeAll(async () => {
  app = await startTestApp({ now: () => clock.now })
})

afterAll(() => app.close())

/** Asks as a page of ours does, without a session unless a cookie is given. */
async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(app.url + path, {
    method,
    headers: { 'content-type': 'application/json', origin: app.url, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const cookies = response.headers.getSetCookie()
  const cookie = cookies[0]?.split(';')[0] ?? ''
  return {
    status: response.status,
    headers: response.headers,
    cookies,
    cookie,
    body: text === '' ? null : JSON.parse(text),
  }
}

const signIn = (email: string, given = password) => ask('POST', '/api/v1/sign-in', { email, password: given })
const me = (cookie: string) => ask('GET', '/api/v1/me', undefined, { cookie })
const tokenOf = (link: string) => link.split('/').at(-1) ?? ''

describe('the first administrator', () => {
  const ada = { name: 'Ada Lovelace', email: 'Ada@Example.com', password }

  test('is asked for while there is none', async () => {
    expect((await ask('GET', '/api/v1/sign-in')).body).toEqual({ setUp: true, mail: false, sso: null })
  })

  test.each([
    ['a short password', { password: 'elevenchars' }, 'at least 12'],
    ['one of those that everybody takes', { password: 'Password1234!' }, 'guessed first'],
    ['a run of the keyboard', { password: 'qwertyuiopas' }, 'run of the keyboard'],
    ['one letter after another', { password: 'aaaaaaaaaaaaa' }, 'same few'],
    ['the own address', { password: 'ada@example.com' }, 'your own'],
    ['no address', { email: 'ada' }, 'e-mail'],
    ['no name', { name: ' ' }, 'name'],
    ['a name of 100 kB', { name: 'x'.repeat(100_000) }, '200'],
    ['a name that breaks lines', { name: 'Ada\nBcc: eve@example.com' }, 'control'],
  ])('is not made with %s', async (_what, wrong, said) => {
    const { status, body } = await ask('POST', '/api/v1/set-up', { ...ada, ...wrong })
    expect([status, body.detail]).toEqual([400, expect.stringContaining(said)])
  })

  test.each([
    ['through a proxy', { 'x-forwarded-for': '203.0.113.9' }],
    ['from a foreign page', { origin: 'https://evil.example' }],
    ['from nowhere', { origin: 'null' }],
  ])('is not made %s', async (_what, headers) => {
    expect((await ask('POST', '/api/v1/set-up', ada, headers)).status).toBe(403)
  })

  test('is made once, however many ask at the same time, and is signed in', async () => {
    const asked = Array.from({ length: 5 }, (_, index) =>
      ask('POST', '/api/v1/set-up', { ...ada, email: index === 0 ? ada.email : `eve${index}@example.com` }),
    )
    const answers = await Promise.all(asked)
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
    const made = answers.find(({ status }) => status === 201)
    expect(made?.body).toMatchObject({ role: 'admin', may: expect.arrayContaining(['publish', 'people']) })
    expect(made?.cookies[0]).toMatch(/^ripen\.session_token=\S+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/)
    expect((await me(made?.cookie ?? '')).body).toEqual(made?.body)
    expect((await ask('GET', '/api/v1/sign-in')).body.setUp).toBe(false)
    const { rows } = await app.database.db.pool.query('select count(*)::int as people from people')
    expect(rows).toEqual([{ people: 1 }])
  })
})

describe('signing in', () => {
  test('tells nobody whether it was the address or the password', async () => {
    const { email } = await app.signIn()
    const wrong = await signIn(email, 'not this one, sorry')
    const unknown = await signIn('nobody@example.com')
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(wrong.body).toEqual(unknown.body)
    expect(wrong.cookies).toEqual([])
  })

  test('takes about as long for an unknown address as for a wrong password', async () => {
    const { email } = await app.signIn()
    const cpuOf = async (address: string) => {
      const before = process.cpuUsage()
      for (let times = 0; times < 4; times++) await signIn(address, `no such secret ${times}`)
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    await cpuOf('warm@example.com')
    const ratio = (await cpuOf(email)) / (await cpuOf('unknown@example.com'))
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  test('guessing one account is stopped, for that account alone', async () => {
    const victim = await app.signIn()
    const other = await app.signIn()
    const guesses = Array.from({ length: 15 }, (_, index) => signIn(victim.email, `a guess of theirs ${index}`))
    const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort()
    expect(statuses).toEqual([...Array(10).fill(401), ...Array(5).fill(429)])
    const stopped = await signIn(victim.email.toUpperCase(), victim.password)
    expect(stopped.status).toBe(429)
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(60)
    expect((await signIn(other.email, other.password)).status).toBe(200)
    clock.now += 16 * 60_000
    expect((await signIn(victim.email, victim.password)).status).toBe(200)
  })

  test('many addresses tried from one place are stopped too', async () => {
    clock.now += 16 * 60_000
    for (let guess = 0; guess < 50; guess++) await signIn(`person${guess}@example.com`, 'summer holidays 1')
    expect((await signIn('one-more@example.com')).status).toBe(429)
    clock.now += 16 * 60_000
  })

  test('a session goes on while it is used, and ends two weeks after', async () => {
    const person = await app.signIn()
    clock.now += 10 * 86_400_000
    const kept = await me(person.cookie)
    expect([kept.status, kept.cookie]).toEqual([200, person.cookie])
    clock.now += 10 * 86_400_000
    expect((await me(person.cookie)).status).toBe(200)
    clock.now += 15 * 86_400_000
    expect((await me(person.cookie)).status).toBe(401)
  })

  test('sessions are listed and ended; those of others are not there', async () => {
    const person = await app.signIn({ role: 'viewer' })
    const stranger = await app.signIn({ role: 'viewer' })
    const second = await signIn(person.email, person.password)
    const list = (await person.ask('GET', '/api/v1/me/sessions')).body as { items: { id: string; current: boolean }[] }
    expect(list.items).toHaveLength(2)
    const other = list.items.find(({ current }) => !current)?.id
    expect((await stranger.ask('DELETE', `/api/v1/me/sessions/${other}`)).status).toBe(404)
    expect((await person.ask('DELETE', `/api/v1/me/sessions/${other}`)).status).toBe(204)
    expect((await me(second.cookie)).status).toBe(401)
    expect((await me(person.cookie)).status).toBe(200)
  })

  test('another password ends every other session, and needs the present one', async () => {
    const person = await app.signIn({ role: 'viewer' })
    const second = await signIn(person.email, person.password)
    const change = (current: string) => person.ask('POST', '/api/v1/me/password', { current, password })
    expect((await change('not this one, sorry')).status).toBe(401)
    expect((await change(person.password)).status).toBe(204)
    expect((await me(second.cookie)).status).toBe(401)
    expect((await me(person.cookie)).status).toBe(200)
    expect((await signIn(person.email, person.password)).status).toBe(401)
    expect((await signIn(person.email)).status).toBe(200)
  })
})

describe('invitations', () => {
  const invite = async (email: string, more: object = {}) => {
    const admin = await app.signIn()
    const { status, body } = await admin.ask('POST', '/api/v1/invitations', {
      email,
      role: 'sales',
      teams: ['sales'],
      ...more,
    })
    return { admin, status, body: body as { id: string; link: string; sent: boolean; detail?: string } }
  }
  const accept = (link: string, more: object = {}) =>
    ask('POST', '/api/v1/invitation/accept', { token: tokenOf(link), name: 'Grace Hopper', password, ...more })

  test('let somebody in once, with the role and teams that they say', async () => {
    const { body } = await invite('Grace@Example.com')
    expect(body).toMatchObject({ sent: false, link: expect.stringContaining(`${app.url}/invitation/`) })
    const { rows } = await app.database.db.pool.query('select i::text as row from invitations i')
    expect(JSON.stringify(rows)).not.toContain(tokenOf(body.link))
    const look = await ask('POST', '/api/v1/invitation', { token: tokenOf(body.link) })
    expect(look.body).toMatchObject({ email: 'grace@example.com', role: 'sales', invitedBy: 'Person admin' })
    const two = await Promise.all([accept(body.link), accept(body.link)])
    expect(two.map(({ status }) => status).sort()).toEqual([201, 410])
    const made = two.find(({ status }) => status === 201)
    expect(made?.body).toMatchObject({
      name: 'Grace Hopper',
      role: 'sales',
      teams: ['sales'],
      may: ['read', 'move', 'export'],
    })
    expect((await me(made?.cookie ?? '')).status).toBe(200)
    expect((await accept(body.link)).body.detail).toContain('used already')
    expect((await invite('grace@example.com')).status).toBe(409)
  })

  test('end after seven days, when taken back, and when another is sent', async () => {
    const old = await invite('hedy@example.com')
    clock.now += 7 * 86_400_000
    expect((await accept(old.body.link)).body).toMatchObject({
      status: 410,
      detail: expect.stringContaining('expired'),
    })
    const first = await invite('hedy@example.com')
    const second = await invite('hedy@example.com')
    expect((await accept(first.body.link)).status).toBe(410)
    expect((await second.admin.ask('DELETE', `/api/v1/invitations/${second.body.id}`)).status).toBe(204)
    expect((await accept(second.body.link)).body.detail).toContain('taken back')
    expect((await second.admin.ask('DELETE', `/api/v1/invitations/${second.body.id}`)).status).toBe(404)
    expect((await accept('/invitation/made-up-by-somebody-else')).status).toBe(410)
  })

  test('a password that is too weak does not use one up', async () => {
    const { body } = await invite('joan@example.com')
    expect((await accept(body.link, { password: 'password12345' })).status).toBe(400)
    expect((await accept(body.link)).status).toBe(201)
  })

  test('name teams of the lifecycle alone', async () => {
    const { status, body } = await invite('radia@example.com', { teams: ['plumbing'] })
    expect([status, body.detail]).toEqual([400, expect.stringContaining('There are marketing, sales, success')])
  })
})

describe('a forgotten password', () => {
  const ask4 = (email: string) => ask('POST', '/api/v1/password-reset', { email })
  const linkFor = async (id: string) => {
    const admin = await app.signIn()
    return ((await admin.ask('POST', `/api/v1/people/${id}/password-reset`)).body as { link: string }).link
  }
  const take = (link: string, given = password) =>
    ask('POST', '/api/v1/password-reset/take', { token: tokenOf(link), password: given })

  test('is asked about alike for everybody', async () => {
    const { email } = await app.signIn()
    const [known, unknown] = [await ask4(email), await ask4('nobody@example.com')]
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
  })

  test('a link works once, for an hour, and ends every session', async () => {
    const person = await app.signIn({ role: 'viewer' })
    const old = await linkFor(person.id)
    clock.now += 3_600_000
    expect((await take(old)).status).toBe(410)
    const replaced = await linkFor(person.id)
    const link = await linkFor(person.id)
    expect((await take(replaced)).status).toBe(410)
    expect((await take(link, 'qwertyuiop12')).status).toBe(400)
    expect((await take(link)).status).toBe(200)
    expect((await take(link)).status).toBe(410)
    expect((await me(person.cookie)).status).toBe(401)
    expect((await signIn(person.email)).status).toBe(200)
  })

  test('one address gets five mails an hour', async () => {
    const statuses: number[] = []
    for (let times = 0; times < 6; times++) statuses.push((await ask4('flooded@example.com')).status)
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429])
  })
})

test('what is answered with nothing is answered so again', async () => {
  const person = await app.signIn({ role: 'viewer' })
  const change = { current: person.password, password }
  const once = { 'idempotency-key': 'once' }
  for (const replayed of [null, 'true']) {
    const { status, headers } = await person.ask('POST', '/api/v1/me/password', change, once)
    expect([status, headers.get('idempotent-replayed')]).toEqual([204, replayed])
  }
  expect((await person.ask('POST', '/api/v1/sign-out', undefined, { 'idempotency-key': 'out' })).status).toBe(204)
  expect((await me(person.cookie)).status).toBe(401)
})
