import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calendar } from './calendar.ts'
import { decodeOpenings, encodeOpenings, expandOpenings } from './openings.ts'

const expand = (calendar: Calendar, from: string, to: string, holidays: string[] = []) => {
  const openings = expandOpenings(calendar, { zone: 'UTC', holidays, from: Date.parse(from), to: Date.parse(to) })
  return openings.map((time) => new Date(time).toISOString().slice(5, 16))
}

describe('the openings of a calendar', () => {
  test('leave out breaks, weekends, holidays and closed days; half days have their own hours', () => {
    const calendar = {
      hours: { 'mon-fri': '09:00-12:00, 13:00-17:00' },
      closed: ['2026-12-24'],
      half_days: { '2026-12-25': '10:00-11:00', '2026-12-27': '10:00-12:00' },
    }
    expect(expand(calendar, '2026-12-22T00:00Z', '2026-12-29T00:00Z', ['2026-12-22', '2026-12-25'])).toEqual([
      ...['12-23T09:00', '12-23T12:00', '12-23T13:00', '12-23T17:00'],
      ...['12-25T10:00', '12-25T11:00', '12-27T10:00', '12-27T12:00'],
      ...['12-28T09:00', '12-28T12:00', '12-28T13:00', '12-28T17:00'],
    ])
  })

  test('keep the local hours over a clock change', () => {
    const calendar = { timezone: 'America/New_York', hours: { 'mon-sun': '09:00-10:00' } }
    expect(expand(calendar, '2026-03-07T12:00Z', '2026-03-08T18:00Z')).toEqual([
      ...['03-07T14:00', '03-07T15:00', '03-08T13:00', '03-08T14:00'],
    ])
  })

  test('are longer or shorter with the day on which the clock changes', () => {
    const nights = { timezone: 'Europe/Berlin', hours: { 'mon-sun': '00:00-24:00' } }
    expect(expand(nights, '2026-03-28T12:00Z', '2026-03-29T12:00Z')).toEqual([
      ...['03-27T23:00', '03-28T23:00', '03-28T23:00', '03-29T22:00'],
    ])
    const skipped = { timezone: 'Europe/Berlin', hours: { sun: '02:00-03:00' } }
    expect(expand(skipped, '2026-03-29T00:00Z', '2026-03-29T23:00Z')).toEqual([])
  })

  test('come back as they were stored', () => {
    const times = fc
      .array(fc.integer({ min: -1e12, max: 4e12 }), { maxLength: 40 })
      .map((all) => all.sort((a, b) => a - b).slice(all.length % 2))
    fc.assert(
      fc.property(times, (all) => {
        expect(decodeOpenings(encodeOpenings(all))).toEqual(all)
      }),
    )
  })

  test('of ten years are short to store', () => {
    const calendar = { hours: { 'mon-thu': '09:00-12:30, 13:30-18:00', fri: '09:00-16:00' }, timezone: 'Europe/Berlin' }
    const [from, to] = [Date.parse('2026-01-01T00:00Z'), Date.parse('2036-01-01T00:00Z')]
    const openings = expandOpenings(calendar, { zone: 'UTC', holidays: [], from, to })
    const text = encodeOpenings(openings)
    expect(text.length).toBeLessThan(30_000)
    expect(decodeOpenings(text)).toEqual(openings)
  })

  test.each(['', 'h 1 2', 'm 1', 'm 1 ~'])('%j is no such text', (text) => {
    expect(() => decodeOpenings(text)).toThrow('no encoded openings')
  })
})
