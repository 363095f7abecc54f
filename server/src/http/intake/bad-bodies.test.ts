import { connect } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type IntakePeer, startIntakePeer } from '../../testing/intake-peer.ts'
import { bodyLimit } from './read-body.ts'

const batch = JSON.stringify({ batch: [{ type: 'page', userId: 'u1' }] })

let peer: IntakePeer
beforeAll(async () => {
  peer = await startIntakePeer()
})
afterAll(() => peer.close())
beforeEach(() => {
  peer.submitted.length = 0
  peer.kept.length = 0
})

test.each([
  ['gzip', gzipSync(batch)],
  ['x-gzip', gzipSync(batch)],
  ['GZIP', gzipSync(batch)],
  ['deflate', deflateSync(batch)],
  ['deflate', deflateRawSync(batch)],
  ['br', brotliCompressSync(batch)],
  ['identity', Buffer.from(batch)],
  ['gzip, br', brotliCompressSync(gzipSync(batch))],
])('a body packed by %s is unpacked, whatever type it claims', async (encoding, bytes) => {
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'no type at all', 'multipart/form-data']) {
    const answer = await peer.post('/v1/batch', bytes, { 'content-encoding': encoding, 'content-type': type })
    expect(answer).toMatchObject({ status: 200, body: { accepted: 1 } })
  }
})

test('a body may begin with a byte order mark', async () => {
  expect((await peer.post('/v1/batch', `\uFEFF${batch}`)).status).toBe(200)
})

test.each([
  ['cut off', '{"batch":[', 'not JSON'],
  ['with a comma too many', '{"batch":[],}', 'not JSON'],
  ['empty', '', 'empty'],
  ['a list', '[]', 'JSON object'],
  ['nothing', 'null', 'JSON object'],
  ['without messages', '{}', '`batch`'],
  ['with messages in an object', '{"batch":{}}', '`batch`'],
  ['a form', 'a=1&b=2', 'not JSON'],
  ['with a raw NUL', '{"batch":"\0"}', 'not JSON'],
])('a body %s is refused with a sentence, and kept', async (_name, body, sentence) => {
  const answer = await peer.post('/v1/batch', body)
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } })
  expect(answer.body.detail).toContain(sentence)
  expect(peer.kept).toHaveLength(1)
  expect(peer.kept[0]?.message).not.toContain('\0')
})

test('broken UTF-8 is refused with the position of the fault', async () => {
  const bytes = Buffer.concat([Buffer.from('{"é":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')])
  const answer = await peer.post('/v1/batch', bytes)
  expect(answer.status).toBe(400)
  expect(answer.body.detail).toMatch(/not UTF-8.* position [78] /)
})

test('a character that is cut off at the end is broken UTF-8 too', async () => {
  const answer = await peer.post('/v1/batch', Buffer.from('{"a":"é').subarray(0, 7))
  expect(answer.body.detail).toContain('not UTF-8')
})

test.each([
  ['gzip', Buffer.from(batch)],
  ['gzip', gzipSync(batch).subarray(0, 30)],
  ['br', Buffer.from(batch)],
  ['deflate', Buffer.from(batch)],
])('a body that is not the %s it claims to be is refused', async (encoding, bytes) => {
  const answer = await peer.post('/v1/batch', bytes, { 'content-encoding': encoding })
  expect(answer.status).toBe(400)
  expect(answer.body.detail).toContain(encoding)
})

test.each(['compress', 'gzip, gzip, gzip'])('the encoding %s is unknown', async (encoding) => {
  expect((await peer.post('/v1/batch', batch, { 'content-encoding': encoding })).status).toBe(415)
})

test('a zip bomb is stopped early, in bounded memory', async () => {
  const bomb = gzipSync(Buffer.alloc(100_000_000), { level: 1 })
  const twice = gzipSync(bomb)
  const before = process.memoryUsage().rss
  const began = performance.now()
  expect((await peer.post('/v1/batch', bomb, { 'content-encoding': 'gzip' })).status).toBe(413)
  expect((await peer.post('/v1/batch', twice, { 'content-encoding': 'gzip, gzip' })).status).toBe(413)
  expect(performance.now() - began).toBeLessThan(5000)
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
})

test('a body of 10 MB is refused, and its sender gets to read the answer', async () => {
  const answer = await peer.post('/v1/batch', Buffer.alloc(10_000_000, 'x'))
  expect(answer).toMatchObject({ status: 413, body: { code: 'too_large' } })
  const chunked = await fetch(`${peer.url}/v1/batch`, {
    method: 'POST',
    headers: { authorization: 'Bearer full-secret' },
    body: new Blob([Buffer.alloc(10_000_000, 'x')]).stream(),
    duplex: 'half',
  } as RequestInit)
  expect(chunked.status).toBe(413)
  expect((await peer.post('/v1/batch', batch)).status).toBe(200)
})

test('a sender that never stops is cut off', async () => {
  const socket = connect(peer.port, '127.0.0.1')
  socket.write(
    'POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer full-secret\r\nTransfer-Encoding: chunked\r\n\r\n',
  )
  const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x100000, 'x'), Buffer.from('\r\n')])
  let received = ''
  let sent = 0
  await new Promise<void>((resolve) => {
    const pump = () => {
      while (!socket.destroyed && sent < 400 && socket.write(chunk)) sent += 1
    }
    socket.on('drain', pump)
    socket.on('data', (bytes) => {
      received += bytes
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    pump()
  })
  expect(received).toContain('413')
  expect(sent).toBeLessThan(100)
})

test('a body of just the largest size is taken, one byte more is not', async () => {
  const message = JSON.stringify({ type: 'page', userId: 'u' })
  const padded = (length: number) => {
    const start = `{"batch":[${message}],"pad":"`
    return `${start}${'x'.repeat(length - start.length - 2)}"}`
  }
  expect((await peer.post('/v1/batch', padded(bodyLimit))).status).toBe(200)
  expect((await peer.post('/v1/batch', padded(bodyLimit + 1))).status).toBe(413)
})

test.each([
  ['objects', '{"a":', '1', '}'],
  ['lists', '[', '', ']'],
])(
  '%s nested 20,000 and 70,000 deep are rejected, and the message beside them is taken',
  async (_name, open, core, shut) => {
    for (const depth of [20_000, 70_000]) {
      const deep = open.repeat(depth) + core + shut.repeat(depth)
      const body = `{"batch":[{"type":"page","userId":"u1","properties":{"a":${deep}}},{"type":"page","userId":"u2"}]}`
      expect((await peer.post('/v1/batch', body)).body).toEqual({ success: true, accepted: 1, rejected: 1 })
      const single = await peer.post('/v1/page', `{"userId":"u1","properties":{"a":${deep}}}`)
      expect(single).toMatchObject({ status: 400, body: { code: 'too_deep' } })
      expect((await peer.post('/v1/page', deep)).status).toBe(400)
    }
    expect(peer.kept[0]?.message.length).toBeLessThan(2000)
  },
)

test('a million characters in one property are rejected as too large', async () => {
  const long = { type: 'page', userId: 'u', properties: { a: 'x'.repeat(100_000) } }
  const answer = await peer.post('/v1/batch', JSON.stringify({ batch: [long, { type: 'page', userId: 'u' }] }))
  expect(answer.body).toEqual({ success: true, accepted: 1, rejected: 1 })
  expect(Buffer.byteLength(peer.kept[0]?.message ?? '')).toBe(32 * 1024)
  const million = JSON.stringify({ batch: [{ ...long, properties: { a: 'x'.repeat(1_000_000) } }] })
  expect((await peer.post('/v1/batch', million)).status).toBe(413)
  const packed = await peer.post('/v1/batch', gzipSync(million), { 'content-encoding': 'gzip' })
  expect(packed.status).toBe(413)
})

test('a batch of a quarter of a million nothings is refused as a whole', async () => {
  const answer = await peer.post('/v1/batch', `{"batch":[${'0,'.repeat(240_000)}0]}`)
  expect(answer).toMatchObject({ status: 413, body: { code: 'too_large' } })
  expect(peer.kept).toEqual([])
})

test('a sender that goes away in the middle harms nobody', async () => {
  const socket = connect(peer.port, '127.0.0.1')
  socket.end(
    'POST /v1/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer full-secret\r\nContent-Length: 100\r\n\r\n{"ba',
  )
  await new Promise((resolve) => socket.on('close', resolve).resume())
  expect((await peer.post('/v1/batch', batch)).status).toBe(200)
})
