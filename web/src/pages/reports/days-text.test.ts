import { expect, test } from 'vitest'
import { daysText } from './days-text.ts'

test.each([
  [0.0851, '2 h 2 m'],
  [1, '1 day'],
  [5.8554, '5.9 days'],
  [23.49, '23 days'],
  [-35.259, '−35 days'],
  [-0.5, '−12 h'],
])('%f days read as %s', (days, text) => {
  expect(daysText(days)).toBe(text)
})
