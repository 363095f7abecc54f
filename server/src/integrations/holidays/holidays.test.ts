import { describe, expect, test } from 'vitest'
import { AppError } from '../../domain/app-error.ts'
import { holidayDates, isHolidayRegion } from './holidays.ts'

describe('public holidays', () => {
  test('of Berlin in 2026', () => {
    expect(holidayDates('DE-BE', 2026, 2026)).toEqual([
      ...['2026-01-01', '2026-03-08', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25'],
      ...['2026-10-03', '2026-12-25', '2026-12-26'],
    ])
  })

  test('differ by state and district', () => {
    expect(holidayDates('DE-BY', 2026, 2026)).toContain('2026-01-06')
    expect(holidayDates('DE-BE', 2026, 2026)).not.toContain('2026-01-06')
    expect(holidayDates('DE-BY-A', 2026, 2026)).toContain('2026-08-08')
    expect(holidayDates('de-by', 2026, 2026)).toEqual(holidayDates('DE-BY', 2026, 2026))
  })

  test('cover every year asked for', () => {
    const dates = holidayDates('US', 2026, 2036)
    expect(new Set(dates.map((date) => date.slice(0, 4))).size).toBe(11)
    expect(dates).toContain('2036-07-04')
    expect(dates).toEqual([...dates].sort())
  })

  test('may last several days', () => {
    expect(holidayDates('KR', 2026, 2026)).toEqual(expect.arrayContaining(['2026-02-17', '2026-02-18', '2026-02-19']))
  })

  test('do not hold days of which only a part is free', () => {
    expect(holidayDates('IS', 2026, 2026)).not.toContain('2026-12-24')
    expect(holidayDates('IS', 2026, 2026)).toContain('2026-12-25')
  })
})

describe('an unknown region', () => {
  test.each([
    ['DE-BX', /DE-BE \(Berlin\).*DE-BW|DE-BW.*DE-BE/],
    ['Germany', /^There are no holidays for the region "Germany"\. Perhaps you meant DE /],
    ['Deutschland', /Perhaps you meant DE \(Germany/],
    ['DE-Berlin', /Perhaps you meant DE-BE/],
    ['UK', /Perhaps you meant GB \(United Kingdom/],
    ['XD', /Perhaps you meant/],
    ['DE-BE-X', /DE-BE has no parts of its own: write DE-BE/],
  ])('%s is refused, and near ones are named', (region, text) => {
    expect(isHolidayRegion(region)).toBe(false)
    expect(() => holidayDates(region, 2026, 2026)).toThrow(AppError)
    expect(() => holidayDates(region, 2026, 2026)).toThrow(text)
  })

  test('is none of those that are known', () => {
    expect(['DE', 'DE-BE', 'us-ca', 'DE-BY-A'].every(isHolidayRegion)).toBe(true)
  })
})
