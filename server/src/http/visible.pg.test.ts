import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let rep: Awaited<ReturnType<TestApp['signIn']>>
let mate: typeof rep
const ids = new Map<string, string>()

beforeAll(async () => {
  app = await startTestApp()
  rep = await app.signIn({ role: 'sales', teams: ['sales'], name: 'Rosa Rep' })
  mate = await app.signIn({ role: 'sales', teams: ['sales'], name: 'Max Mate' })
  const owners = {
    mine: rep.email.toUpperCase(),
    named: 'Rosa Rep',
    theirs: mate.email,
    nobodys: null,
    else: 'eve@else.example',
  }
  for (const [user, owner] of Object.entries(owners)) {
    const traits = { email: `${user}@acme.example`, name: `Contact ${user}`, ...(owner === null ? {} : { owner }) }
    await app.send(
      { type: 'identify', userId: user, messageId: user, traits },
      { type: 'track', event: 'Subscribed', userId: user, messageId: `${user} s`, properties: { list: 'newsletter' } },
    )
    const { items } = (await app.ask('GET', `/api/v1/contacts?id=${user}`)).body as { items: { id: string }[] }
    ids.set(user, items[0]?.id ?? '')
  }
})

afterAll(() => app.close())

const see = (salesSees: string) => app.ask('PUT', '/api/v1/settings', { salesSees })
const namesOf = async (path: string) => {
  const { body } = await rep.ask('GET', path)
  return (body as { items: { name: string }[] }).items.map(({ name }) => name.replace('Contact ', '')).sort()
}

test.each([
  ['all', ['else', 'mine', 'named', 'nobodys', 'theirs']],
  ['team', ['mine', 'named', 'theirs']],
  ['own', ['mine', 'named']],
])('sales that sees %s is shown those in the list, and finds no others', async (sees, expected) => {
  await see(sees)
  expect(await namesOf('/api/v1/contacts')).toEqual(expected)
  expect(await namesOf('/api/v1/contacts?q=contact')).toEqual(expected)
  expect(await namesOf('/api/v1/contacts?stage=subscriber')).toEqual(expected)
  expect(await namesOf('/api/v1/contacts?id=else')).toEqual(expected.filter((one) => one === 'else'))
  expect(await namesOf('/api/v1/contacts?email=else@acme.example')).toEqual(expected.filter((one) => one === 'else'))
  const { columns } = (await rep.ask('GET', '/api/v1/board')).body as { columns: { count: number; cards: object[] }[] }
  expect(columns.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length)
  expect(columns.flatMap(({ cards }) => cards)).toHaveLength(expected.length)
  const { items } = (await rep.ask('GET', '/api/v1/transitions')).body as { items: { contact: { name: string } }[] }
  expect([...new Set(items.map(({ contact }) => contact.name.replace('Contact ', '')))].sort()).toEqual(expected)
})

test('a list of one’s own goes on page by page', async () => {
  await see('team')
  const first = (await rep.ask('GET', '/api/v1/contacts?limit=2')).body as {
    items: object[]
    next: string
    total: object
  }
  expect([first.items.length, first.total]).toEqual([2, { count: 3, exact: true }])
  const second = (await rep.ask('GET', `/api/v1/contacts?limit=2&cursor=${first.next}`)).body as typeof first
  expect([second.items.length, second.next]).toEqual([1, null])
})

describe('a contact that one is not shown', () => {
  beforeAll(() => see('own'))

  test.each([
    ['GET', ''],
    ['GET', '/events'],
    ['GET', '/transitions'],
    ['GET', '/why'],
    ['GET', '/moves'],
    ['POST', '/rulings', { to: 'lead', reason: 'mine now', force: true }],
    ['POST', '/unmerge', { other: '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14' }],
  ])('is not there for %s %s, as one that nobody has', async (method, path, body?: object) => {
    const nobody = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'
    const answer = async (id: string) => {
      const { status, body: said } = await rep.ask(method, `/api/v1/contacts/${id}${path}`, body)
      return [status, JSON.stringify(said).replaceAll(id, 'ID')]
    }
    const hidden = await answer(ids.get('else') ?? '')
    expect(hidden[0]).toBe(404)
    expect(hidden).toEqual(await answer(nobody))
    expect(hidden[1]).not.toContain('Contact')
  })

  test('is neither joined to one’s own, nor moved back', async () => {
    const mine = `/api/v1/contacts/${ids.get('mine')}`
    expect((await rep.ask('POST', `${mine}/merge`, { other: ids.get('else') })).status).toBe(404)
    expect((await rep.ask('POST', `/api/v1/transitions/${ids.get('else')}.1/void`, { reason: 'no' })).status).toBe(404)
    expect((await rep.ask('GET', mine)).status).toBe(200)
    expect((await rep.ask('GET', '/api/v1/rejected-messages')).status).toBe(403)
  })
})
