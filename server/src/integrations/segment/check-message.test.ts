import { expect, test } from 'vitest'
import { checkMessage, messageLimits } from './check-message.ts'

const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)
const wide = (keys: number) => Object.fromEntries(Array.from({ length: keys }, (_, index) => [`k${index}`, 1]))

test.each([
  ['text', 'x', 'not_an_object', ''],
  ['nothing', null, 'not_an_object', ''],
  ['a list', [], 'not_an_object', ''],
  ['a text of a million characters', { a: 'x'.repeat(1_000_000) }, 'too_large', ''],
  ['text that is larger in bytes than in characters', { a: '€'.repeat(12_000) }, 'too_large', ''],
  ['too many fields', wide(messageLimits.keys + 1), 'too_large', ''],
  ['nesting one too deep', nested(messageLimits.depth + 2), 'too_deep', '….a.a.a.a.a.a.a.a'],
  ['nesting 20,000 deep', nested(20_000), 'too_deep', '….a.a.a.a.a.a.a.a'],
  ['a NUL in a text', { properties: { list: ['a', 'b\0'] } }, 'invalid_value', 'properties.list[1]'],
  ['a NUL in a name', { properties: { 'a\0b': 1 } }, 'invalid_value', 'properties.a\uFFFDb'],
  ['half of a surrogate pair', { event: 'x\uD83D' }, 'invalid_value', 'event'],
  ['a number beyond all bounds', JSON.parse('{"properties":{"value":1e999}}'), 'invalid_value', 'properties.value'],
])('a message is refused for %s', (_name, message, reason, place) => {
  expect(checkMessage(message, '')).toMatchObject({ rejected: { reason, place } })
})

test.each([
  ['as deep as allowed', nested(messageLimits.depth)],
  ['as wide as allowed', wide(messageLimits.keys)],
  ['just below 32 KB', { a: 'x'.repeat(messageLimits.bytes - 10) }],
  ['with whole surrogate pairs', { a: '😀', '😀': 1 }],
  ['with an empty list and object', { a: [], b: {}, c: null }],
])('a message %s is taken', (_name, message) => {
  expect(checkMessage(message, '')).toEqual({ taken: message })
})

test('the place names the message in its batch', () => {
  expect(checkMessage({ a: '\0' }, 'batch[3]')).toMatchObject({ rejected: { place: 'batch[3].a' } })
  expect(checkMessage(1, 'batch[3]')).toMatchObject({ rejected: { place: 'batch[3]' } })
})

test('a key that names the prototype is left out and changes nothing', () => {
  const checked = checkMessage(JSON.parse('{"properties":{"__proto__":{"admin":true},"a":1}}'), '')
  expect(checked).toEqual({ taken: { properties: { a: 1 } } })
  expect(({} as { admin?: boolean }).admin).toBeUndefined()
})
