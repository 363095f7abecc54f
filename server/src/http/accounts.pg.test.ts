import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AccountChangePage, AccountDetail, AccountPage, AccountPeoplePage } from '../contract/accounts.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

const HOUR = 3_600_000
const ago = (ms: number) => new Date(Date.now() - ms).toISOString()
const identify = (userId: string, traits: object) => ({ type: 'identify', userId, traits, timestamp: ago(2 * HOUR) })
const asks = (userId: string, later: number) => ({
  type: 'track',
  userId,
  event: 'Form Submitted',
  properties: { form: 'Demo', offer: 'bottom' },
  timestamp: ago(2 * HOUR - later),
})

beforeAll(async () => {
  app = await startTestApp()
  const others = Array.from({ length: 5 }, (_, index) =>
    identify(`u${index}`, { email: `u${index}@many.example`, name: `Same ${index}` }),
  )
  await app.send(
    identify('ada', { email: 'ada@acme.example', name: 'Ada Lovelace', title: 'VP Data' }),
    identify('bob', { email: 'bob@acme.example', name: 'Bob Stone', title: 'Analyst' }),
    { type: 'group', userId: 'cy', groupId: 'g%_1', traits: { name: 'Zebra (100%)' } },
    ...others,
  )
  // Two colleagues ask within an hour of each other.
  await app.send(asks('ada', 0))
  await app.send(asks('bob', HOUR / 2))
  const opened = (userId: string, role: string) => ({
    kind: 'opportunity',
    name: 'deal-1',
    userId,
    data: { state: 'open', amount: '1200.50', currency: 'EUR', role },
  })
  const events = [opened('ada', 'decision_maker'), opened('bob', 'user')]
  expect(await app.ask('POST', '/api/v1/events', { events })).toMatchObject({ status: 200 })
})

afterAll(() => app.close())

const get = async <T>(path: string) => (await app.ask('GET', `/api/v1${path}`)).body as T
const list = async (query = '') => (await get<AccountPage>(`/accounts?${query}`)).items
const acme = async () => (await list('q=acme.example'))[0]?.id ?? ''
const show = async () => get<AccountDetail>(`/accounts/${await acme()}`)
const contactOf = async (user: string) =>
  (await get<{ items: { id: string }[] }>(`/contacts?id=${user}`)).items[0]?.id ?? ''

/** Workers fold accounts in their own time. */
async function until<T>(read: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const found = await read()
    if (holds(found) || tries > 100) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test("two colleagues' requests within an hour make one account, one opportunity with two roles, and one owner answers for it", async () => {
  const account = await until(show, ({ people, stage }) => people === 2 && stage === 'opportunity')
  expect(account).toMatchObject({
    domain: 'acme.example',
    people: 2,
    stage: 'opportunity',
    reason: { text: 'because a deal with it is open', opportunity: 'deal-1' },
    opportunity: { id: 'deal-1', state: 'open', amount: '1200.50', currency: 'EUR' },
    opportunities: [{ id: 'deal-1' }],
  })
  const { rows } = await app.database.db.pool.query<{ roles: string[] }>(
    `select array_agg(role order by role) as roles from opportunity_roles where opportunity_id = 'deal-1'`,
  )
  expect(rows).toEqual([{ roles: ['decision_maker', 'user'] }])
  // Two people of sales see the same page; who comes second is told that somebody took it.
  const tag = `"a${account.version}"`
  const take = (owner: string) => app.ask('PATCH', `/api/v1/accounts/${account.id}`, { owner }, { 'if-match': tag })
  expect((await take('sam@us.example')).status).toBe(200)
  expect(await take('sue@us.example')).toMatchObject({ status: 412, body: { code: 'precondition_failed' } })
  expect(await show()).toMatchObject({ owner: 'sam@us.example' })
})

test('roles come by criteria, by hand, and by hand also go; the coverage counts engaged holders', async () => {
  const before = await until(show, ({ roles }) => roles[0]?.count === 1)
  expect(before.roles).toMatchObject([
    {
      key: 'decision_maker',
      byCriteria: true,
      engaged: true,
      count: 1,
      people: [{ name: 'Ada Lovelace', given: false }],
    },
    { key: 'economic_buyer', engaged: false, count: 0 },
    { key: 'champion', byCriteria: false, engaged: false },
    { key: 'user', count: 0 },
  ])
  expect(before.coverage).toEqual({ engaged: 1, of: 4 })
  const [ada, bob] = [await contactOf('ada'), await contactOf('bob')]
  const give = (body: object) => app.ask('POST', `/api/v1/accounts/${before.id}/roles`, body)
  expect((await give({ contact: bob, role: 'champion' })).status).toBe(200)
  expect((await show()).coverage).toEqual({ engaged: 2, of: 4 })
  await until(list, ([first]) => first?.coverage.engaged === 2)
  expect((await list('q=acme'))[0]?.coverage).toEqual({ engaged: 2, of: 4 })
  const champions = await get<AccountPeoplePage>(`/accounts/${before.id}/people?role=champion`)
  expect(champions.items).toMatchObject([{ name: 'Bob Stone', roles: ['champion'], engaged: true }])
  // What the title says is not so.
  await give({ contact: ada, role: 'decision_maker', given: false })
  expect((await show()).coverage).toEqual({ engaged: 1, of: 4 })
  await app.send(identify('ada', { title: 'VP Data and AI' }))
  expect((await show()).roles[0]).toMatchObject({ count: 0 })
  expect(await give({ contact: bob, role: 'chef' })).toMatchObject({ status: 422 })
  expect(await give({ contact: await contactOf('u1'), role: 'user' })).toMatchObject({ status: 422 })
  const { items } = await get<AccountChangePage>(`/accounts/${before.id}/changes`)
  expect(items.map(({ text }) => text)).toEqual([
    'said that Ada Lovelace has not the role Decision maker',
    'gave Bob Stone the role Champion',
    'set owner to “sam@us.example”',
  ])
})

test('are listed by name, page by page, and found by a part of a name, a domain or an id', async () => {
  await until(list, (items) => items.length === 3 && items.some(({ name }) => name === 'Zebra (100%)'))
  const first = await get<AccountPage>('/accounts?limit=2')
  const second = await get<AccountPage>(`/accounts?limit=2&cursor=${first.next}`)
  const names = [...first.items, ...second.items].map(({ name, domain }) => name ?? domain)
  expect(names).toEqual(['acme.example', 'many.example', 'Zebra (100%)'])
  expect(second.next).toBeNull()
  const found = async (q: string) => (await list(`q=${encodeURIComponent(q)}`)).map(({ name }) => name)
  expect(await found('ZEB')).toEqual(['Zebra (100%)'])
  expect(await found('ze')).toEqual(['Zebra (100%)'])
  expect(await found('0%)')).toEqual(['Zebra (100%)'])
  expect(await found('g%_1')).toEqual(['Zebra (100%)'])
  expect(await found('100x')).toEqual([])
  expect(await found('any.exam')).toEqual(['many.example'])
  expect(await list('stage=opportunity')).toMatchObject([{ domain: 'acme.example' }])
  expect((await app.ask('GET', '/api/v1/accounts?cursor=nonsense')).status).toBe(400)
})

test('people come page by page', async () => {
  const [many] = await list('q=many.example')
  const first = await get<AccountPeoplePage>(`/accounts/${many?.id}/people?limit=3`)
  const second = await get<AccountPeoplePage>(`/accounts/${many?.id}/people?limit=3&cursor=${first.next}`)
  expect([...first.items, ...second.items].map(({ name }) => name).sort()).toEqual(
    [0, 1, 2, 3, 4].map((n) => `Same ${n}`),
  )
})

test('have several domains, of which no other account may have one, and keep the last', async () => {
  const [zebra] = await list('q=zebra')
  const path = `/api/v1/accounts/${zebra?.id}/domains`
  expect((await app.ask('POST', path, { domain: 'Zebra.Example' })).status).toBe(200)
  expect(await app.ask('POST', path, { domain: 'acme.example' })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('belongs to acme.example') },
  })
  for (const domain of ['gmail.com', 'no domain', 'x'])
    expect((await app.ask('POST', path, { domain })).status).toBe(422)
  expect(await get(`/accounts/${zebra?.id}`)).toMatchObject({
    identities: [{ value: 'zebra.example' }, { value: 'g%_1' }],
  })
  // Whoever writes from there belongs to it from now on.
  await app.send(identify('dee', { email: 'dee@zebra.example' }))
  expect(await get(`/accounts/${zebra?.id}/people`)).toMatchObject({ items: [{}, {}] })
  expect((await app.ask('DELETE', `${path}/zebra.example`)).status).toBe(200)
  const [many] = await list('q=many.example')
  expect((await app.ask('DELETE', `/api/v1/accounts/${many?.id}/domains/many.example`)).status).toBe(409)
})

test('values are changed by whoever read them last; a parent stands above, never in a circle', async () => {
  const [many, zebra] = [(await list('q=many'))[0]?.id ?? '', (await list('q=zebra'))[0]?.id ?? '']
  const edit = (id: string, body: object, version: number) =>
    app.ask('PATCH', `/api/v1/accounts/${id}`, body, { 'if-match': `"a${version}"` })
  expect((await app.ask('PATCH', `/api/v1/accounts/${many}`, { name: 'Many' })).status).toBe(428)
  expect((await edit(many, { name: 'Many', parent: zebra, traits: { industry: '<script>' } }, 1)).status).toBe(200)
  expect((await edit(zebra, { parent: many }, 1)).status).toBe(409)
  expect((await edit(zebra, { parent: zebra }, 1)).status).toBe(409)
  const stranger = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'
  expect((await edit(zebra, { parent: stranger }, 1)).status).toBe(422)
  expect((await edit(zebra, {}, 1)).status).toBe(400)
  expect((await edit(stranger, { name: 'x' }, 1)).status).toBe(404)
  expect(await get(`/accounts/${zebra}`)).toMatchObject({ children: [{ id: many, name: 'Many' }] })
  const found = await until(
    () => get<AccountDetail>(`/accounts/${many}`),
    ({ traits }) => traits['industry'] !== undefined,
  )
  expect(found).toMatchObject({ name: 'Many', parent: { id: zebra }, traits: { industry: '<script>' }, version: 2 })
})
