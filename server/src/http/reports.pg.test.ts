import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContactPage } from '../contract/contacts.ts'
import {
  BetweenReport,
  CohortsReport,
  FunnelReport,
  SourcesReport,
  StagesReport,
  StepsReport,
} from '../contract/reports.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await app.send(
    { type: 'page', userId: 'ada', name: 'Home', context: { campaign: { name: 'spring', medium: 'email' } } },
    { type: 'identify', userId: 'ada', traits: { email: 'ada@acme.example' } },
    { type: 'track', userId: 'ada', event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
    { type: 'identify', userId: 'kim', traits: { email: 'kim@home.example' } },
    { type: 'track', userId: 'kim', event: 'Subscribed', properties: { list: 'newsletter' } },
  )
})
afterAll(() => app.close())

const get = async (path: string) => (await app.ask('GET', `/api/v1${path}`)).body
const month = new Date().toISOString().slice(0, 7)

describe('reports over the API', () => {
  test('are listed with what they are asked with', async () => {
    expect(await get('/reports')).toMatchObject({
      reports: [
        { name: 'funnel', parameters: ['track', 'by', 'since', 'until', 'values'] },
        { name: 'stages' },
        { name: 'sources' },
        { name: 'cohorts' },
        { name: 'between' },
        { name: 'steps' },
      ],
      dimensions: expect.arrayContaining(['source', 'campaign', 'account_tier']),
    })
  })

  test('answer as they say, right after the write', async () => {
    const funnel = FunnelReport.parse(await get('/reports/funnel?by=campaign'))
    expect(funnel.rows.map(({ key, counts }) => [key, counts['subscriber'], counts['mql']])).toEqual([
      ['(empty)', 1, 0],
      ['spring', 1, 1],
    ])
    const stages = StagesReport.parse(await get('/reports/stages'))
    expect(stages.rows[0]).toMatchObject({ now: { mql: 1, subscriber: 1 }, in: { mql: 1, subscriber: 1 } })
    const sources = SourcesReport.parse(await get('/reports/sources?by=tipping'))
    expect(sources.rows.map(({ key }) => key).sort()).toEqual(['(empty)', 'email'])
    const cohorts = CohortsReport.parse(await get(`/reports/cohorts?from=subscriber&since=${month}`))
    expect(cohorts.rows).toMatchObject([{ month, entered: 1, reached: { mql: 0 }, young: { mql: 1 } }])
    const between = BetweenReport.parse(await get('/reports/between?from=page&to=conversion'))
    expect(between).toMatchObject({ people: 1, n: 1, earlier: 0 })
    const steps = StepsReport.parse(await get('/reports/steps'))
    expect(steps.rows).toMatchObject([{ from: 'Home', to: 'Demo', count: 1, share: 1 }])
  })

  test('show as many keys of a break-down as are asked for', async () => {
    const one = FunnelReport.parse(await get('/reports/funnel?by=campaign&values=1'))
    expect([one.rows.length, one.more]).toEqual([1, 1])
  })

  test.each([
    ['between: all', 'did=page', ['ada@acme.example']],
    ['between: both', 'did=page&and=conversion', ['ada@acme.example']],
    ['between: both, the other way', 'did=subscription&and=conversion', []],
    ['between: everybody with an address', 'did=traits', ['kim@home.example', 'ada@acme.example']],
    ['between, in a month', `did=traits&since=${month}&until=${month}`, ['kim@home.example', 'ada@acme.example']],
    ['between, long ago', 'did=traits&until=2001-01', []],
    ['steps', 'did=Home&next=Demo', ['ada@acme.example']],
    ['steps of some kinds', 'did=Home&next=Demo&kinds=page', []],
    ['steps the other way', 'did=Demo&next=Home', []],
  ])('open the people behind a number over events: %s', async (_name, door, people) => {
    const page = (await get(`/contacts?${door}`)) as ContactPage
    expect(page.items.map(({ email }) => email).sort()).toEqual([...people].sort())
    expect(page).toMatchObject({ next: null, total: { count: people.length, exact: true } })
  })

  test('open them page by page, each once', async () => {
    const first = (await get('/contacts?did=traits&limit=1')) as ContactPage
    const second = (await get(`/contacts?did=traits&limit=1&cursor=${first.next}`)) as ContactPage
    expect([...first.items, ...second.items].map(({ email }) => email).sort()).toEqual([
      'ada@acme.example',
      'kim@home.example',
    ])
    expect(second.next).toBeNull()
  })

  test('open the people behind a number', async () => {
    const page = (await get(`/contacts?entered=mql&by=campaign&key=spring&since=${month}`)) as ContactPage
    expect(page).toMatchObject({
      items: [{ email: 'ada@acme.example', stage: 'mql' }],
      next: null,
      total: { count: 1, exact: true },
    })
  })

  test.each([
    ['/reports/nothing', 404, 'There is nothing at'],
    ['/reports/funnel?by=colour', 400, 'by'],
    ['/reports/funnel?since=2026-13', 400, 'since'],
    ['/reports/funnel?track=other', 400, 'There is no track “other”. There is “main”.'],
    ['/reports/cohorts?from=nowhere', 400, 'There is no stage “nowhere”.'],
    ['/reports/between?from=page', 400, 'to'],
    ['/contacts?and=page', 400, '`and` needs `did`'],
    ['/contacts?did=page&and=conversion&next=Demo', 400, '`and` has no meaning beside `next`'],
    ['/contacts?did=page&stage=mql', 400, '`did` has no meaning beside `stage`'],
    ['/contacts?did=page&next=Demo&kinds=pages', 400, 'There is no kind of event “pages”'],
    ['/reports/steps?kinds=track,clicks', 400, 'There is no kind of event “clicks”.'],
  ])('%s is refused with a sentence', async (path, status, says) => {
    const answer = await app.ask('GET', `/api/v1${path}`)
    expect(answer.status).toBe(status)
    expect((answer.body as { detail: string }).detail).toContain(says)
  })
})
