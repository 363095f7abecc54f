import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContactPage } from '../contract/contacts.ts'
import type { StagesView } from '../contract/lifecycle.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
  await app.send(
    { type: 'page', anonymousId: 'visitor-1', name: 'Home' },
    { type: 'page', anonymousId: 'visitor-2', name: 'Home' },
    { type: 'identify', userId: 'idle', traits: { email: 'idle@quiet.example', firstName: 'Ida' } },
    { type: 'identify', userId: 'busy', traits: { email: 'busy@loud.example' } },
    { type: 'track', userId: 'busy', event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
  )
})

afterAll(() => app.close())

const list = async (query: string) => (await app.ask('GET', `/api/v1/contacts?${query}`)).body as ContactPage
const countUnplaced = async () => ((await app.ask('GET', '/api/v1/lifecycle/stages')).body as StagesView).unplaced

describe('contacts in no stage', () => {
  test('are listed page by page and counted, visitors and known people alike', async () => {
    const { items, total, next } = await list('stage=none&limit=2')
    expect(total).toEqual({ count: 3, exact: true })
    expect(await countUnplaced()).toEqual(total)
    const more = await list(`stage=none&limit=2&cursor=${next}`)
    const all = [...items, ...more.items]
    expect(all.map(({ stage }) => stage)).toEqual([null, null, null])
    expect(all.map(({ email }) => email).sort()).toEqual(['idle@quiet.example', null, null])
    expect(more.next).toBeNull()
    expect((await list('')).total.count).toBe(1)
  })

  test('are found by a search among them alone', async () => {
    expect((await list('stage=none&q=ida')).items.map(({ name }) => name)).toEqual(['Ida'])
    expect((await list('stage=none&q=busy')).items).toEqual([])
  })

  test('leave the list with their first stage', async () => {
    await app.send({
      type: 'track',
      userId: 'idle',
      event: 'Form Submitted',
      properties: { form: 'Demo', offer: 'bottom' },
    })
    expect((await list('stage=none')).total.count).toBe(2)
    expect((await list('')).total.count).toBe(2)
  })

  test('are not those that were joined to others, until they are taken out', async () => {
    const [visitor, other] = (await list('stage=none')).items.map(({ id }) => id)
    expect((await app.ask('POST', `/api/v1/contacts/${visitor}/merge`, { other })).status).toBe(200)
    expect((await list('stage=none')).items.map(({ id }) => id)).toEqual([visitor])
    expect((await app.ask('POST', `/api/v1/contacts/${visitor}/unmerge`, { other })).status).toBe(200)
    expect((await list('stage=none')).total.count).toBe(2)
  })
})

test.each([
  ['stage=mqll', 'There is no stage “mqll”', '“mql”'],
  ['stage=mql&track=side', 'There is no track “side”', '“main”'],
  ['stage=mqll&q=ida', 'There is no stage “mqll”', '“none”'],
])('a filter by what there is not is refused and says what there is: %s', async (query, words, known) => {
  const { status, body } = await app.ask('GET', `/api/v1/contacts?${query}`)
  expect({ status, body }).toMatchObject({
    status: 400,
    body: { code: 'invalid', detail: expect.stringContaining(words) },
  })
  expect((body as { detail: string }).detail).toContain(known)
})
