import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Incoming } from '../../domain/incoming.ts'
import { isObject } from '../../domain/json.ts'
import { readMessage } from '../../integrations/segment/read-message.ts'
import { type IntakePeer, startIntakePeer } from '../../testing/intake-peer.ts'

const root = resolve(import.meta.dirname, '../../../..')
const folder = join(resolve(root, process.env['RIPEN_TEST_DATA'] ?? '../shared/data'), 'payloads')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^wire_.*\.jsonl$/.test(name)) : []
const examples = join(folder, 'spec_examples.jsonl')

if (files.length === 0) console.warn(`Skipped: there are no recorded requests in ${folder} (RIPEN_TEST_DATA).`)

interface Recorded {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line))

let peer: IntakePeer
beforeAll(async () => {
  peer = await startIntakePeer()
})
afterAll(() => peer.close())
beforeEach(() => {
  peer.submitted.length = 0
  peer.kept.length = 0
})

/** Sent again as recorded, but for the key, the length and what the connection itself says. */
async function replay({ path, headers, body }: Recorded, key: string, packed: boolean) {
  const text = JSON.stringify(body)
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => /^(content-type|x-.*)$/.test(name)))
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
  if (!packed) return peer.post(path, text, { ...own, authorization })
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'content-encoding': 'gzip' }
  return peer.post(path, gzipSync(text), { ...own, ...form, authorization })
}

const idsOf = (message: Incoming) => message.identities.map(({ kind, value }) => `${kind}:${value}`)

test.skipIf(files.length === 0).each(files)('%s is accepted as the library sent it, plain and packed', async (file) => {
  const key = file.includes('browser') ? 'write-secret' : 'full-secret'
  for (const recorded of linesOf(join(folder, file)) as Recorded[]) {
    for (const packed of [false, true]) {
      const answer = await replay(recorded, key, packed)
      expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200, body: { success: true } })
    }
  }
  expect(peer.kept).toEqual([])
  const keys = peer.submitted.map((message) => Buffer.from(message.messageKey).toString('hex'))
  expect(new Set(keys).size * 2).toBe(keys.length)
})

const servers = files.filter((file) => !file.includes('browser'))

test.skipIf(servers.length === 0).each(servers)(
  '%s gives the contact, the account and the events that it should',
  async (file) => {
    for (const recorded of linesOf(join(folder, file)) as Recorded[]) await replay(recorded, 'full-secret', false)
    const said = (kind: string) => peer.submitted.find((message) => message.events.some((event) => event.kind === kind))
    expect(said('page')?.events[0]).toMatchObject({
      name: 'Pricing',
      data: { path: '/pricing', category: 'Site' },
      stamp: { source: 'email', campaign: 'spring-launch' },
    })
    expect(said('conversion')?.events[0]).toMatchObject({ name: 'demo-request', data: { gave: ['email', 'company'] } })
    const identified = said('traits')
    expect(identified && idsOf(identified)).toEqual([
      'user:user-a-001',
      'email:ada.quill@example.com',
      'phone:+442079460018',
      'anonymous:anon-a1',
    ])
    expect(identified?.group).toEqual({ id: 'grp-a', traits: {} })
    expect(peer.submitted.find((message) => message.previous !== null)).toMatchObject({
      previous: { kind: 'anonymous', value: 'anon-a1' },
      identities: [{ kind: 'user', value: 'user-a-001' }],
    })
    const group = peer.submitted.find((message) => message.events.length === 0 && message.group !== null)?.group
    expect(group).toMatchObject({ id: 'grp-a', traits: { employees: 42, industry: 'Manufacturing' } })
  },
)

const lookups = {
  emailKind: () => 'corporate',
  corporateDomain: () => null,
  normalisePhone: () => null,
  isMachine: () => false,
}

test.skipIf(!existsSync(examples))(
  'every example of the specification is taken or rejected with a reason, never thrown',
  () => {
    const key = { id: 'f1', kind: 'full', historical: true } as const
    const readings = linesOf(examples).map((line) => {
      const payload = isObject(line) ? line['payload'] : null
      return readMessage(payload, { type: null, batch: null, place: '', key, receivedAt: Date.now(), lookups })
    })
    for (const reading of readings) {
      if ('rejected' in reading) expect(['missing_field', 'no_identity']).toContain(reading.rejected.reason)
      else expect(reading.taken.identities.length).toBeGreaterThan(0)
    }
    expect(readings.filter((reading) => 'taken' in reading).length).toBeGreaterThan(20)
  },
)
