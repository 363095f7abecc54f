import { expect, test } from 'vitest'
import { daysText, shortDaysText } from './days-text.ts'

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

test.each([
  [0.0851, '2 h'],
  [0.0083, '11 min'],
  [5.8554, '5.9 d'],
  [119.6, '120 d'],
])('%f days read as %s where there is little room', (days, text) => {
  expect(shortDaysText(days)).toBe(text)
})
