import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountDetail } from '../contract/accounts.ts'
import type { ContactDetail, ContactPage } from '../contract/contacts.ts'
import type { EventPage, EventView } from '../contract/events.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

const root = resolve(import.meta.dirname, '../../..')
const folder = join(resolve(root, process.env['RIPEN_TEST_DATA'] ?? '../shared/data'), 'payloads')
const recordings = existsSync(folder) ? readdirSync(folder).filter((name) => /^wire_.*\.jsonl$/.test(name)) : []
if (recordings.length === 0) console.warn(`Skipped: there are no recorded requests in ${folder} (RIPEN_TEST_DATA).`)

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const read = async <Body>(path: string) => (await app.ask('GET', `/api/v1${path}`)).body as Body
const idsOf = async (user: string) => (await read<ContactPage>(`/contacts?id=${user}`)).items.map(({ id }) => id)
const eventsOf = async (user: string): Promise<readonly EventView[]> => {
  const [id] = await idsOf(user)
  return id === undefined ? [] : (await read<EventPage>(`/contacts/${id}/events?limit=200`)).items
}
const detailOf = async (user: string) => read<ContactDetail>(`/contacts/${(await idsOf(user))[0]}`)
const accountOf = async (user: string) => read<AccountDetail>(`/accounts/${(await detailOf(user)).account?.id}`)
const namedOf = (events: readonly EventView[]) => events.map(({ kind, name }) => `${kind} ${name}`.trim()).sort()

test("Segment's library for Node makes a contact with its visits, its form and its account", async () => {
  const analytics = new Analytics({ writeKey: app.keys.full, host: app.url, flushInterval: 20 })
  analytics.page({
    anonymousId: 'sa',
    name: 'Pricing',
    properties: { url: 'https://x.example/pricing', path: '/pricing' },
  })
  analytics.identify({ userId: 'su', anonymousId: 'sa', traits: { email: 'Sid@Segment-Co.example', firstName: 'Sid' } })
  analytics.track({ userId: 'su', event: 'Form Submitted', properties: { formId: 'demo', fields: ['email', 'name'] } })
  analytics.track({ userId: 'su', event: 'Webinar Attended' })
  analytics.group({
    userId: 'su',
    groupId: 'sg',
    traits: { name: 'Segment Co', website: 'https://www.segment-co.example' },
  })
  analytics.alias({ userId: 'su', previousId: 'sa' })
  await analytics.closeAndFlush()

  await expect.poll(async () => (await accountOf('su')).name, { timeout: 10_000 }).toBe('Segment Co')
  expect(await detailOf('su')).toMatchObject({
    email: 'sid@segment-co.example',
    name: 'Sid',
    known: true,
    account: { name: 'Segment Co' },
    positions: [{ track: 'main', stage: 'mql', level: 'hot' }],
  })
  expect((await detailOf('su')).identities.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
    'anonymous sa',
    'email sid@segment-co.example',
    'user su',
  ])
  expect(namedOf(await eventsOf('su'))).toEqual(
    expect.arrayContaining(['conversion demo', 'page Pricing', 'track Webinar Attended']),
  )
  // The web site says that the group is the company which the address had made an account of.
  expect((await accountOf('su')).identities).toEqual(
    expect.arrayContaining([
      { kind: 'domain', value: 'segment-co.example' },
      { kind: 'group', value: 'sg' },
    ]),
  )
})

test("RudderStack's library for Node makes the same of the same calls", async () => {
  const analytics = new RudderAnalytics(app.keys.full, { dataPlaneUrl: app.url, flushInterval: 20, logLevel: 'error' })
  analytics.page({ anonymousId: 'ra', name: 'Pricing', properties: { path: '/pricing' } })
  analytics.identify({
    userId: 'ru',
    anonymousId: 'ra',
    traits: { email: 'rudi@rudder-co.example', firstName: 'Rudi' },
  })
  analytics.track({ userId: 'ru', event: 'Form Submitted', properties: { formId: 'demo', fields: ['email', 'name'] } })
  analytics.group({ userId: 'ru', groupId: 'rg', traits: { name: 'Rudder Co' } })
  await expect.poll(async () => (await accountOf('ru')).name, { timeout: 10_000 }).toBe('Rudder Co')
  expect(await detailOf('ru')).toMatchObject({ name: 'Rudi', positions: [{ stage: 'mql', level: 'hot' }] })
  await expect
    .poll(async () => namedOf(await eventsOf('ru')))
    .toEqual(expect.arrayContaining(['conversion demo', 'page Pricing']))
})

test('a library that sends the same batch again, as after a lost answer, changes nothing', async () => {
  const batch = [
    { type: 'identify', messageId: 'again-1', userId: 'again', traits: { email: 'again@again.example' } },
    { type: 'track', messageId: 'again-2', userId: 'again', event: 'Webinar Attended' },
  ]
  await app.send(...batch)
  const before = await eventsOf('again')
  await app.send(...batch)
  await app.send(...batch.toReversed(), ...batch)
  expect(await eventsOf('again')).toEqual(before)
})

interface Recorded {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

const linesOf = (file: string) =>
  readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Recorded)

async function replay(file: string, key: string): Promise<void> {
  for (const { path, headers, body } of linesOf(file)) {
    const type = headers['content-type'] ?? 'application/json'
    const answer = await app.ask('POST', path, body, {
      authorization: `Basic ${btoa(`${key}:`)}`,
      'content-type': type,
    })
    expect(answer).toMatchObject({ status: 200, body: { success: true } })
  }
}

test.skipIf(recordings.length === 0)(
  'the recorded requests of both libraries give Ada Quill of Quill & Sons with all that she did, once',
  async () => {
    const servers = recordings.filter((file) => !file.includes('browser'))
    for (const file of servers) await replay(file, app.keys.full)
    const once = await eventsOf('user-a-001')
    for (const file of servers) await replay(file, app.keys.full)
    expect(await eventsOf('user-a-001')).toEqual(once)

    await expect.poll(async () => (await accountOf('user-a-001')).name, { timeout: 10_000 }).toBe('Quill & Sons')
    expect(await accountOf('user-a-001')).toMatchObject({
      people: 1,
      traits: { employees: 42, industry: 'Manufacturing' },
    })
    const ada = await detailOf('user-a-001')
    expect(ada).toMatchObject({
      name: 'Ada Quill',
      email: 'ada.quill@example.com',
      known: true,
      account: { name: 'Quill & Sons' },
      traits: { title: 'Head of Ops' },
    })
    expect(ada.identities.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
      'anonymous anon-a1',
      'email ada.quill@example.com',
      'phone +442079460018',
      'user user-a-001',
    ])
    expect(await idsOf('user-a-001')).toHaveLength(1)
    expect(namedOf(once)).toEqual(
      expect.arrayContaining([
        'conversion demo-request',
        'page Pricing',
        'track Email Link Clicked',
        'track Trial Started',
      ]),
    )
    const rejected = await read<{ items: unknown[] }>('/rejected-messages')
    expect(rejected.items).toEqual([])
  },
)

test.skipIf(!recordings.some((file) => file.includes('browser')))(
  "the recorded requests of the browser's library give Wren Sample of Sample Works, by a public key",
  async () => {
    for (const file of recordings.filter((name) => name.includes('browser'))) await replay(file, app.keys.write)
    await expect.poll(async () => (await accountOf('user-w-003')).name, { timeout: 10_000 }).toBe('Sample Works')
    expect(await detailOf('user-w-003')).toMatchObject({ name: 'Wren Sample', email: 'wren@example.com', known: true })
    expect(namedOf(await eventsOf('user-w-003'))).toEqual(expect.arrayContaining(['track Plan Selected']))
  },
)
