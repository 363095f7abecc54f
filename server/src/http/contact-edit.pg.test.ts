import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContactParts, DuplicatePage, MergePreview, SplitAnswer } from '../contract/contact-edit.ts'
import type { ContactDetail, ContactPage } from '../contract/contacts.ts'
import type { EventPage } from '../contract/events.ts'
import { createPrograms } from '../features/lifecycle/programs.ts'
import { checkReplay } from '../flows/check-replay.ts'
import { findDuplicates } from '../flows/find-duplicates.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
const clock = { ahead: 0 }
const now = () => Date.now() + clock.ahead
const quiet = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} }

beforeAll(async () => {
  app = await startTestApp({ now })
})

afterAll(async () => {
  const ripen = { db: app.database.db, programs: createPrograms(), log: quiet as never, now }
  const checked = await checkReplay(ripen)
  await app.close()
  expect(checked).toMatchObject({ clean: true, examples: [] })
})

const ask = async <Body>(method: string, path: string, body?: unknown) => {
  const answer = await app.ask(method, `/api/v1${path}`, body)
  return { status: answer.status, body: answer.body as Body & { detail: string } }
}
const create = (body: unknown) => ask<ContactDetail>('POST', '/contacts', body)
const edit = (id: string, body: unknown) => ask<ContactDetail>('PATCH', `/contacts/${id}`, body)
const read = async (id: string) => (await ask<ContactDetail>('GET', `/contacts/${id}`)).body
const texts = async (id: string) =>
  (await ask<EventPage>('GET', `/contacts/${id}/events`)).body.items.map(({ text }) => text)
const nobody = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'

describe('a contact that is created', () => {
  test('is claimed as a message would claim it, joins the company of its address, and says who made it', async () => {
    const made = await create({
      identities: [{ kind: 'phone', value: '+49 30 901820' }],
      traits: { email: ' Ada@Acme.Example', firstName: 'Ada', lastName: 'Lovelace' },
    })
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Ada Lovelace', email: 'ada@acme.example', known: true, account: { id: expect.any(String) } },
    })
    expect(made.body.identities.map(({ kind, value }) => `${kind} ${value}`).sort()).toEqual([
      'email ada@acme.example',
      'phone +4930901820',
    ])
    await app.send({
      type: 'track',
      event: 'Subscribed',
      traits: {},
      context: { traits: { email: 'ada@acme.example' } },
    })
    expect(await texts(made.body.id)).toEqual([
      'Subscribed to “newsletter”',
      'An API key set email, lastName and firstName',
      'Joined an account',
    ])
  })

  test.each<[object, number, string]>([
    [{ traits: { email: 'ADA@acme.example' } }, 409, 'is the contact “Ada Lovelace” already'],
    [{ identities: [{ kind: 'phone', value: '+4930901820' }] }, 409, 'already'],
    [{ traits: { name: 'No Name' } }, 422, 'something to be reached or named by'],
    [{ traits: { email: 'not an address' } }, 422, '“not an address” is no e-mail address'],
    [{ identities: [{ kind: 'phone', value: '12' }] }, 422, 'is no phone number'],
    [{ identities: [{ kind: 'user', value: 'null' }] }, 422, 'cannot be a user id'],
    [{ identities: [{ kind: 'fax', value: '1' }] }, 400, 'identities'],
    [{ traits: { email: 'big@acme.example', note: 'x'.repeat(100_000) } }, 400, 'note'],
    [{ traits: { email: 'a\0b@acme.example' } }, 400, ''],
  ])('that cannot be is refused in words, case %#', async (body, status, words) => {
    const refused = await create(body)
    expect(refused).toMatchObject({ status, body: { detail: expect.stringContaining(words) } })
  })

  test('by two people at once is one contact', async () => {
    const both = await Promise.all([1, 2].map(() => create({ traits: { email: 'twice@acme.example' } })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    const found = await ask<ContactPage>('GET', '/contacts?email=twice@acme.example')
    expect(found.body.items).toHaveLength(1)
  })

  test('with script for a name keeps it as text', async () => {
    const { body } = await create({ traits: { email: 'script@x.example', name: '<script>alert(1)</script>' } })
    expect(body.name).toBe('<script>alert(1)</script>')
  })
})

describe('a contact that is edited', () => {
  test('keeps what was said before in its history, and says who changed what', async () => {
    const { body } = await create({ traits: { email: 'edit@acme.example', title: 'Analyst', city: 'Bern' } })
    const edited = await edit(body.id, {
      set: { title: 'Head of Data', city: null },
      was: { title: 'Analyst', city: 'Bern' },
    })
    expect(edited).toMatchObject({
      status: 200,
      body: { traits: { email: 'edit@acme.example', title: 'Head of Data' } },
    })
    expect(edited.body.traits).not.toHaveProperty('city')
    expect((await texts(body.id))[0]).toBe('An API key set title and removed city')
    const { items } = (await ask<{ items: object[] }>('GET', `/audit?on=${body.id}`)).body
    expect(items[0]).toMatchObject({
      action: 'contact.edited',
      before: { title: 'Analyst', city: 'Bern' },
      after: { title: 'Head of Data', city: null },
    })
  })

  test('by two people is not overwritten by the second', async () => {
    const { body } = await create({ traits: { email: 'race@acme.example', title: 'Analyst' } })
    await edit(body.id, { set: { title: 'Engineer' }, was: { title: 'Analyst' } })
    const second = await edit(body.id, { set: { title: 'Boss' }, was: { title: 'Analyst' } })
    expect(second).toMatchObject({ status: 409, body: { detail: expect.stringContaining('has changed title') } })
    expect((await read(body.id)).traits).toMatchObject({ title: 'Engineer' })
  })

  test('takes a further address, which is then its own, and none of another’s', async () => {
    const { body } = await create({ traits: { email: 'first@acme.example' } })
    const added = await edit(body.id, { identities: [{ kind: 'email', value: 'second@acme.example' }] })
    expect(added.body.identities.map(({ value }) => value)).toContain('second@acme.example')
    await app.send({ type: 'identify', traits: { email: 'second@acme.example', city: 'Rome' } })
    expect((await read(body.id)).traits).toMatchObject({ city: 'Rome' })
    const taken = await edit(body.id, { set: { email: 'ada@acme.example' } })
    expect(taken).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Ada Lovelace') } })
  })

  test('where nothing changes writes nothing; where nobody is it is 404', async () => {
    const { body } = await create({ traits: { email: 'same@acme.example', title: 'Boss' } })
    const before = (await texts(body.id)).length
    await edit(body.id, { set: { title: 'Boss' } })
    expect(await texts(body.id)).toHaveLength(before)
    expect((await edit(nobody, { set: { title: 'x' } })).status).toBe(404)
    expect((await edit('not-an-id', { set: { title: 'x' } })).status).toBe(400)
  })
})

describe('a merge that is looked at first', () => {
  test('is what then comes of it, and nothing until then', async () => {
    const one = (await create({ traits: { email: 'one@merge.example', title: 'Analyst', city: 'Bern' } })).body
    const two = (await create({ traits: { email: 'two@merge.example', title: 'Boss' } })).body
    const before = await read(one.id)
    const { status, body } = await ask<MergePreview>('POST', `/contacts/${one.id}/merge/preview`, { other: two.id })
    expect(status).toBe(200)
    expect(body.merged.traits).toMatchObject({ title: 'Boss', city: 'Bern' })
    expect(await read(one.id)).toEqual(before)
    expect((await ask('POST', `/contacts/${one.id}/merge`, { other: two.id })).status).toBe(200)
    const merged = await read(one.id)
    const { activeAt: _, ...shown } = merged
    expect(body.merged).toMatchObject(shown)
    // Round in a circle, with itself, with nobody.
    expect((await ask('POST', `/contacts/${two.id}/merge`, { other: one.id })).status).toBe(409)
    expect((await ask('POST', `/contacts/${one.id}/merge/preview`, { other: one.id })).status).toBe(409)
    expect((await ask('POST', `/contacts/${one.id}/merge/preview`, { other: nobody })).status).toBe(404)
  })
})

describe('a contact that is taken apart', () => {
  test('along a merge gives each its own past', async () => {
    const one = (await create({ traits: { email: 'one@parts.example' } })).body
    const two = (await create({ traits: { email: 'two@parts.example' } })).body
    await ask('POST', `/contacts/${one.id}/merge`, { other: two.id })
    const { parts } = (await ask<ContactParts>('GET', `/contacts/${one.id}/parts`)).body
    expect(parts).toMatchObject([
      { row: one.id, standing: true, identities: [{ value: 'one@parts.example' }] },
      {
        row: two.id,
        standing: false,
        into: one.id,
        mergedBy: { key: expect.any(String) },
        identities: [{ value: 'two@parts.example' }],
      },
    ])
    const refused = await ask('POST', `/contacts/${one.id}/split`, {
      identities: [{ kind: 'email', value: 'two@parts.example' }],
    })
    expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('Undo that merge') } })
    expect((await ask('POST', `/contacts/${one.id}/unmerge`, { other: two.id })).status).toBe(200)
    expect((await read(two.id)).email).toBe('two@parts.example')
  })

  test('by an address gives what comes by it from then on to another, and can be merged again', async () => {
    const { body } = await create({ traits: { email: 'stays@split.example', name: 'Stay' } })
    await edit(body.id, { identities: [{ kind: 'email', value: 'leaves@split.example' }] })
    await edit(body.id, { set: { email: 'leaves@split.example' } })
    await app.send({ type: 'identify', traits: { email: 'leaves@split.example', title: 'Before' } })
    const { status, body: split } = await ask<SplitAnswer>('POST', `/contacts/${body.id}/split`, {
      identities: [{ kind: 'email', value: 'leaves@split.example' }],
    })
    expect(status).toBe(201)
    // The intake looks once a second whether identities were moved by hand.
    clock.ahead += 2000
    await app.send({ type: 'identify', traits: { email: 'leaves@split.example', title: 'After' } })
    expect(await read(split.other)).toMatchObject({
      email: 'leaves@split.example',
      traits: { title: 'After' },
      known: true,
    })
    expect(await read(body.id)).toMatchObject({
      email: 'stays@split.example',
      name: 'Stay',
      traits: { title: 'Before' },
    })
    expect((await texts(body.id))[0]).toBe('An API key took out of it what is another person’s')
    expect(await texts(split.other)).toContain('An API key took it out of another contact')
    expect((await ask('POST', `/contacts/${body.id}/merge`, { other: split.other })).status).toBe(200)
    expect((await read(body.id)).identities.map(({ value }) => value)).toContain('leaves@split.example')
  })

  test('is refused where nothing would be left, or where it is not its own', async () => {
    const { body } = await create({ traits: { email: 'alone@split.example' } })
    const split = (value: string) =>
      ask('POST', `/contacts/${body.id}/split`, { identities: [{ kind: 'email', value }] })
    expect(await split('alone@split.example')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('has to stay') },
    })
    expect(await split('strange@split.example')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('does not belong') },
    })
    expect(
      (await ask('POST', `/contacts/${nobody}/split`, { identities: [{ kind: 'email', value: 'x@y.example' }] }))
        .status,
    ).toBe(404)
  })
})

describe('duplicates', () => {
  const find = async () => {
    const ripen = { db: app.database.db, programs: createPrograms(), log: quiet as never, now }
    while ((await findDuplicates(ripen)) > 0);
    return (await ask<DuplicatePage>('GET', '/duplicates?limit=50')).body
  }

  test('are shown side by side, told apart, and proposed again', async () => {
    const one = (await create({ traits: { email: 'alike@dup.example', name: 'Al Ike' } })).body
    const other = (await create({ traits: { email: 'al.ike+x@dup.example' } })).body
    const pairOf = ({ items }: DuplicatePage) =>
      items.find(({ one: a, other: b }) => [a.id, b.id].sort().join() === [one.id, other.id].sort().join())
    expect(pairOf(await find())).toMatchObject({ reasons: ['address'] })
    const beside = await ask<DuplicatePage>('GET', `/contacts/${one.id}/duplicates`)
    expect(beside.body.items).toHaveLength(1)
    const path = `/duplicates/${other.id}/${one.id}`
    expect((await ask('POST', `${path}/apart`)).body).toEqual({ outcome: 'apart' })
    expect(pairOf(await find())).toBeUndefined()
    expect((await ask('POST', `${path}/reopen`)).body).toEqual({ outcome: 'open' })
    expect(pairOf(await find())).toBeDefined()
    await ask('POST', `/contacts/${one.id}/merge`, { other: other.id })
    expect(pairOf((await ask<DuplicatePage>('GET', '/duplicates')).body)).toBeUndefined()
    expect((await ask('POST', `/duplicates/${one.id}/${nobody}/apart`)).status).toBe(404)
  })

  test('are not for keys that only read', async () => {
    const answer = await app.ask('GET', '/api/v1/duplicates', undefined, { authorization: `Bearer ${app.keys.read}` })
    expect(answer.status).toBe(403)
    const made = await app.ask(
      'POST',
      '/api/v1/contacts',
      { traits: { email: 'k@x.example' } },
      { authorization: `Bearer ${app.keys.read}` },
    )
    expect(made.status).toBe(403)
  })
})
