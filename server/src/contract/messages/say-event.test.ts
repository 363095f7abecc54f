import { expect, test } from 'vitest'
import type { JsonObject } from '../../domain/json.ts'
import { type EventKind, eventKinds } from '../../domain/vocabulary.ts'
import { sayEvent } from './say-event.ts'

test.each<[EventKind, string, JsonObject, string]>([
  ['page', 'Pricing', { path: '/pricing' }, 'Viewed /pricing'],
  ['page', '', {}, 'Viewed a page'],
  ['screen', 'Home', {}, 'Opened “Home”'],
  ['track', 'Meeting Held', {}, 'Meeting Held'],
  ['traits', '', { set: { title: 'CTO' } }, 'Told title'],
  ['traits', '', { set: { a: 1, b: 2, c: 3, d: 4, e: 5 } }, 'Told a, b, c and 2 more'],
  ['conversion', 'Demo', { offer: 'bottom', path: '/demo' }, 'Gave its details at “Demo” on /demo'],
  ['subscription', 'newsletter', { on: false }, 'Unsubscribed from “newsletter”'],
  ['communication', 'First call', { medium: 'call', direction: 'out' }, 'We called: First call'],
  ['opportunity', 'D-1', { state: 'won', amount: '1200.00', currency: 'EUR' }, 'Deal “D-1” was won, 1200.00 EUR'],
  ['answer', 'discovery', { values: { need: 'yes' } }, 'Answered one question of the checklist “discovery”'],
  ['ruling', 'sal', { reason: 'called' }, 'A person moved it to sal (called)'],
  ['void', 'x.3', { to: 'mql', reason: 'a bot' }, 'The move to mql was declared a mistake (a bot)'],
])('%s %s %j is told as %s', (kind, name, data, text) => {
  expect(sayEvent({ kind, name, data })).toBe(text)
})

test.each(eventKinds)('%s has words, also without any data', (kind) => {
  expect(sayEvent({ kind, name: '', data: {} })).not.toContain('event.')
})

test('data that names itself does not take the place of the name', () => {
  expect(sayEvent({ kind: 'track', name: 'Real', data: { name: 'other' } })).toBe('Real')
})

test('a sentence does not grow without end', () => {
  expect(sayEvent({ kind: 'track', name: 'x'.repeat(5000), data: {} })).toHaveLength(200)
})
