import { expect, test } from 'vitest'
import { cutPage, decodeCursor, encodeCursor, InvalidCursor } from './keyset.ts'

const id = '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14'

test('a cursor gives back the place that it was made from', () => {
  expect(decodeCursor(encodeCursor([1_700_000_000_000, id]), ['time', 'uuid'])).toEqual([1_700_000_000_000, id])
  expect(decodeCursor(undefined, ['time', 'uuid'])).toBeNull()
})

test.each([
  ['no base64', '%%%'],
  ['no JSON', Buffer.from('x').toString('base64url')],
  ['of another list', encodeCursor([id])],
  ['with a false id', encodeCursor([1, 'x'])],
  ['with a time that no calendar has', encodeCursor([1e300, id])],
  ['made of objects', Buffer.from('{"at":1}').toString('base64url')],
])('a cursor that is %s is refused', (_name, cursor) => {
  expect(() => decodeCursor(cursor, ['time', 'uuid'])).toThrow(InvalidCursor)
})

test('a page that is full has a next one only where a row is left', () => {
  expect(cutPage([1, 2], 2, (row) => [row])).toEqual({ shown: [1, 2], next: null })
  expect(cutPage([1, 2, 3], 2, (row) => [row])).toEqual({ shown: [1, 2], next: encodeCursor([2]) })
})
