import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LiveHint } from '../contract/live.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Listens as a browser does, on a connection of its own. */
async function listen(headers: Readonly<Record<string, string>>, query = '', url = app.url) {
  const request = get(`${url}/api/v1/stream${query}`, { headers, agent: false })
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve).once('error', reject)
  })
  const heard: LiveHint[] = []
  const state = { ended: false }
  let rest = ''
  response.setEncoding('utf8')
  response.on('data', (text: string) => {
    const parts = (rest + text).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) if (part.startsWith('data: ')) heard.push(JSON.parse(part.slice(6)))
  })
  response.once('end', () => {
    state.ended = true
  })
  response.on('error', () => {})
  return {
    status: response.statusCode,
    headers: response.headers,
    heard,
    state,
    hears: (hint: LiveHint) => expect.poll(() => heard, { timeout: 10_000 }).toContainEqual(hint),
    ends: () => expect.poll(() => state.ended, { timeout: 10_000 }).toBe(true),
    stop: () => request.destroy(),
  }
}

const event = (userId: string) => ({
  type: 'track',
  userId,
  event: 'Form Submitted',
  properties: { form: 'Demo', offer: 'bottom', traits: { email: `${userId}@acme.example` } },
})
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

test('tells what changed, and of the contact on screen that something happened', async () => {
  await app.send(event('ada'))
  const { items } = (await app.ask('GET', '/api/v1/contacts?id=ada')).body as { items: { id: string }[] }
  const id = items[0]?.id ?? ''
  const all = await listen(bearer(app.keys.read))
  const one = await listen(bearer(app.keys.read), `?contact=${id}`)
  expect(all.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  await all.hears({ what: 'ready' })
  await one.hears({ what: 'ready' })
  expect(one.heard).toEqual([{ what: 'ready' }])

  await app.send({ type: 'page', userId: 'ada', name: 'Pricing' })
  await one.hears({ what: 'contact', id })
  await app.send(event('kim'))
  await all.hears({ what: 'stages' })
  await all.hears({ what: 'contacts' })
  expect(all.heard.some(({ what }) => what === 'contact')).toBe(false)
  all.stop()
  one.stop()
})

test('ends when its person signs out, is shut out, or its key is revoked', async () => {
  const admin = await app.signIn()
  const leaving = await app.signIn({ role: 'viewer' })
  const expelled = await app.signIn({ role: 'viewer' })
  const key = (await admin.ask('POST', '/api/v1/keys', { name: 'Screen', kind: 'read', historical: false })).body as {
    id: string
    key: string
  }
  const streams = [await listen(leaving.headers), await listen(expelled.headers), await listen(bearer(key.key))]
  const stays = await listen(admin.headers)
  for (const stream of [...streams, stays]) await stream.hears({ what: 'ready' })
  expect((await leaving.ask('POST', '/api/v1/sign-out', {})).status).toBeLessThan(300)
  expect((await admin.ask('PATCH', `/api/v1/people/${expelled.id}`, { active: false })).status).toBe(200)
  expect((await admin.ask('DELETE', `/api/v1/keys/${key.id}`)).status).toBeLessThan(300)
  for (const stream of streams) await stream.ends()
  expect(stays.state.ended).toBe(false)
  stays.stop()
})

test.each([
  ['without a session', () => ({}), '', 401],
  ['with a write key', () => bearer(app.keys.write), '', 403],
  ['from another page', () => bearer('ripen_r_guessed'), '', 401],
  ['of no contact', () => bearer(app.keys.read), '?contact=nobody', 400],
])('is refused %s', async (_, headers, query, status) => {
  const { status: found, stop } = await listen(headers(), query)
  expect(found).toBe(status)
  stop()
})

test('of a contact that one is not shown there is none', async () => {
  const { items } = (await app.ask('GET', '/api/v1/contacts?id=ada')).body as { items: { id: string }[] }
  const admin = await app.signIn()
  const sales = await app.signIn({ role: 'sales', teams: ['sales'] })
  await admin.ask('PUT', '/api/v1/settings', { salesSees: 'own' })
  const { status: found, stop } = await listen(sales.headers, `?contact=${items[0]?.id}`)
  expect(found).toBe(404)
  stop()
})

test('a session may listen a few times, and no more; the others are not held up', async () => {
  const one = await app.signIn()
  const streams = []
  for (let count = 0; count < 20; count++) streams.push(await listen(one.headers))
  const refused = await listen(one.headers)
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '30'])
  const other = await listen(bearer(app.keys.read))
  expect(other.status).toBe(200)
  for (const { stop } of [...streams, refused, other]) stop()
})

test('the app ends although somebody listens', async () => {
  const short = await startTestApp()
  const stream = await listen(bearer(short.keys.read), '', short.url)
  await short.close()
  await stream.ends()
})
