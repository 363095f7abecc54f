import { afterAll, beforeAll, expect, test } from 'vitest'
import { ScorePreviewView } from '../contract/preview-scores.ts'
import { SuggestionsView } from '../contract/suggestions.ts'
import { findPreset } from '../domain/lifecycle/presets/presets.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

const b2b = findPreset('b2b')?.document ?? ''

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  const read = (userId: string) => ({
    type: 'track',
    userId,
    event: 'Content Downloaded',
    properties: { topic: 'data' },
  })
  await app.send(
    { type: 'identify', userId: 'ada', traits: { email: 'ada@acme.example', title: 'Head of Data' } },
    { type: 'identify', userId: 'kim', traits: { email: 'kim@acme.example', title: 'Clerk', big: 'x'.repeat(1000) } },
    { type: 'page', userId: 'ada', properties: { path: '/pricing' } },
    read('ada'),
    read('kim'),
    { type: 'track', userId: 'ada', event: 'Webinar Attended' },
    { type: 'track', userId: 'ada', event: 'Form Submitted', properties: { form: 'demo', offer: 'bottom' } },
  )
})
afterAll(() => app.close())

const suggest = async (query: string) => {
  const { status, body } = await app.ask('GET', `/api/v1/suggestions?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return SuggestionsView.parse(body).items.map(({ value, count }) => [value, count])
}

test.each<[string, readonly unknown[]]>([
  [
    'of=events',
    [
      ['Content Downloaded', 2],
      ['Webinar Attended', 1],
    ],
  ],
  ['of=events&q=WEB', [['Webinar Attended', 1]]],
  ['of=events&limit=1', [['Content Downloaded', 2]]],
  ['of=pages', [['/pricing', 1]]],
  ['of=points', [['demo', 1]]],
  ['of=properties&for=Content%20Downloaded', [['topic', 2]]],
  ['of=property_values&for=topic', [['data', 2]]],
  [
    'of=trait_values&for=title',
    [
      ['Clerk', 1],
      ['Head of Data', 1],
    ],
  ],
  ['of=trait_values&for=big', []],
  ['of=trait_values&for=nobody%27s', []],
])('%s', async (query, wanted) => {
  expect(await suggest(query)).toEqual(wanted)
})

test('traits are suggested by name, and no kind is invented', async () => {
  expect((await suggest('of=traits')).map(([value]) => value)).toEqual(expect.arrayContaining(['title', 'email']))
  expect((await app.ask('GET', '/api/v1/suggestions?of=secrets')).status).toBe(400)
})

test('scores of a draft stand beside those in force', async () => {
  const document = b2b.replace('{ event: Content Downloaded, points: 15 }', '{ event: Content Downloaded, points: 50 }')
  const { body } = await app.ask('POST', '/api/v1/lifecycle/preview-scores', { document })
  const { contacts, tooLong } = ScorePreviewView.parse(body)
  const ada = contacts.find(({ email }) => email === 'ada@acme.example')
  expect(tooLong).toEqual([])
  expect(ada?.current.scores['engagement']?.points).toBeCloseTo(43, 1)
  // 50 and 20 are cut at the 60 of their group.
  expect(ada?.candidate.scores['engagement']?.groups['content']).toBeCloseTo(60, 1)
  expect(ada?.current.scores['fit']?.conditions).toBe(25)
  expect([ada?.current.grade, ada?.candidate.grade]).toEqual(['B2', 'B1'])
  const asked = await app.ask('POST', '/api/v1/lifecycle/preview-scores', { document, contacts: [ada?.id] })
  expect(ScorePreviewView.parse(asked.body).contacts.map(({ id }) => id)).toEqual([ada?.id])
})

test('a faulty draft is told, and so are too many contacts', async () => {
  const faulty = await app.ask('POST', '/api/v1/lifecycle/preview-scores', { document: 'ripen: 1' })
  expect(faulty).toMatchObject({ status: 422 })
  const contacts = Array.from({ length: 11 }, () => '0198f3a4-0000-7000-8000-000000000001')
  expect((await app.ask('POST', '/api/v1/lifecycle/preview-scores', { document: b2b, contacts })).status).toBe(400)
})
