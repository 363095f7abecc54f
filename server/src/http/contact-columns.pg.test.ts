import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ContactPage } from '../contract/contacts.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  const touch = { campaign: { source: 'google', medium: 'cpc', name: 'spring' } }
  await app.send(
    {
      type: 'identify',
      userId: 'ada',
      traits: {
        email: 'ada@acme.example',
        name: 'Ada Lovelace',
        owner: 'Rosa',
        industry: 'optics, glass',
        seats: 12,
        vip: true,
        tags: ['a', 'b'],
        address: { city: 'London' },
        essay: 'long '.repeat(1000),
      },
    },
    {
      type: 'page',
      userId: 'ada',
      properties: { path: '/pricing' },
      context: { page: { path: '/pricing' }, ...touch },
    },
    {
      type: 'group',
      userId: 'ada',
      groupId: 'acme',
      traits: { name: 'Acme', employees: 120, website: 'https://acme.example' },
    },
    { type: 'track', userId: 'ada', event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
    { type: 'identify', userId: 'bob', traits: { email: 'bob@acme.example', name: 'Bob' } },
  )
})

afterAll(() => app.close())

const list = async (query: string) => (await app.ask('GET', `/api/v1/contacts?${query}`)).body as ContactPage
const valuesOf = async (columns: string, query = 'id=ada') =>
  (await list(`${query}&columns=${encodeURIComponent(columns)}`)).items[0]?.values

describe('columns of the list of contacts', () => {
  test('say what was asked for, in its order, and nothing else', async () => {
    const asked = 'trait:seats,name,trait:industry,owner,account:employees,trait:vip,stage,trait:none'
    // Workers fold accounts in their own time.
    const values = await vi.waitUntil(
      async () => {
        const found = await valuesOf(asked)
        return found?.['account:employees'] === null ? null : found
      },
      { timeout: 20_000, interval: 100 },
    )
    expect(Object.entries(values ?? {})).toEqual([
      ['trait:seats', 12],
      ['name', 'Ada Lovelace'],
      ['trait:industry', 'optics, glass'],
      ['owner', 'Rosa'],
      ['account:employees', 120],
      ['trait:vip', true],
      ['stage', 'mql'],
      ['trait:none', null],
    ])
  })

  test('say what lies in the state: the campaign, points, when it was active', async () => {
    const { items } = await list('id=ada&columns=campaign,score:engagement,grade,active,created,source,score:nothing')
    const [ada] = items
    expect(ada?.values).toEqual({
      campaign: 'spring',
      'score:engagement': ada?.scores['engagement'],
      grade: ada?.grade,
      active: ada?.activeAt,
      created: expect.stringMatching(/^20..-/),
      source: ada?.source,
      'score:nothing': null,
    })
    expect(ada?.scores['engagement']).toBeGreaterThan(0)
  })

  test('what is no simple value is told as text, by its path too, and what is long is cut', async () => {
    const values = await valuesOf('trait:tags,trait:address.city,trait:essay,trait:address')
    expect(values).toMatchObject({
      'trait:tags': '["a", "b"]',
      'trait:address.city': 'London',
      'trait:address': '{"city": "London"}',
    })
    expect(String(values?.['trait:essay'])).toHaveLength(500)
  })

  test.each(['q=ada', 'stage=mql', 'stage=mql&by=source&key=paid_search', 'email=ada@acme.example'])(
    'come with the list by %s',
    async (query) => {
      const { items } = await list(`${query}&columns=trait:seats`)
      expect(items.find(({ name }) => name === 'Ada Lovelace')?.values).toEqual({ 'trait:seats': 12 })
    },
  )

  test('a name may hold a comma, written %2C', async () => {
    expect(await valuesOf('trait:a%2Cb,name')).toEqual({ 'trait:a,b': null, name: 'Ada Lovelace' })
  })

  test('are left out where nobody asks for them', async () => {
    expect((await list('id=ada')).items[0]).not.toHaveProperty('values')
  })

  test.each([
    ['stages', '“stages” is no column'],
    ['trait:', '“trait:” is no column'],
    ['name,,stage', '“” is no column'],
    [Array.from({ length: 21 }, (_, index) => `trait:t${index}`).join(), '20 columns at most, and names 21'],
  ])('%s is refused in words', async (columns, words) => {
    const { status, body } = await app.ask('GET', `/api/v1/contacts?columns=${encodeURIComponent(columns)}`)
    expect({ status, body }).toMatchObject({ status: 400, body: { detail: expect.stringContaining(words) } })
  })
})

describe('the order of the list', () => {
  const everybody = async (query: string, headers?: Record<string, string>) => {
    const found: string[] = []
    let cursor = ''
    do {
      const { body } = await app.ask('GET', `/api/v1/contacts?${query}&limit=2${cursor}`, undefined, headers)
      const page = body as ContactPage
      found.push(...page.items.map(({ id }) => id))
      cursor = page.next === null ? '' : `&cursor=${page.next}`
    } while (cursor !== '')
    return found
  }

  test('can be turned round, page by page', async () => {
    const day = 86_400_000
    await app.send(
      ...Array.from({ length: 7 }, (_, index) => ({
        type: 'track',
        userId: `late-${index}`,
        event: 'Subscribed',
        properties: { list: 'newsletter' },
        timestamp: new Date(Date.now() - (index % 3) * day).toISOString(),
      })),
    )
    for (const query of ['track=main', 'stage=subscriber']) {
      const usual = await everybody(query)
      expect(usual.length).toBeGreaterThanOrEqual(7)
      expect(await everybody(`${query}&sort=since`)).toEqual(usual.toReversed())
      expect(await everybody(`${query}&sort=-since`)).toEqual(usual)
    }
  })

  test.each(['q=ada', 'stage=none', 'entered=mql', 'segment=some', 'id=ada'])('is not for %s', async (query) => {
    const { status, body } = await app.ask('GET', `/api/v1/contacts?sort=since&${query}`)
    expect({ status, body }).toMatchObject({ status: 400, body: { detail: expect.stringContaining('`sort` is for') } })
  })
})

describe('criteria in words', () => {
  const said = (where: unknown) =>
    app.ask(
      'GET',
      `/api/v1/criteria/words?where=${encodeURIComponent(typeof where === 'string' ? where : JSON.stringify(where))}`,
    )

  test.each<[unknown, object]>([
    [{ stage: 'mql' }, { joint: 'all', parts: ['is in mql'] }],
    [
      {
        all: [
          { stage: 'mql' },
          { not: { did: 'Email Opened' } },
          { any: [{ idle: '30d' }, { 'traits.title': 'CEO' }] },
        ],
      },
      {
        joint: 'all',
        parts: ['is in mql', 'not: did “Email Opened”', 'has done nothing for 30 days or title is “CEO”'],
      },
    ],
    [
      { any: [{ stage: 'mql' }, { segment: 'quiet' }] },
      { joint: 'any', parts: ['is in mql', 'is in the segment “quiet”'] },
    ],
    [{ nonsense: 1 }, { joint: 'all', parts: ['nonsense 1'] }],
    [{}, { joint: 'all', parts: [] }],
  ])('%j', async (where, expected) => {
    expect(await said(where)).toMatchObject({ status: 200, body: expected })
  })

  test('what is no JSON, or without end, is refused', async () => {
    expect(await said('{"stage')).toMatchObject({ status: 400, body: { detail: expect.stringContaining('no JSON') } })
    expect(await said(`${'{"not":'.repeat(200)}{}${'}'.repeat(200)}`)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('deeper') },
    })
  })
})
