import { expect, test } from 'vitest'
import type { Incoming } from '../../domain/incoming.ts'
import type { JsonObject } from '../../domain/json.ts'
import { namedEvents } from './named-events.ts'
import { type MessageContext, readMessage } from './read-message.ts'
import type { Lookups } from './reading.ts'

const now = Date.parse('2026-03-01T12:00:00.000Z')

const lookups: Lookups = {
  emailKind: (email) => (email.endsWith('@mail.example') ? 'free' : 'corporate'),
  corporateDomain: (email) => (email.endsWith('@mail.example') ? null : (email.split('@')[1] ?? null)),
  normalisePhone: (phone) => (/^\+[\d ]+$/.test(phone) ? phone.replaceAll(' ', '') : null),
  isMachine: (userAgent) => userAgent.includes('bot'),
}

const publicKey = { id: 'w1', kind: 'write', historical: false } as const
const fullKey = { id: 'f1', kind: 'full', historical: false } as const
const context: MessageContext = { type: null, batch: null, place: '', key: fullKey, receivedAt: now, lookups }

function taken(message: unknown, around: Partial<MessageContext> = {}): Incoming {
  const reading = readMessage(message, { ...context, ...around })
  if ('rejected' in reading) throw new Error(JSON.stringify(reading.rejected))
  return reading.taken
}

const track = (event: string, properties: JsonObject = {}) => ({ type: 'track', userId: 'u1', event, properties })

test.each([
  ['not an object', 5, 'not_an_object', 'batch[2]'],
  ['without a type', { userId: 'u' }, 'missing_field', 'batch[2].type'],
  ['of an unknown type', { type: 'delete', userId: 'u' }, 'unknown_type', 'batch[2].type'],
  ['with a type that is a number', { type: 7, userId: 'u' }, 'wrong_type', 'batch[2].type'],
  ['without anybody', { type: 'page' }, 'no_identity', 'batch[2]'],
  ['with empty ids', { type: 'page', userId: ' ', anonymousId: '' }, 'no_identity', 'batch[2]'],
  ['with an id that is an object', { type: 'page', userId: {} }, 'wrong_type', 'batch[2].userId'],
  ['with an older id that is a list', { type: 'page', anonymous_id: [] }, 'wrong_type', 'batch[2].anonymous_id'],
  [
    'with a message id that is true',
    { type: 'page', userId: 'u', messageId: true },
    'wrong_type',
    'batch[2].messageId',
  ],
  ['with properties in a list', { type: 'page', userId: 'u', properties: [] }, 'wrong_type', 'batch[2].properties'],
  ['with traits as text', { type: 'identify', userId: 'u', traits: 'x' }, 'wrong_type', 'batch[2].traits'],
  ['with a context that is a number', { type: 'page', userId: 'u', context: 1 }, 'wrong_type', 'batch[2].context'],
  ['of a track without a name', { type: 'track', userId: 'u' }, 'missing_field', 'batch[2].event'],
  ['of a track whose name is a number', { type: 'track', userId: 'u', event: 4 }, 'wrong_type', 'batch[2].event'],
  ['of a name without end', { type: 'track', userId: 'u', event: 'x'.repeat(501) }, 'invalid_value', 'batch[2].event'],
  ['of a page whose name is a list', { type: 'page', userId: 'u', name: [] }, 'wrong_type', 'batch[2].name'],
  ['of a group without its id', { type: 'group', userId: 'u' }, 'missing_field', 'batch[2].groupId'],
  ['of an alias without the former id', { type: 'alias', userId: 'u' }, 'missing_field', 'batch[2].previousId'],
  ['of an alias without the new id', { type: 'alias', previousId: 'a' }, 'missing_field', 'batch[2].userId'],
  ['with a NUL', { type: 'page', userId: 'u\0' }, 'invalid_value', 'batch[2].userId'],
])('a message %s is rejected with its place', (_name, message, reason, place) => {
  expect(readMessage(message, { ...context, place: 'batch[2]' })).toMatchObject({ rejected: { reason, place } })
})

test.each([
  ['its own type', { type: 'page', action: 'track' }, 'track', 'page'],
  ['its action', { action: 'screen' }, 'track', 'screen'],
  ['the address', {}, 'page', 'page'],
  ['the address, where the action is none', { action: 'clicked' }, 'page', 'page'],
] as const)('a message is what %s says', (_name, message, type, kind) => {
  expect(taken({ ...message, userId: 'u' }, { type }).events[0]?.kind).toBe(kind)
})

test('a track keeps its properties, and ids in either spelling, numbers too', () => {
  const incoming = taken({
    type: 'track',
    user_id: 7,
    anonymous_id: 'a1',
    event: ' Trial Started ',
    properties: { seats: 5 },
  })
  expect(incoming.events).toEqual([{ kind: 'track', name: 'Trial Started', data: { seats: 5 }, stamp: {} }])
  expect(incoming.identities).toEqual([
    { kind: 'user', value: '7' },
    { kind: 'anonymous', value: 'a1' },
  ])
  expect(incoming).toMatchObject({
    channel: 'server',
    source: 'f1',
    receivedAt: now,
    at: now,
    group: null,
    domain: null,
  })
})

test('a write key is the channel browser', () => {
  expect(taken({ type: 'page', anonymousId: 'a' }, { key: publicKey }).channel).toBe('browser')
})

test('an identify sets traits, and its addresses are identities, strongest first', () => {
  const incoming = taken({
    type: 'identify',
    userId: 'u1',
    anonymousId: 'a1',
    context: { traits: { plan: 'old', seats: 3 } },
    traits: {
      email: 'Ada@Quill.Example',
      phone: '+44 20 7946 0018',
      first_name: 'Ada',
      plan: 'new',
      company: { name: 'Quill' },
    },
  })
  expect(incoming.identities.map((identity) => identity.kind)).toEqual(['user', 'email', 'phone', 'anonymous'])
  const set = { plan: 'new', seats: 3, firstName: 'Ada', email: 'ada@quill.example', company: { name: 'Quill' } }
  expect(incoming.events).toMatchObject([
    { kind: 'traits', name: '', data: { set }, stamp: { email_kind: 'corporate' } },
  ])
  expect(incoming).toMatchObject({ domain: 'quill.example', group: null })
})

test.each([
  [{ country: 'de' }, { country: 'DE' }],
  [{ address: { country: ' New Zealand ' } }, { country: 'New Zealand' }],
  [{ country: '', address: 'somewhere' }, {}],
])('the country that traits tell is stamped: %j', (traits, stamp) => {
  expect(taken({ type: 'identify', userId: 'u1', traits }).events[0]?.stamp).toEqual(stamp)
})

test('an address that is none stays a trait and names nobody', () => {
  const incoming = taken({ type: 'identify', userId: 'u1', traits: { email: 'at home', phone: 'none' } })
  expect(incoming.identities).toEqual([{ kind: 'user', value: 'u1' }])
  expect(incoming.events).toEqual([
    { kind: 'traits', name: '', data: { set: { email: 'at home', phone: 'none' } }, stamp: {} },
  ])
})

test('an identify without traits is an event too, since it names the contact', () => {
  expect(taken({ type: 'identify', userId: 'u1' }).events).toEqual([
    { kind: 'traits', name: '', data: { set: {} }, stamp: {} },
  ])
})

test.each([
  [
    'a group call',
    { type: 'group', groupId: 'g', traits: { website: 'https://q.example', employee_count: 4 } },
    { website: 'https://q.example', employees: 4 },
  ],
  ['the context', { type: 'track', event: 'X', context: { groupId: 'g' } }, {}],
  ['a company with an id', { type: 'identify', traits: { company: { id: 'g', name: 'Q' } } }, { name: 'Q' }],
  [
    'both, the same',
    { type: 'identify', context: { groupId: 'g' }, traits: { company: { id: 'g', plan: 'x' } } },
    { plan: 'x' },
  ],
  [
    'the context before the company',
    { type: 'identify', context: { groupId: 'g' }, traits: { company: { id: 'h', plan: 'x' } } },
    {},
  ],
])('the account is named by %s', (_name, message, traits) => {
  expect(taken({ userId: 'u1', ...message }).group).toEqual({ id: 'g', traits })
})

test("the address among a group's traits is the company's", () => {
  expect(
    taken({ type: 'group', userId: 'u', groupId: 'g', traits: { email: 'info@q.example' } }).identities,
  ).toHaveLength(1)
})

test('an alias joins an anonymous id', () => {
  const incoming = taken({ type: 'alias', previousId: 'a1', userId: 'u1' }, { key: publicKey })
  expect(incoming).toMatchObject({ previous: { kind: 'anonymous', value: 'a1' }, events: [] })
})

test.each([
  ['its properties', { properties: { path: '/a', url: 'https://x.example/b' } }, '/a'],
  ['the context', { context: { page: { path: '/c', url: 'https://x.example/b' } } }, '/c'],
  ['its address', { properties: { url: 'https://x.example/b?q=1' } }, '/b'],
  ['nothing', { properties: { url: 'nonsense' } }, undefined],
])('the path of a page comes from %s', (_name, message, path) => {
  expect(taken({ type: 'page', userId: 'u', ...message }).events[0]?.data['path']).toBe(path)
})

test('a page is completed from the context, named, and stamped with its source', () => {
  const page = {
    url: 'https://x.example/?utm_source=n',
    title: 'T',
    referrer: 'https://y.example/',
    search: '?utm_source=n',
  }
  const campaign = { source: 'newsletter', medium: 'email', name: 'spring' }
  const message = { type: 'page', anonymousId: 'a', name: 'Home', category: 'Site', properties: { title: 'Own' } }
  const event = taken({ ...message, context: { page, campaign } }).events[0]
  expect(event).toMatchObject({
    kind: 'page',
    name: 'Home',
    data: { ...page, title: 'Own', path: '/', category: 'Site' },
  })
  expect(event?.stamp).toMatchObject({ source: 'email', campaign: 'spring' })
})

test('other events are touches only by a campaign of their own', () => {
  const page = { url: 'https://x.example/', referrer: 'https://y.example/' }
  expect(taken({ ...track('X'), context: { page } }).events[0]?.stamp).toEqual({})
  const campaign = { source: 'newsletter', medium: 'email' }
  expect(taken({ ...track('X'), context: { campaign } }).events[0]?.stamp).toMatchObject({ source: 'email' })
})

test.each([['userAgent'], ['user_agent']])('what a machine does is stamped, by %s', (name) => {
  expect(taken({ ...track('X'), context: { [name]: 'a bot' } }).events[0]?.stamp).toEqual({ human: false })
})

test.each(Object.keys(namedEvents))('%s is not taken from a public key', (event) => {
  const reading = readMessage(track(event, { id: 'o1' }), { ...context, key: publicKey })
  expect(reading).toMatchObject({ rejected: { reason: 'not_allowed', place: 'event' } })
})

test.each([
  [
    'names its point and what was given',
    { formId: 'demo', fields: ['email', 'company'], value: 0 },
    'demo',
    { gave: ['email', 'company'], value: 0 },
  ],
  [
    'keeps names, not what was typed in',
    { form_id: 'f', fields: { email: 'a@b.example', note: '' } },
    'f',
    { gave: ['email'] },
  ],
  ['has an offer level', { point: 'p', offer: 'Bottom' }, 'p', { offer: 'bottom' }],
  ['keeps an offer that is no level apart', { form: 'p', offer: 'E-book' }, 'p', { offerText: 'E-book' }],
  ['without a point is still one', { name: '' }, 'form', { name: '' }],
])('a submitted form %s', (_name, properties, name, data) => {
  expect(taken(track('Form Submitted', properties as JsonObject)).events).toEqual([
    { kind: 'conversion', name, data, stamp: {} },
  ])
})

test('a form that brings traits along sets them first, and its address names the contact', () => {
  const incoming = taken({
    type: 'track',
    anonymousId: 'a',
    event: 'Form Submitted',
    properties: { formId: 'f', traits: { email: 'a@q.example' } },
  })
  expect(incoming.events.map((event) => event.kind)).toEqual(['traits', 'conversion'])
  expect(incoming.events[1]?.data).toEqual({ gave: ['email'] })
  expect(incoming.identities[0]).toEqual({ kind: 'email', value: 'a@q.example' })
})

test.each([
  ['Subscribed', {}, 'newsletter', { on: true }],
  ['Unsubscribed', { list: 'product', why: 'x' }, 'product', { on: false, why: 'x' }],
])('%s is a subscription', (event, properties, name, data) => {
  expect(taken(track(event, properties as JsonObject)).events).toEqual([
    { kind: 'subscription', name, data, stamp: {} },
  ])
})

test.each([
  [
    'Opportunity Created',
    { opportunityId: 'o1', kind: 'new', amount: 1200.5, currency: 'eur' },
    'open',
    { kind: 'new', amount: '1200.5', currency: 'EUR' },
  ],
  ['Opportunity Changed', { opportunity_id: 'o1', step: 'Demo', closes: 'May' }, null, { step: 'Demo', closes: 'May' }],
  ['Opportunity Changed', { id: 'o1', state: 'won', value: '10.00' }, 'won', { amount: '10.00' }],
  ['Opportunity Won', { id: 'o1', state: 'open', reason: null }, 'won', {}],
  ['Opportunity Lost', { id: 'o1', reason: 'price', amount: 0.1 + 0.2 }, 'lost', { reason: 'price', amount: '0.3' }],
])('%s tells of a deal', (event, properties, state, set) => {
  const incoming = taken(track(event, properties as JsonObject))
  expect(incoming).toMatchObject({ events: [], opportunity: { id: 'o1', state, people: [], role: null } })
  expect(incoming.opportunity?.set).toEqual(set)
})

test.each([
  ['no id', {}, 'missing_field', 'properties.opportunityId'],
  ['an id that is a list', { id: [] }, 'wrong_type', 'properties.id'],
  ['an unknown kind', { id: 1, kind: 'upsell' }, 'invalid_value', 'properties.kind'],
  ['an unknown state', { id: 1, state: 'stuck' }, 'invalid_value', 'properties.state'],
  ['an amount in words', { id: 1, amount: 'a lot' }, 'invalid_value', 'properties.amount'],
  ['an amount beyond counting', { id: 1, amount: 1e21 }, 'invalid_value', 'properties.amount'],
  ['a currency that is none', { id: 1, currency: 'Euro' }, 'invalid_value', 'properties.currency'],
  ['people that are a text', { id: 1, people: 'Ada' }, 'wrong_type', 'properties.people'],
])('a deal with %s is rejected', (_name, properties, reason, place) => {
  expect(readMessage(track('Opportunity Changed', properties as JsonObject), context)).toMatchObject({
    rejected: { reason, place },
  })
})

test('the people of a deal come with their roles, and the first stands in where nobody is named', () => {
  const contacts = [{ email: 'A@q.example', role: 'buyer' }, { userId: 'u2' }, { name: 'nobody' }]
  const message = { type: 'track', event: 'Opportunity Created', properties: { id: 'o1', contacts, accountId: 'g1' } }
  expect(taken({ ...message, userId: 'u1' }).opportunity?.people).toEqual([
    { identity: { kind: 'email', value: 'a@q.example' }, role: 'buyer' },
    { identity: { kind: 'user', value: 'u2' }, role: null },
  ])
  expect(taken(message)).toMatchObject({
    identities: [{ kind: 'email', value: 'a@q.example' }],
    opportunity: { role: 'buyer', people: [{ identity: { kind: 'user', value: 'u2' } }] },
    group: { id: 'g1', traits: {} },
  })
})

test('what a batch says for all stands below what a message says', () => {
  const batch = { sentAt: '2026-03-01T13:00:00Z', context: { groupId: 'g', userAgent: 'bot' } }
  const message = { ...track('X'), timestamp: '2026-03-01T12:59:00Z', context: { userAgent: 'Firefox' } }
  expect(taken(message, { batch })).toMatchObject({ at: now - 60_000, group: { id: 'g' }, events: [{ stamp: {} }] })
})

test('the same message has the same key, another or another source has not', () => {
  const hex = (message: JsonObject, around: Partial<MessageContext> = {}) =>
    Buffer.from(taken(message, around).messageKey).toString('hex')
  const one = { ...track('X', { a: 1, b: 2 }) }
  expect(hex(one)).toMatch(/^[0-9a-f]{32}$/)
  expect(hex({ ...one, properties: { b: 2, a: 1 } })).toBe(hex(one))
  expect(hex({ ...one, properties: { a: 2, b: 2 } })).not.toBe(hex(one))
  expect(hex({ ...one, messageId: 'm' })).toBe(hex({ ...track('Y'), messageId: 'm' }))
  expect(hex({ ...one, messageId: 'm' })).not.toBe(hex({ ...one, messageId: 'm' }, { key: { ...fullKey, id: 'f2' } }))
})
