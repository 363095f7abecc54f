import { expect, test } from 'vitest'
import { dateLocale } from './locale.ts'

const day = (...languages: string[]) =>
  new Intl.DateTimeFormat(dateLocale(languages), { day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(2026, 10, 12),
  )

test.each([
  ['en-US', 'Nov 12, 2026'],
  ['en', 'Nov 12, 2026'],
  ['en-GB', '12 Nov 2026'],
  ['de-DE', '12 Nov 2026'],
  ['de', '12 Nov 2026'],
  ['fr-CA', 'Nov 12, 2026'],
  ['not a language', '12 Nov 2026'],
])('a reader with %s reads %s', (language, text) => {
  expect(day(language)).toBe(text)
})

test('without any wish the date has its day first', () => {
  expect(day()).toBe('12 Nov 2026')
})
