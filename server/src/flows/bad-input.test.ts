import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ContactPage } from '../contract/contacts.ts'
import type { EventPage } from '../contract/events.ts'
import type { LifecycleVersion, Validation } from '../contract/lifecycle.ts'
import type { RejectedMessageView } from '../contract/rejected-messages.ts'
import { DAY } from '../domain/duration.ts'
import { readMetrics } from '../testing/ripen-client.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let memoryBefore: number

beforeAll(async () => {
  app = await startTestApp()
  await app.send({ type: 'track', userId: 'warm-up', event: 'Warm-up' })
  memoryBefore = process.memoryUsage().rss
})
afterAll(() => app.close())

/** Sends a body as it is. */
async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  const response = await fetch(app.url + path, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${app.keys.full}`, ...headers },
  })
  const answer = JSON.parse(await response.text()) as Record<string, unknown>
  return { status: response.status, body: answer }
}

const read = async <Body>(path: string) => (await app.ask('GET', `/api/v1${path}`)).body as Body
const eventsOf = async (user: string) => {
  const { items } = await read<ContactPage>(`/contacts?id=${user}`)
  return items[0] === undefined ? [] : (await read<EventPage>(`/contacts/${items[0].id}/events`)).items
}
const rejected = async () => (await read<{ items: RejectedMessageView[] }>('/rejected-messages?limit=200')).items

test.each([
  ['no JSON', '{"batch":[{"type":"track"', 400],
  ['broken UTF-8', Uint8Array.from([...Buffer.from('{"batch":"'), 0xc3, 0x28, ...Buffer.from('"}')]), 400],
  ['10 MB', 'x'.repeat(10_000_000), 413],
  ['a zip bomb', Uint8Array.from(gzipSync(Buffer.alloc(60_000_000))), 413],
] as const)('a body with %s is refused with a sentence', async (name, body, status) => {
  const headers: Record<string, string> = name === 'a zip bomb' ? { 'content-encoding': 'gzip' } : {}
  expect(await post('/v1/batch', body, headers)).toMatchObject({
    status,
    body: { detail: expect.stringMatching(/\.$/) },
  })
  expect((await post('/api/v1/events', body, headers)).status).toBe(status)
})

test.each([
  ['a text where an object belongs', '"properties":"none"', 'wrong_type', 'batch[0].properties'],
  ['an object where an id belongs', '"userId":{"a":1}', 'wrong_type', 'batch[0].userId'],
  ['a type that there is not', '"type":"purchase"', 'unknown_type', 'batch[0].type'],
  ['nobody whom it is about', '"userId":null', 'no_identity', 'batch[0]'],
  ['JSON nested 20,000 deep', `"properties":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'too_deep', 'batch[0]'],
  ['a property of 400,000 characters', `"properties":{"a":"${'x'.repeat(400_000)}"}`, 'too_large', 'batch[0]'],
])(
  'a message with %s is kept as rejected with its place, and the rest of its batch goes in',
  async (name, part, reason, place) => {
    const user = `beside-${name.length}`
    const good = `{"type":"track","userId":"${user}","event":"Beside"}`
    const bad = `{"type":"track","userId":"u","event":"Bad",${part}}`
    const answer = await post('/v1/batch', `{"batch":[${bad},${good}]}`)
    expect(answer).toEqual({ status: 200, body: { success: true, accepted: 1, rejected: 1 } })
    expect(await eventsOf(user)).toMatchObject([{ name: 'Beside' }])
    expect((await rejected())[0]).toMatchObject({ reason, place: expect.stringContaining(place) })
  },
)

test('NUL bytes are taken out or refused, and never reach the database as a failure', async () => {
  const message = { type: 'track', userId: 'nul\u0000user', event: 'A\u0000B', properties: { 'k\u0000': ['v\u0000'] } }
  const before = (await rejected()).length
  const { status, body } = await post('/v1/batch', JSON.stringify({ batch: [message] }))
  expect(status).toBe(200)
  expect(Number(body['accepted']) + ((await rejected()).length - before)).toBe(1)
  expect((await rejected()).filter(({ reason }) => reason === 'failed')).toEqual([])
})

test('text that is half a character, or longer than any index holds, is taken or rejected, and never a failure', async () => {
  const batch: readonly object[] = [
    { type: 'identify', userId: 'half-\ud800', traits: { email: '\ud800@x.example', name: '\udfff' } },
    { type: 'track', userId: 'x'.repeat(10_000), event: 'y'.repeat(10_000) },
    { type: 'identify', userId: 'long-mail', traits: { email: `${'a'.repeat(5000)}@x.example` } },
    {
      type: 'group',
      userId: 'long-group',
      groupId: 'g'.repeat(9000),
      traits: { website: `https://${'w'.repeat(9000)}.example` },
    },
    {
      type: 'track',
      userId: 'big-number',
      event: 'N',
      properties: { n: 1e308, m: -0, o: [[[]]], p: { '': { '': '' } } },
    },
    { type: 'track', userId: '__proto__', event: 'constructor', properties: { constructor: { prototype: 1 } } },
  ]
  const { status, body } = await post('/v1/batch', JSON.stringify({ batch }))
  expect(status).toBe(200)
  expect(Number(body['accepted']) + Number(body['rejected'])).toBe(batch.length)
  expect((await rejected()).filter(({ reason }) => reason === 'failed')).toEqual([])
})

test('events of 1970 and 2099 are set within reach, their own time kept', async () => {
  const sent = [
    { type: 'track', userId: 'old', event: 'Old', timestamp: '1970-01-01T00:00:00Z' },
    { type: 'track', userId: 'new', event: 'New', timestamp: '2099-12-31T23:59:59Z' },
  ]
  const now = Date.now()
  await app.send(...sent)
  const [old] = await eventsOf('old')
  expect(now - Date.parse(old?.at ?? '')).toBeGreaterThan(29 * DAY)
  expect(now - Date.parse(old?.at ?? '')).toBeLessThan(31 * DAY)
  const [young] = await eventsOf('new')
  expect(Date.parse(young?.at ?? '')).toBeLessThanOrEqual(Date.now())
  const { rows } = await app.database.db.pool.query<{ sent: Date }>(
    `select extract(year from sent_at)::int as sent from events where name in ('Old', 'New') order by at`,
  )
  expect(rows.map(({ sent: year }) => year)).toEqual([1970, 2099])
})

test('a public key that sends Opportunity Won wins nothing: it is kept as rejected and shown with its reason', async () => {
  const message = { type: 'track', userId: 'sly', event: 'Opportunity Won', properties: { opportunityId: 'd1' } }
  const answer = await post('/v1/batch', JSON.stringify({ batch: [message] }), {
    authorization: `Bearer ${app.keys.write}`,
  })
  expect(answer).toMatchObject({ status: 200, body: { accepted: 0, rejected: 1 } })
  expect(await eventsOf('sly')).toEqual([])
  expect((await rejected())[0]).toMatchObject({
    reason: 'not_allowed',
    place: 'batch[0].event',
    detail: expect.stringContaining('full key'),
    message: expect.stringContaining('Opportunity Won'),
  })
})

const lifecycle = '/api/v1/lifecycle'

test.each([
  ['stage', 'to: nurturing, after: 5wd', 'to: nurturin, after: 5wd', 'nurturing'],
  ['criterion', 'imported: true', 'importet: true', 'imported'],
])(
  'a lifecycle with an unknown %s is not published; the fault has its line, its column and the nearest word',
  async (_what, right, wrong, nearest) => {
    const { body, headers } = await app.ask('GET', lifecycle)
    const { document } = body as LifecycleVersion
    const lines = document.replace(right, wrong)
    expect(lines).not.toBe(document)
    const answer = await app.ask('PUT', lifecycle, { document: lines }, { 'if-match': headers.get('etag') ?? '' })
    const line = lines.split('\n').findIndex((text) => text.includes(wrong)) + 1
    expect(answer).toMatchObject({ status: 422, body: { faults: [{ line, text: expect.stringContaining(nearest) }] } })
    const [fault] = (answer.body as Pick<Validation, 'faults'>).faults
    const from = (lines.split('\n')[line - 1] ?? '').slice((fault?.column ?? 0) - 1)
    expect(from).toMatch(/^(nurturin|importet|\{ importet|to: nurturin)/)
  },
)

test('a regular expression that would run for ever elsewhere is published, and judges in no time', async () => {
  const { body, headers } = await app.ask('GET', lifecycle)
  const { document } = body as LifecycleVersion
  const slow = document.replace('(?i)\\\\bstudent\\\\b', '^(a+)+$|^(.*a){25}$')
  expect(slow).not.toBe(document)
  const answer = await app.ask('PUT', lifecycle, { document: slow }, { 'if-match': headers.get('etag') ?? '' })
  expect(answer).toMatchObject({ status: 200, body: { changed: true } })
  const title = `${'a'.repeat(20_000)}!`
  const cpu = process.cpuUsage()
  await app.send({ type: 'identify', userId: 'slow', traits: { email: 'slow@slow.example', title } })
  const { user } = process.cpuUsage(cpu)
  // A backtracking engine would not end within the age of the universe.
  expect(user / 1e6).toBeLessThan(10)
  expect(await read<ContactPage>('/contacts?id=slow')).toMatchObject({ items: [{ email: 'slow@slow.example' }] })
  const invalid = slow.replace('^(a+)+$|^(.*a){25}$', '(?<!a)b')
  const refused = await app.ask(
    'PUT',
    lifecycle,
    { document: invalid },
    { 'if-match': answer.headers.get('etag') ?? '' },
  )
  expect(refused).toMatchObject({ status: 422, body: { faults: [{ line: expect.any(Number) }] } })
})

test('after all that the app answers as before, and memory did not explode', async () => {
  await app.send({ type: 'track', userId: 'after', event: 'After' })
  expect(await eventsOf('after')).toMatchObject([{ name: 'After' }])
  expect((await fetch(`${app.url}/health/ready`)).status).toBe(200)
  const metrics = await readMetrics(app.url)
  expect(metrics.get('ripen_intake_queue_bytes')).toBe(0)
  expect(metrics.get('ripen_rejected_messages')).toBe((await rejected()).length)
  expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(300_000_000)
})
