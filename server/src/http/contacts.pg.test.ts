import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContactDetail, ContactPage } from '../contract/contacts.ts'
import type { EventPage } from '../contract/events.ts'
import type { TransitionPage } from '../contract/transitions.ts'
import type { WhyView } from '../contract/why.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  const subscribed = Array.from({ length: 7 }, (_, index) => [
    { type: 'identify', userId: `s${index}`, traits: { email: `s${index}@many.example`, name: `Same ${index}` } },
    { type: 'track', userId: `s${index}`, event: 'Subscribed', properties: { list: 'newsletter' } },
  ]).flat()
  await app.send(
    { type: 'identify', userId: 'ada', traits: { email: 'Ada@acme.example', firstName: 'Ada', lastName: 'Lovelace' } },
    { type: 'page', userId: 'ada', name: 'Pricing', properties: { path: '/pricing' } },
    { type: 'track', userId: 'ada', event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
    { type: 'identify', userId: 'bob', traits: { name: '100% Bob_by' } },
    ...subscribed,
  )
})

afterAll(() => app.close())

const list = async (query: string) => (await app.ask('GET', `/api/v1/contacts?${query}`)).body as ContactPage
const idOf = async (user: string) => (await list(`id=${user}`)).items[0]?.id ?? ''
const get = async <T>(path: string) => (await app.ask('GET', `/api/v1${path}`)).body as T

describe('the list of contacts', () => {
  test.each([
    'email=ADA@acme.example',
    'id=ada',
    'q=ada@',
    'q=Ada love',
    'q=lovelace',
    'q=a@acme',
    'stage=mql',
    'id=ada&email=ada@acme.example',
  ])('finds Ada by %s', async (query) => {
    const page = await list(query)
    expect(page).toMatchObject({ next: null, total: { count: 1, exact: true } })
    expect(page.items).toEqual([
      expect.objectContaining({
        name: 'Ada Lovelace',
        email: 'ada@acme.example',
        stage: 'mql',
        known: true,
        account: { id: expect.any(String), name: 'acme.example' },
        scores: { engagement: expect.any(Number), fit: expect.any(Number) },
      }),
    ])
  })

  test.each([
    'email=nobody@acme.example',
    'email=no address',
    'id=nobody',
    'q=ov',
    'q=adalove',
    'id=ada&email=s1@many.example',
    'stage=sal',
    'q=%25',
  ])('finds nobody by %s', async (query) => {
    expect(await list(query)).toEqual({ items: [], next: null, total: { count: 0, exact: true } })
  })

  test('takes signs of patterns as they are written', async () => {
    expect((await list(`q=${encodeURIComponent('100%')}`)).items).toHaveLength(1)
    expect((await list(`q=${encodeURIComponent('100_')}`)).items).toHaveLength(0)
  })

  test('finds a contact that is in no stage yet by its id', async () => {
    expect((await list('id=bob')).items).toEqual([expect.objectContaining({ stage: null, since: null })])
  })

  test.each(['stage=subscriber', 'q=s', 'q=same&stage=subscriber', ''])(
    'comes in pages without a gap or a double (%s)',
    async (query) => {
      const whole = await list(`${query}&limit=200`)
      const found: string[] = []
      let cursor = ''
      do {
        const page = await list(`${query}&limit=2${cursor}`)
        expect(page.items.length).toBeLessThanOrEqual(2)
        found.push(...page.items.map(({ id }) => id))
        cursor = page.next === null ? '' : `&cursor=${page.next}`
      } while (cursor !== '')
      expect(found).toEqual(whole.items.map(({ id }) => id))
      expect(whole.total).toEqual({ count: found.length, exact: true })
      expect(found.length).toBeGreaterThanOrEqual(7)
    },
  )

  test.each([
    ['cursor=xyz', 'The cursor'],
    ['q=a%00b', 'NUL'],
    ['id=%00', 'NUL'],
    ['limit=0', 'limit in the query'],
    ['limit=201', 'limit in the query'],
    ['limit=many', 'limit in the query'],
  ])('refuses %s in words', async (query, words) => {
    const { status, body } = await app.ask('GET', `/api/v1/contacts?${query}`)
    expect({ status, body }).toMatchObject({ status: 400, body: { detail: expect.stringContaining(words) } })
  })
})

describe('one contact', () => {
  test('is shown with its identities, traits and stages', async () => {
    expect(await get<ContactDetail>(`/contacts/${await idOf('ada')}`)).toMatchObject({
      name: 'Ada Lovelace',
      traits: { firstName: 'Ada' },
      identities: [
        { kind: 'email', value: 'ada@acme.example' },
        { kind: 'user', value: 'ada' },
      ],
      positions: [{ track: 'main', stage: 'mql', cause: 'rule', cycle: 1 }],
      merged: [],
      erased: false,
    })
  })

  test('has a timeline in sentences, newest first, in pages', async () => {
    const path = `/contacts/${await idOf('ada')}/events`
    const all = await get<EventPage>(path)
    expect(all.items.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Viewed /pricing', 'Gave its details at “Demo”']),
    )
    expect([...all.items].sort((a, b) => (a.id < b.id ? 1 : -1))).toEqual(all.items)
    const first = await get<EventPage>(`${path}?limit=1`)
    const second = await get<EventPage>(`${path}?limit=200&cursor=${first.next}`)
    expect([...first.items, ...second.items]).toEqual(all.items)
    expect((await get<EventPage>(`${path}?kind=page`)).items).toHaveLength(1)
  })

  test('has its moves', async () => {
    const { items } = await get<TransitionPage>(`/contacts/${await idOf('ada')}/transitions`)
    expect(items).toEqual([expect.objectContaining({ to: 'mql', cause: 'rule', rule: 'stages.mql.entry', version: 1 })])
    expect((await get<TransitionPage>('/transitions?limit=200')).items).toHaveLength(8)
  })

  test('says why it is where it is', async () => {
    const why = await get<WhyView>(`/contacts/${await idOf('ada')}/why`)
    expect(why).toMatchObject({ stage: 'mql', cause: 'rule', version: 1, explanation: { op: 'all', holds: true } })
    expect(why.evidenceEvents.map(({ text }) => text)).toContain('Gave its details at “Demo”')
  })

  test.each(['', '/events', '/transitions', '/why'])('that does not exist is 404 (%s)', async (part) => {
    const { status, body } = await app.ask('GET', `/api/v1/contacts/0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14${part}`)
    expect({ status, body }).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  test('whose id is no id is 400', async () => {
    expect((await app.ask('GET', '/api/v1/contacts/ada')).status).toBe(400)
  })
})

describe('accounts', () => {
  test('are listed, and shown with their people', async () => {
    const { items } = await get<{ items: { id: string; domain: string; people: number }[] }>('/accounts?q=ACME.example')
    expect(items).toEqual([expect.objectContaining({ domain: 'acme.example' })])
    expect(await get(`/accounts/${items[0]?.id}/people`)).toMatchObject({
      items: [{ email: 'ada@acme.example', stage: 'mql' }],
      next: null,
    })
    expect((await get<{ items: object[] }>('/accounts')).items).toHaveLength(2)
  })
})

test('the stages of the lifecycle tell how many are in each', async () => {
  const { tracks } = await get<{ tracks: { stages: { key: string; count: number }[] }[] }>('/lifecycle/stages')
  const counts = Object.fromEntries(tracks[0]?.stages.map(({ key, count }) => [key, count]) ?? [])
  expect(counts).toMatchObject({ subscriber: 7, mql: 1, sal: 0, nurturing: 0 })
})
