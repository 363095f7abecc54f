import { expect, test } from 'vitest'
import { dateFormat } from './locale.ts'
import { agoText, stretchText } from './moment.ts'

const now = new Date(2026, 10, 21, 12).getTime()
const minutes = 60_000
const hours = 60 * minutes
const days = 24 * hours

test.each([
  ['a moment', 20_000, 'just now'],
  ['minutes', 5 * minutes, '5 minutes ago'],
  ['hours', 3 * hours, '3 hours ago'],
  ['one day', 25 * hours, 'yesterday'],
  ['less than a week', 6 * days, '6 days ago'],
  ['a week and more', 9 * days, dateFormat({ day: 'numeric', month: 'short', year: 'numeric' }).format(now - 9 * days)],
])('%s ago reads well', (_name, past, text) => {
  expect(agoText(now - past, now)).toBe(text)
})

test.each([
  ['seconds', 30_000, 'less than a minute'],
  ['minutes', 12 * minutes, '12 min'],
  ['hours and minutes', 3 * hours + 12 * minutes, '3 h 12 m'],
  ['days', 11 * days + 5 * hours, '11 d'],
])('a stretch of %s reads well', (_name, stretch, text) => {
  expect(stretchText(stretch)).toBe(text)
})
