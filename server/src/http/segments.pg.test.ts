import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ContactPage } from '../contract/contacts.ts'
import { PeopleCounted, SegmentList, SegmentView } from '../contract/segments.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let rep: Awaited<ReturnType<TestApp['signIn']>>

beforeAll(async () => {
  app = await startTestApp()
  rep = await app.signIn({ role: 'sales', teams: ['sales'], name: 'Rosa Rep' })
  for (const [index, user] of ['ada', 'bob', 'cyd', 'dee'].entries())
    await app.send(
      {
        type: 'identify',
        userId: user,
        traits: {
          email: `${user}@acme.example`,
          name: `Contact ${user}`,
          seats: index * 10,
          ...(index < 2 ? { owner: rep.email } : {}),
        },
      },
      { type: 'track', userId: user, event: 'Subscribed', properties: { list: 'newsletter' } },
      ...(index % 2 === 0 ? [{ type: 'track', userId: user, event: 'Video Watched' }] : []),
    )
})
afterAll(() => app.close())

const query = (given: Readonly<Record<string, string>>) => `/api/v1/contacts?${new URLSearchParams(given)}`

async function list(given: Readonly<Record<string, string>>, ask = app.ask): Promise<ContactPage> {
  const { status, body } = await ask('GET', query(given))
  expect(status, JSON.stringify(body)).toBe(200)
  return ContactPage.parse(body)
}

const namesOf = ({ items }: ContactPage) => items.map(({ name }) => name?.replace('Contact ', '')).sort()
const seats = { where: JSON.stringify({ 'traits.seats': { at_least: 10 } }) }
const watchers = { where: JSON.stringify({ did: 'Video Watched' }) }

/** Everybody of a list: on a busy machine a page may end before it is full. */
async function all(given: Readonly<Record<string, string>>): Promise<ContactPage> {
  const first = await list(given)
  let last = first
  const items = [...first.items]
  while (last.next !== null) {
    last = await list({ ...given, cursor: last.next })
    items.push(...last.items)
  }
  return { ...first, items }
}

test('a list shows of whom criteria hold, by columns and by behaviour, beside whatever else is asked', async () => {
  expect(namesOf(await all(seats))).toEqual(['bob', 'cyd', 'dee'])
  expect(namesOf(await all(watchers))).toEqual(['ada', 'cyd'])
  const inStage = namesOf(await all({ stage: 'lead' }))
  expect(namesOf(await all({ ...watchers, stage: 'lead' }))).toEqual(
    ['ada', 'cyd'].filter((name) => inStage.includes(name)),
  )
  expect(namesOf(await all({ ...watchers, stage: 'none' }))).toEqual([])
  expect(namesOf(await all({ ...seats, q: 'contact c' }))).toEqual(['cyd'])
  expect(namesOf(await all({ ...watchers, email: 'cyd@acme.example' }))).toEqual(['cyd'])
  expect(namesOf(await all({ ...watchers, email: 'bob@acme.example' }))).toEqual([])
  expect(namesOf(await all({ ...watchers, entered: 'subscriber' }))).toEqual(['ada', 'cyd'])
  expect((await list({ ...seats, limit: '2' })).total).toEqual({ count: 3, exact: true })
})

test.each([{ limit: '1' }, { limit: '1', q: 'contact' }, { limit: '1', reached: 'subscriber' }])(
  'pages of %o come to their end, and nobody is shown twice',
  async (more) => {
    const found: unknown[] = []
    let cursor: string | null = null
    do {
      const page: ContactPage = await list({ ...seats, ...more, ...(cursor === null ? {} : { cursor }) })
      found.push(...namesOf(page))
      cursor = page.next
    } while (cursor !== null)
    expect(found.sort()).toEqual(['bob', 'cyd', 'dee'])
  },
)

test('whoever is shown some contacts only finds no others', async () => {
  await app.ask('PUT', '/api/v1/settings', { salesSees: 'own' })
  expect(namesOf(await list(seats, rep.ask))).toEqual(['bob'])
  expect(namesOf(await list(watchers, rep.ask))).toEqual(['ada'])
  expect(namesOf(await list({ ...watchers, entered: 'subscriber' }, rep.ask))).toEqual(['ada'])
  const { body } = await rep.ask('POST', '/api/v1/segments/count', { where: { did: 'Video Watched' } })
  expect(PeopleCounted.parse(body)).toMatchObject({ count: 1, people: [{ name: 'Contact ada' }] })
})

test.each([
  ['no JSON', '{stage', 400, 'where'],
  ['no conditions', '[1]', 422, ''],
  ['an unknown condition', '{"stge":"mql"}', 422, 'Did you mean “stage”?'],
  ['an unknown stage within', '{"all":[{"known":true},{"stage":"mqll"}]}', 422, 'all.1.stage'],
  ['a longer text than any', JSON.stringify({ 'traits.x': 'x'.repeat(30_000) }), 400, 'where'],
])('%s is refused', async (_, where, status, says) => {
  const answer = await app.ask('GET', query({ where }))
  expect(answer).toMatchObject({ status, body: { detail: expect.stringContaining(says) } })
})

describe('a segment', () => {
  test('is saved, listed, changed and deleted, and each change is noted', async () => {
    const made = await app.ask('POST', '/api/v1/segments', {
      name: 'Große Kunden!',
      where: { 'traits.seats': { at_least: 20 } },
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(SegmentView.parse(made.body)).toMatchObject({ key: 'gro_e_kunden', kept: 'columns', note: '', usedBy: [] })
    expect(namesOf(await list({ segment: 'gro_e_kunden' }))).toEqual(['cyd', 'dee'])
    const again = await app.ask('POST', '/api/v1/segments', { name: 'x', key: 'gro_e_kunden', where: { known: true } })
    expect(again.status).toBe(409)
    const changes = { name: 'Large', where: { all: [{ did: 'Video Watched' }, { 'traits.seats': { at_least: 20 } }] } }
    expect((await app.ask('PATCH', '/api/v1/segments/gro_e_kunden', changes)).status).toBe(200)
    await expect
      .poll(async () => namesOf(await list({ segment: 'gro_e_kunden' })), { timeout: 20_000 })
      .toEqual(['cyd'])
    const { segments } = SegmentList.parse((await app.ask('GET', '/api/v1/segments')).body)
    expect(segments).toMatchObject([{ name: 'Large', kept: 'walk', state: 'ready', count: 1 }])
    expect((await app.ask('DELETE', '/api/v1/segments/gro_e_kunden')).status).toBe(204)
    expect((await app.ask('DELETE', '/api/v1/segments/gro_e_kunden')).status).toBe(404)
    expect((await app.ask('GET', query({ segment: 'gro_e_kunden' }))).status).toBe(404)
    const { items } = (await app.ask('GET', '/api/v1/audit?what=segment')).body as { items: { action: string }[] }
    expect(items.map(({ action }) => action)).toEqual(['segment.deleted', 'segment.changed', 'segment.created'])
  })

  test('follows what happens within seconds', async () => {
    await app.ask('POST', '/api/v1/segments', { name: 'Watched', where: { did: 'Video Watched' } })
    await expect
      .poll(async () => namesOf(await list({ segment: 'watched' })), { timeout: 20_000 })
      .toEqual(['ada', 'cyd'])
    await app.send({ type: 'track', userId: 'dee', event: 'Video Watched' })
    await expect
      .poll(async () => namesOf(await list({ segment: 'watched' })), { timeout: 20_000 })
      .toEqual(['ada', 'cyd', 'dee'])
    const { body } = await app.ask('GET', '/api/v1/suggestions?of=segments')
    expect(body).toEqual({ items: [{ value: 'watched', count: 3 }] })
  })

  test('is copied into the lifecycle that names it, and stays there', async () => {
    const before = (await app.ask('GET', '/api/v1/lifecycle')).body as { document: string; version: number }
    const document = `${before.document}\ndefine_by_segment: 1\n`
    expect((await app.ask('POST', '/api/v1/lifecycle/validate', { document })).body).toMatchObject({ valid: false })
    const named = before.document.replace(/^define:\n/m, 'define:\n  watching: { segment: watched }\n')
    expect(named).not.toBe(before.document)
    expect((await app.ask('POST', '/api/v1/lifecycle/validate', { document: named })).body).toMatchObject({
      valid: true,
    })
    const wrong = named.replace('segment: watched', 'segment: watchd')
    const { body } = await app.ask('POST', '/api/v1/lifecycle/validate', { document: wrong })
    expect(body).toMatchObject({ valid: false, faults: [{ text: expect.stringContaining('Did you mean “watched”?') }] })
    const published = await app.ask(
      'PUT',
      '/api/v1/lifecycle',
      { document: named, message: '' },
      { 'if-match': `"v${before.version}"` },
    )
    expect(published.status, JSON.stringify(published.body)).toBe(200)
    const after = (await app.ask('GET', '/api/v1/lifecycle')).body as { document: string }
    expect(after.document).toMatch(/segments:\n {2}watched:\n {4}did: Video Watched/)
    const used = SegmentView.parse((await app.ask('GET', '/api/v1/segments/watched')).body)
    expect(used.usedBy).toEqual(['define.watching'])
    expect((await app.ask('DELETE', '/api/v1/segments/watched')).status).toBe(204)
    expect(((await app.ask('GET', '/api/v1/lifecycle')).body as { document: string }).document).toBe(after.document)
  })

  test('is changed by whoever may change contacts, and seen by whoever may read', async () => {
    const body = { name: 'Mine', where: { known: true } }
    expect((await rep.ask('POST', '/api/v1/segments', body)).status).toBe(403)
    expect((await rep.ask('GET', '/api/v1/segments')).status).toBe(200)
    const bearer = { authorization: `Bearer ${app.keys.read}` }
    expect((await app.ask('POST', '/api/v1/segments', body, bearer)).status).toBe(403)
    expect((await app.ask('POST', '/api/v1/segments/count', { where: { known: true } }, bearer)).status).toBe(200)
  })
})
