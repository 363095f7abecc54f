import { expect, test } from 'vitest'
import { comparableMonths, includesThisMonth, monthsOf } from './period.ts'

const NOVEMBER = '2026-11'

test.each([
  ['twelve months unless another is asked for', {}, { since: '2025-12' }],
  ['the present month alone', { period: 'this' }, { since: '2026-11' }],
  ['three months, the present one counted', { period: '3m' }, { since: '2026-09' }],
  ['the month before', { period: 'last' }, { since: '2026-10', until: '2026-10' }],
  ['everything', { period: 'all' }, {}],
  ['months of one’s own before any period', { period: '3m', until: '2026-02' }, { until: '2026-02' }],
] as const)('the period is %s', (_name, search, months) => {
  expect(monthsOf(search, NOVEMBER)).toEqual(months)
})

test('a period is marked as unfinished where the present month is in it', () => {
  expect(includesThisMonth({ since: '2026-10' }, NOVEMBER)).toBe(true)
  expect(includesThisMonth({}, NOVEMBER)).toBe(true)
  expect(includesThisMonth({ since: '2026-10', until: '2026-10' }, NOVEMBER)).toBe(false)
})

test('what is compared is old enough to judge, with as many months before it', () => {
  expect(comparableMonths({ since: '2025-12' }, NOVEMBER)).toEqual({
    now: { since: '2025-12', until: '2026-09' },
    before: { since: '2025-02', until: '2025-11' },
    length: 10,
  })
  expect(comparableMonths({ since: '2026-10' }, NOVEMBER)).toBeNull()
  expect(comparableMonths({}, NOVEMBER)).toEqual({ now: { until: '2026-09' }, before: null, length: null })
})
