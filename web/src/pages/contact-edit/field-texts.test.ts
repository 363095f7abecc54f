import { expect, test } from 'vitest'
import { changesOf, readField } from './field-texts.ts'

test.each([
  ['', 'Bern', null],
  ['  ', 5, null],
  ['7', 5, 7],
  ['seven', 5, 'seven'],
  ['false', true, false],
  ['no', true, 'no'],
  ['7', 'five', '7'],
  [' Bern ', undefined, 'Bern'],
])('the field “%s” over %j is %j', (text, before, value) => {
  expect(readField(text, before)).toBe(value)
})

test('only what differs is sent, with what it was', () => {
  const before = { title: 'Analyst', age: 41, city: 'Bern', address: { zip: '1' } }
  expect(changesOf(before, { title: 'Boss', age: '41', city: '', country: 'CH' })).toEqual({
    set: { title: 'Boss', city: null, country: 'CH' },
    was: { title: 'Analyst', city: 'Bern', country: null },
  })
})
