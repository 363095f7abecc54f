import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type IntakePeer, startIntakePeer } from '../../testing/intake-peer.ts'

const now = Date.parse('2026-03-01T12:00:00.000Z')
const page = { type: 'page', anonymousId: 'a1', messageId: 'm1' }
const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` })

let peer: IntakePeer
beforeAll(async () => {
  peer = await startIntakePeer(() => now)
})
afterAll(() => peer.close())
beforeEach(() => {
  peer.submitted.length = 0
  peer.kept.length = 0
})

test.each([
  ['/v1/identify', { userId: 'u' }, 'traits'],
  ['/v1/i', { userId: 'u' }, 'traits'],
  ['/v1/track', { userId: 'u', event: 'X' }, 'track'],
  ['/v1/t', { userId: 'u', event: 'X' }, 'track'],
  ['/v1/page', { userId: 'u' }, 'page'],
  ['/v1/p', { userId: 'u' }, 'page'],
  ['/v1/screen', { userId: 'u' }, 'screen'],
  ['/v1/s', { userId: 'u' }, 'screen'],
  ['/v1/group', { userId: 'u', groupId: 'g' }, undefined],
  ['/v1/g', { userId: 'u', groupId: 'g' }, undefined],
  ['/v1/alias', { userId: 'u', previousId: 'a' }, undefined],
  ['/v1/a', { userId: 'u', previousId: 'a' }, undefined],
])('%s takes one message of its type', async (path, message, kind) => {
  expect(await peer.post(path, JSON.stringify(message))).toMatchObject({ status: 200, body: { success: true } })
  expect(peer.submitted).toHaveLength(1)
  expect(peer.submitted[0]?.events[0]?.kind).toBe(kind)
})

test.each(['/v1/batch', '/v1/b', '/v1/import'])('%s takes many', async (path) => {
  const body = JSON.stringify({ batch: [page, { ...page, messageId: 'm2' }], sentAt: new Date(now).toISOString() })
  expect((await peer.post(path, body)).body).toEqual({ success: true, accepted: 2, rejected: 0 })
  expect(peer.submitted.map((message) => message.source)).toEqual(['f1', 'f1'])
})

test('an empty batch is no fault', async () => {
  expect((await peer.post('/v1/batch', '{"batch":[]}')).body).toEqual({ success: true, accepted: 0, rejected: 0 })
})

test.each([
  ['the user name of Basic', basic('write-secret:'), 'w1'],
  ['Basic without a colon', basic('write-secret'), 'w1'],
  ['Bearer', { authorization: 'bearer write-secret' }, 'w1'],
  ['X-Write-Key', { 'x-write-key': 'write-secret', authorization: '' }, 'w1'],
  ['the body', { authorization: '' }, 'w1'],
  ['the body, where the header says nothing', basic(':'), 'w1'],
  ['the header before the body', basic('full-secret:'), 'f1'],
])('the key may come by %s', async (_name, headers: Record<string, string>, source) => {
  const body = JSON.stringify({ ...page, writeKey: 'write-secret' })
  expect((await peer.post('/v1/page', body, headers)).status).toBe(200)
  expect(peer.submitted[0]?.source).toBe(source)
})

test.each([
  ['an unknown key', basic('nobody:'), 401, 'unauthenticated'],
  ['no key', { authorization: '' }, 401, 'unauthenticated'],
  ['a read key', basic('read-secret:'), 403, 'not_allowed'],
])('%s is refused with problem details', async (_name, headers: Record<string, string>, status, code) => {
  const answer = await peer.post('/v1/page', JSON.stringify(page), headers)
  expect(answer).toMatchObject({ status, body: { status, code, type: 'about:blank' } })
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(peer.submitted).toEqual([])
})

test('a bad message of a batch does not hold up the others, and is kept with its reason and place', async () => {
  const bad = { type: 'track', userId: 'u', event: 5, writeKey: 'full-secret' }
  const answer = await peer.post('/v1/batch', JSON.stringify({ batch: [page, bad, 7, { ...page, messageId: 'm2' }] }))
  expect(answer).toMatchObject({ status: 200, body: { success: true, accepted: 2, rejected: 2 } })
  expect(peer.submitted).toHaveLength(2)
  expect(peer.kept).toMatchObject([
    { source: 'f1', receivedAt: now, rejection: { reason: 'wrong_type', place: 'batch[1].event' } },
    { rejection: { reason: 'not_an_object', place: 'batch[2]' }, message: '7' },
  ])
  expect(JSON.parse(peer.kept[0]?.message ?? '')).toEqual({ type: 'track', userId: 'u', event: 5 })
})

test('a bad message that comes alone is kept, and its sender told', async () => {
  const answer = await peer.post('/v1/track', JSON.stringify({ userId: 'u' }))
  expect(answer).toMatchObject({ status: 400, body: { code: 'missing_field', place: 'event' } })
  expect(peer.kept).toMatchObject([{ rejection: { reason: 'missing_field', place: 'event' } }])
})

test('a public key that sends Opportunity Won is told no, and the message is kept', async () => {
  const won = { type: 'track', userId: 'u', event: 'Opportunity Won', properties: { id: 'o1' } }
  const answer = await peer.post('/v1/batch', JSON.stringify({ batch: [won, page] }), basic('write-secret:'))
  expect(answer.body).toEqual({ success: true, accepted: 1, rejected: 1 })
  expect(peer.kept).toMatchObject([{ source: 'w1', rejection: { reason: 'not_allowed', place: 'batch[0].event' } }])
})

test('what the store could not take is counted and kept at its place in the batch', async () => {
  peer.answer({
    outcome: 'committed',
    rejected: [{ index: 1, rejection: { reason: 'failed', place: '', detail: 'No.' } }],
  })
  const answer = await peer.post('/v1/batch', JSON.stringify({ batch: [3, page, { ...page, messageId: 'bad' }] }))
  expect(answer.body).toEqual({ success: true, accepted: 1, rejected: 2 })
  expect(peer.kept.map((row) => row.rejection.place)).toEqual(['batch[0]', 'batch[2]'])
  expect(peer.kept[1]?.message).toContain('"bad"')
})

test.each([
  ['overload is 429 with a time', { outcome: 'overloaded', retryAfterSeconds: 2.3 }, 429, '3'],
  ['a database that is down is 503', { outcome: 'unavailable' }, 503, '5'],
] as const)('%s, and nothing is kept as rejected yet', async (_name, outcome, status, seconds) => {
  peer.answer(outcome)
  const answer = await peer.post('/v1/batch', JSON.stringify({ batch: [page, 5] }))
  expect(answer.status).toBe(status)
  expect(answer.headers.get('retry-after')).toBe(seconds)
  expect(peer.kept).toEqual([])
})

test('a fault of ours is 500 and says nothing of itself', async () => {
  peer.answer(new Error('secret thing'))
  const answer = await peer.post('/v1/batch', JSON.stringify({ batch: [page] }))
  expect(answer).toMatchObject({ status: 500, body: { code: 'fault' } })
  expect(JSON.stringify(answer.body)).not.toContain('secret')
})

test('rejected messages that cannot be kept make the request come again', async () => {
  const other = await startIntakePeer()
  other.failToKeep()
  expect((await other.post('/v1/batch', '{"batch":[5]}')).status).toBe(503)
  await other.close()
})

test('pages of any origin may ask and send', async () => {
  const asked = await fetch(`${peer.url}/v1/t`, {
    method: 'OPTIONS',
    headers: { origin: 'https://shop.example', 'access-control-request-headers': 'authorization,content-type' },
  })
  expect(asked.status).toBe(204)
  expect(asked.headers.get('access-control-allow-origin')).toBe('*')
  expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,content-type')
  expect(asked.headers.get('access-control-allow-credentials')).toBeNull()
  const sent = await peer.post('/v1/p', JSON.stringify(page), {
    origin: 'https://shop.example',
    'content-type': 'text/plain',
  })
  expect(sent.headers.get('access-control-allow-origin')).toBe('*')
  const refused = await peer.post('/v1/p', '{', { origin: 'https://shop.example' })
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
})

test("the browser library's settings point back at us, for write keys only", async () => {
  const settings = async (key: string) => (await fetch(`${peer.url}/v1/projects/${key}/settings`)).json()
  expect(await settings('write-secret')).toMatchObject({
    integrations: { 'Segment.io': { apiKey: 'write-secret', apiHost: `127.0.0.1:${peer.port}/v1`, protocol: 'http' } },
  })
  expect(await settings('full-secret')).toMatchObject({ status: 404 })
  expect(await settings('nobody')).toMatchObject({ status: 404 })
})

test("the browser library's figures about itself are let go", async () => {
  expect((await peer.post('/v1/m', '{"series":[]}', { 'content-type': 'text/plain' })).status).toBe(200)
  expect(peer.submitted).toEqual([])
})

test("events of Ripen's own kinds come with a full key, and the answer names what was not taken", async () => {
  const events = [
    { kind: 'conversion', name: 'demo', email: 'a@q.example' },
    { kind: 'ruling', userId: 'u', name: 'mql' },
  ]
  expect((await peer.post('/api/v1/events', JSON.stringify({ events }))).body).toMatchObject({
    accepted: 1,
    rejected: [{ reason: 'not_allowed', place: 'events[1].kind' }],
  })
  expect(peer.kept).toHaveLength(1)
  expect((await peer.post('/api/v1/events', JSON.stringify({ events }), basic('write-secret:'))).status).toBe(403)
})
