import { expect, test } from 'vitest'
import type { Lookups } from '../segment/reading.ts'
import { ownKinds } from './own-kinds.ts'
import { type OwnEventContext, readOwnEvent } from './read-own-event.ts'

const now = Date.parse('2026-03-01T12:00:00.000Z')
const lookups: Lookups = {
  emailKind: () => 'corporate',
  corporateDomain: (email) => email.split('@')[1] ?? null,
  normalisePhone: (phone) => (phone.startsWith('+') ? phone : null),
  isMachine: () => false,
}
const key = { id: 'f1', kind: 'full', historical: false } as const
const context: OwnEventContext = { place: 'events[1]', key, receivedAt: now, lookups }

test.each([
  [
    { kind: 'page', data: { path: '/a' } },
    { kind: 'page', name: '', data: { path: '/a' } },
  ],
  [
    {
      kind: 'page',
      data: { url: 'https://q.example/a?utm_source=google&utm_medium=cpc&utm_campaign=spring', referrer: '' },
    },
    { kind: 'page', data: { path: '/a' }, stamp: { source: 'paid_search', medium: 'cpc', campaign: 'spring' } },
  ],
  [
    { kind: 'traits', data: { set: { address: { country: ' de' } } } },
    { kind: 'traits', stamp: { country: 'DE' } },
  ],
  [
    { kind: 'screen', name: 'Home' },
    { kind: 'screen', name: 'Home', data: {} },
  ],
  [
    { kind: 'track', name: 'Meeting Held', data: { minutes: 30 } },
    { kind: 'track', name: 'Meeting Held', data: { minutes: 30 } },
  ],
  [
    { kind: 'traits', data: { set: { email: 'A@q.example', seats: null } } },
    {
      kind: 'traits',
      name: '',
      data: { set: { email: 'a@q.example', seats: null } },
      stamp: { email_kind: 'corporate' },
    },
  ],
  [
    { kind: 'conversion', name: 'demo', data: { offer: 'bottom', gave: ['email'] } },
    { kind: 'conversion', name: 'demo', data: { offer: 'bottom', gave: ['email'] } },
  ],
  [
    { kind: 'subscription', name: 'news' },
    { kind: 'subscription', name: 'news', data: { on: true } },
  ],
  [
    { kind: 'communication', name: 'Call', data: { medium: 'call', direction: 'out', note: 'x' } },
    { kind: 'communication', name: 'Call', data: { medium: 'call', direction: 'out', note: 'x' } },
  ],
  [
    { kind: 'answer', name: 'discovery', data: { values: { budget: 'yes' } } },
    { kind: 'answer', name: 'discovery', data: { values: { budget: 'yes' } } },
  ],
  [
    { kind: 'handoff', name: 'sales', data: { state: 'accepted' } },
    { kind: 'handoff', name: 'sales', data: { state: 'accepted' } },
  ],
  [
    { kind: 'asserted', name: 'mql' },
    { kind: 'asserted', name: 'mql', data: { by: 'crm' } },
  ],
])('%j is taken as its kind', (message, event) => {
  const reading = readOwnEvent({ userId: 'u1', ...message }, context)
  expect(reading).toMatchObject({ taken: { channel: 'server', source: 'f1', events: [event], opportunity: null } })
})

test('a deal is taken by its id', () => {
  const message = {
    kind: 'opportunity',
    name: 'o1',
    email: 'a@q.example',
    data: { state: 'won', amount: 10, role: 'buyer' },
  }
  expect(readOwnEvent({ ...message, account: { id: 'g1', traits: { plan: 'x' } } }, context)).toMatchObject({
    taken: {
      events: [],
      opportunity: { id: 'o1', state: 'won', set: { amount: '10' }, role: 'buyer', people: [] },
      group: { id: 'g1', traits: { plan: 'x' } },
      domain: 'q.example',
    },
  })
})

test('who it was may be said in every way', () => {
  const message = { kind: 'page', anonymousId: 'a', phone: '+44', email: 'a@q.example', userId: 9, account: 'g' }
  expect(readOwnEvent(message, context)).toMatchObject({
    taken: {
      identities: [
        { kind: 'user', value: '9' },
        { kind: 'email', value: 'a@q.example' },
        { kind: 'phone', value: '+44' },
        { kind: 'anonymous', value: 'a' },
      ],
      group: { id: 'g', traits: {} },
    },
  })
})

test.each([
  ['a kind that nobody knows', { kind: 'visit' }, 'unknown_type', 'events[1].kind'],
  ['a kind that only Ripen makes', { kind: 'ruling', name: 'mql' }, 'not_allowed', 'events[1].kind'],
  ['no kind', {}, 'wrong_type', 'events[1].kind'],
  ['no name where one is needed', { kind: 'track' }, 'missing_field', 'events[1].name'],
  ['a field that nobody knows', { kind: 'page', when: 'now' }, 'invalid_value', 'events[1]'],
  ['a time that cannot be read', { kind: 'page', at: 'soon' }, 'invalid_value', 'events[1].at'],
  ['data in a list', { kind: 'page', data: [] }, 'wrong_type', 'events[1].data'],
  [
    'an unknown medium',
    { kind: 'communication', name: 'x', data: { medium: 'fax', direction: 'in' } },
    'invalid_value',
    'events[1].data.medium',
  ],
  ['traits without a set', { kind: 'traits', data: {} }, 'wrong_type', 'events[1].data.set'],
  [
    'an unknown offer',
    { kind: 'conversion', name: 'x', data: { offer: 'best' } },
    'invalid_value',
    'events[1].data.offer',
  ],
  [
    'a deal of an unknown kind',
    { kind: 'opportunity', name: 'o', data: { kind: 'big' } },
    'invalid_value',
    'events[1].data.kind',
  ],
  ['a NUL', { kind: 'track', name: 'a\0' }, 'invalid_value', 'events[1].name'],
])('%s is rejected with its place', (_name, message, reason, place) => {
  expect(readOwnEvent({ userId: 'u1', ...message }, context)).toMatchObject({ rejected: { reason, place } })
})

test('nobody, nothing and a public key are rejected', () => {
  expect(readOwnEvent({ kind: 'page' }, context)).toMatchObject({ rejected: { reason: 'no_identity' } })
  expect(readOwnEvent(null, context)).toMatchObject({ rejected: { reason: 'not_an_object', place: 'events[1]' } })
  const writeKey = { ...key, kind: 'write' } as const
  expect(readOwnEvent({ kind: 'page', userId: 'u' }, { ...context, key: writeKey })).toMatchObject({
    rejected: { reason: 'not_allowed' },
  })
})

test('times are clamped as for every live key, and free for a historical one', () => {
  const message = { kind: 'page', userId: 'u', at: '2020-01-01T00:00:00Z' }
  const live = readOwnEvent(message, context)
  expect(live).toMatchObject({ taken: { at: now - 30 * 86_400_000, sentTime: Date.UTC(2020, 0) } })
  const historical = readOwnEvent(message, { ...context, key: { ...key, historical: true } })
  expect(historical).toMatchObject({ taken: { at: Date.UTC(2020, 0), sentTime: null } })
})

test('there is a schema for every kind that may be sent, and for no other', () => {
  expect(ownKinds).toEqual([
    'page',
    'screen',
    'track',
    'traits',
    'conversion',
    'subscription',
    'communication',
    'opportunity',
    'answer',
    'handoff',
    'asserted',
  ])
})
