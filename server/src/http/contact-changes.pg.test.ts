import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContactDetail, ContactPage } from '../contract/contacts.ts'
import type { EventPage } from '../contract/events.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})

afterAll(() => app.close())

const idOf = async (user: string) =>
  ((await app.ask('GET', `/api/v1/contacts?id=${user}`)).body as ContactPage).items[0]?.id ?? ''
const stageOf = async (id: string) =>
  ((await app.ask('GET', `/api/v1/contacts/${id}`)).body as ContactDetail).positions[0]?.stage

async function newLead(user: string): Promise<string> {
  await app.send(
    { type: 'identify', userId: user, traits: { email: `${user}@people.example` } },
    { type: 'track', userId: user, event: 'Form Submitted', properties: { form: 'Demo', offer: 'bottom' } },
  )
  return idOf(user)
}

describe('a ruling', () => {
  test('moves the contact and is told as a move of the key', async () => {
    const id = await newLead('ruled')
    const { status, body } = await app.ask('POST', `/api/v1/contacts/${id}/rulings`, { to: 'sal', from: 'mql' })
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { transition: { from: 'mql', to: 'sal', cause: 'person', actor: { key: expect.any(String) } } },
    })
    expect(await stageOf(id)).toBe('sal')
  })

  test.each([
    [{ to: 'lead' }, 'A move back to Lead needs a reason.'],
    [{ to: 'nowhere' }, 'no stage'],
    [{ to: 'sql' }, 'The criteria of Sales qualified lead are not met.'],
    [{ to: 'evangelist' }, 'Evangelist is only for contacts that have been in Customer.'],
    [{ to: 'sal', from: 'lead' }, 'seen in Lead and is now in Marketing qualified lead'],
  ])('that the lifecycle does not provide for is 409, in words: %j', async (ruling, words) => {
    const id = await newLead('refused')
    const { status, body } = await app.ask('POST', `/api/v1/contacts/${id}/rulings`, ruling)
    expect({ status, body }).toMatchObject({
      status: 409,
      body: { code: 'conflict', detail: expect.stringContaining(words) },
    })
    expect(await stageOf(id)).toBe('mql')
  })

  test('with force goes against the lifecycle', async () => {
    const id = await newLead('forced')
    const ruling = { to: 'customer', reason: 'paid in cash', force: true }
    expect((await app.ask('POST', `/api/v1/contacts/${id}/rulings`, ruling)).status).toBe(200)
    expect(await stageOf(id)).toBe('customer')
  })

  test.each([{}, { to: 5 }, { to: 'sal', reason: 'a\0b' }, { to: 'sal', force: 'yes' }, { to: '' }])(
    'of another shape is 400: %j',
    async (ruling) => {
      const id = await newLead('shape')
      expect((await app.ask('POST', `/api/v1/contacts/${id}/rulings`, ruling)).status).toBe(400)
    },
  )
})

describe('a void', () => {
  test('takes a move out, once', async () => {
    const id = await newLead('voided')
    await app.ask('POST', `/api/v1/contacts/${id}/rulings`, { to: 'sal' })
    const path = `/api/v1/transitions/${id}.2/void`
    expect(await app.ask('POST', path, { reason: 'wrong person' })).toMatchObject({
      status: 200,
      body: { voided: [`${id}.2`] },
    })
    expect(await stageOf(id)).toBe('mql')
    expect((await app.ask('POST', path, { reason: 'again' })).status).toBe(409)
  })

  test('of a move that is not there is 404; without a reason 400', async () => {
    const id = await newLead('no-move')
    expect((await app.ask('POST', `/api/v1/transitions/${id}.99/void`, { reason: 'x' })).status).toBe(404)
    expect((await app.ask('POST', `/api/v1/transitions/${id}.1/void`, { reason: ' ' })).status).toBe(400)
  })
})

describe('a merge', () => {
  test('joins two rows, whose ids and events are then one person, and is undone', async () => {
    const [survivor, other] = [await newLead('one'), await newLead('two')]
    const merged = await app.ask('POST', `/api/v1/contacts/${survivor}/merge`, { other })
    expect(merged).toMatchObject({ status: 200, body: { outcome: 'merged', survivor, other } })
    expect(await idOf('two')).toBe(survivor)
    const found = (await app.ask('GET', '/api/v1/contacts?q=two@')).body as ContactPage
    expect(found.items.map(({ id }) => id)).toEqual([survivor])
    const shown = (await app.ask('GET', `/api/v1/contacts/${other}`)).body as ContactDetail
    expect(shown).toMatchObject({ id: survivor, merged: [other] })
    expect(shown.identities.map(({ value }) => value)).toEqual(expect.arrayContaining(['one', 'two']))
    const events = (await app.ask('GET', `/api/v1/contacts/${survivor}/events`)).body as EventPage
    expect(new Set(events.items.map(({ contact }) => contact))).toEqual(new Set([survivor, other]))

    await app.send({ type: 'track', userId: 'two', event: 'While merged' })
    expect((await app.ask('POST', `/api/v1/contacts/${survivor}/unmerge`, { other })).body).toMatchObject({
      outcome: 'undone',
    })
    expect(await idOf('two')).toBe(other)
    const textsOf = async (id: string) =>
      ((await app.ask('GET', `/api/v1/contacts/${id}/events`)).body as EventPage).items.map(({ text }) => text)
    expect(await textsOf(other)).toContain('While merged')
    expect(await textsOf(survivor)).not.toContain('While merged')
  })

  test('with itself, or of rows that are not joined, is 409; with nobody 404', async () => {
    const [id, other] = [await newLead('self'), await newLead('apart')]
    expect((await app.ask('POST', `/api/v1/contacts/${id}/merge`, { other: id })).status).toBe(409)
    expect((await app.ask('POST', `/api/v1/contacts/${id}/unmerge`, { other })).status).toBe(409)
    const nobody = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'
    expect((await app.ask('POST', `/api/v1/contacts/${id}/merge`, { other: nobody })).status).toBe(404)
    expect((await app.ask('GET', `/api/v1/contacts/${nobody}`)).status).toBe(404)
  })
})

describe('a request with an Idempotency-Key', () => {
  test('is carried out once, and answered letter by letter the same', async () => {
    const id = await newLead('once')
    const again = () =>
      app.ask('POST', `/api/v1/contacts/${id}/rulings`, { to: 'sal' }, { 'idempotency-key': 'ruling-once' })
    const [first, second] = [await again(), await again()]
    expect(first.status).toBe(200)
    expect(JSON.stringify(second.body)).toBe(JSON.stringify(first.body))
    expect(second.headers.get('idempotent-replayed')).toBe('true')
  })

  test('that was used for another request is 422', async () => {
    const id = await newLead('other-body')
    const path = `/api/v1/contacts/${id}/rulings`
    await app.ask('POST', path, { to: 'sal' }, { 'idempotency-key': 'k' })
    expect((await app.ask('POST', path, { to: 'sql' }, { 'idempotency-key': 'k' })).status).toBe(422)
  })

  test('of another key is another request', async () => {
    const id = await newLead('other-key')
    const path = `/api/v1/contacts/${id}/rulings`
    const made = await app.ask('POST', '/api/v1/keys', { name: 'second', kind: 'full' })
    const second = `Bearer ${(made.body as { key: string }).key}`
    await app.ask('POST', path, { to: 'sal' }, { 'idempotency-key': 'shared' })
    const headers = { 'idempotency-key': 'shared', authorization: second }
    expect((await app.ask('POST', path, { to: 'sal' }, headers)).status).toBe(409)
  })

  test('sent twice at once is carried out once', async () => {
    const id = await newLead('at-once')
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        app.ask('POST', `/api/v1/contacts/${id}/rulings`, { to: 'sal' }, { 'idempotency-key': 'at-once' }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    const { items } = (await app.ask('GET', `/api/v1/contacts/${id}/events?kind=ruling`)).body as EventPage
    expect(items).toHaveLength(1)
  })

  test('that makes a key tells its secret once', async () => {
    const make = () => app.ask('POST', '/api/v1/keys', { name: 'x', kind: 'read' }, { 'idempotency-key': 'key-1' })
    const first = await make()
    expect(first.status).toBe(201)
    expect((await make()).status).toBe(409)
    const { rows } = await app.database.db.pool.query('select answer::text from idempotency_keys')
    expect(JSON.stringify(rows)).not.toContain((first.body as { key: string }).key)
  })

  test.each(['', 'x'.repeat(256)])('that is none is 400', async (key) => {
    const headers = { 'idempotency-key': key }
    expect((await app.ask('POST', '/api/v1/keys', { name: 'x', kind: 'read' }, headers)).status).toBe(400)
  })
})
