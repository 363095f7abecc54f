import { expect, test } from 'vitest'
import { between, EVERYBODY, isChosen, isNobody, NOBODY, withChosen } from './selection.ts'

test('some are chosen and let go of', () => {
  const two = withChosen(NOBODY, ['a', 'b'], true)
  expect([isChosen(two, 'a'), isChosen(two, 'c')]).toEqual([true, false])
  expect(isNobody(withChosen(two, ['a', 'b'], false))).toBe(true)
})

test('all but some are chosen, and those again', () => {
  const but = withChosen(EVERYBODY, ['a'], false)
  expect([isChosen(but, 'a'), isChosen(but, 'b')]).toEqual([false, true])
  expect(isChosen(withChosen(but, ['a'], true), 'a')).toBe(true)
})

test.each([
  ['b', 'd', ['b', 'c', 'd']],
  ['d', 'b', ['b', 'c', 'd']],
  [null, 'b', ['b']],
  ['gone', 'b', ['b']],
  ['a', 'gone', []],
])('a range from %s to %s', (from, to, ids) => {
  expect(between(['a', 'b', 'c', 'd', 'e'], from, to)).toEqual(ids)
})
