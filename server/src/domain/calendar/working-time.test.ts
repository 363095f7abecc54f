import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Duration } from '../duration.ts'
import { DAY, HOUR, MINUTE, parseDuration } from '../duration.ts'
import type { Calendar } from './calendar.ts'
import { officeCalendar, weekOf } from './calendar.ts'
import { expandOpenings } from './openings.ts'
import { addWorking, workingBetween } from './working-time.ts'
import { localDay, localParts } from './zone.ts'

const utc = (text: string) => Date.parse(`${text}Z`)
const shown = (time: number) => new Date(time).toISOString().slice(0, 16)
const lunch: Calendar = { timezone: 'UTC', hours: { 'mon-thu': '09:00-12:30, 13:30-18:00', fri: '09:00-16:00' } }
const range = { zone: 'UTC', from: utc('2026-01-01T00:00'), to: utc('2027-01-01T00:00') }
const openings = expandOpenings(lunch, { ...range, holidays: ['2026-04-06'] })
const after = (start: string, duration: string) =>
  shown(addWorking(openings, 'UTC', utc(start), parseDuration(duration) as Duration))

describe('a promise that starts', () => {
  // 2026-03-02 is a Monday, 2026-04-06 Easter Monday.
  test.each([
    ['2026-03-06T15:30', '24h', '2026-03-07T15:30', 'runs through the night when it is elapsed time'],
    ['2026-03-02T10:00', '2wh', '2026-03-02T12:00', 'within one morning'],
    ['2026-03-02T12:00', '1wh', '2026-03-02T14:00', 'goes on after the break'],
    ['2026-03-02T12:00', '0.5wh', '2026-03-02T12:30', 'ends at the close, not at the next opening'],
    ['2026-03-06T15:00', '2wh', '2026-03-09T10:00', 'goes on after the weekend'],
    ['2026-03-07T11:00', '8wh', '2026-03-09T18:00', 'begins with the next opening'],
    ['2026-03-02T18:00', '1wh', '2026-03-03T10:00', 'at the close begins with the next opening'],
    ['2026-04-03T15:00', '2wh', '2026-04-07T10:00', 'skips a holiday'],
    ['2026-03-02T10:00', '1wd', '2026-03-03T10:00', 'is due at the same time on the next working day'],
    ['2026-03-06T10:00', '1wd', '2026-03-09T10:00', 'skips the weekend'],
    ['2026-04-02T10:00', '2wd', '2026-04-07T10:00', 'skips weekend and holiday'],
    ['2026-03-07T11:00', '1wd', '2026-03-10T09:00', 'out of hours begins with the next opening'],
    ['2026-03-02T20:00', '1wd', '2026-03-04T09:00', 'after hours begins with the next morning'],
    ['2026-03-05T17:00', '1wd', '2026-03-06T16:00', 'is due at the close of a shorter day'],
    ['2026-03-05T17:00', '2wd', '2026-03-09T17:00', 'keeps its time over a shorter day'],
    ['2026-03-06T13:00', '1wd', '2026-03-09T13:30', 'is due after the break'],
    ['2026-03-02T10:00', '5wd', '2026-03-09T10:00', 'of five days is due a week later'],
  ])('at %s with %s is due at %s: %s', (start, duration, due) => {
    expect(after(start, duration)).toBe(due)
  })

  test('keeps its local time over a clock change', () => {
    const berlin = expandOpenings(officeCalendar('Europe/Berlin'), { ...range, holidays: [] })
    const due = addWorking(berlin, 'Europe/Berlin', utc('2026-03-27T09:00'), { unit: 'working_days', days: 1 })
    expect(shown(due)).toBe('2026-03-30T08:00')
  })

  test.each([
    ['2026-12-31T17:00', '2wh', '2027-01-01T10:00', 'the last weeks go on'],
    ['2026-12-31T09:00', '47wh', '2027-01-07T18:00', 'to the close of a week'],
    ['2030-03-04T10:00', '1wd', '2030-03-05T10:00', 'also years later'],
    ['2030-03-08T15:00', '2wh', '2030-03-11T10:00', 'with their weekends'],
    ['2019-03-08T15:00', '2wh', '2019-03-11T10:00', 'and before them the first weeks'],
    ['2019-03-08T10:00', '1wd', '2019-03-11T10:00', 'with their weekends too'],
    ['2025-12-31T17:00', '2wh', '2026-01-01T10:00', 'up to where the openings begin'],
  ])('at %s with %s is due at %s: beyond what is known, %s', (start, duration, due) => {
    expect(after(start, duration)).toBe(due)
  })

  test('is not misled by a last week of holidays', () => {
    const holidays = ['2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31']
    const closing = expandOpenings(lunch, { ...range, holidays })
    expect(shown(addWorking(closing, 'UTC', utc('2027-03-01T10:00'), { unit: 'working_hours', hours: 2 }))).toBe(
      '2027-03-01T12:00',
    )
  })

  test('goes on with the last of equal weeks, which has the clock of that season', () => {
    const berlin = officeCalendar('Europe/Berlin')
    const known = expandOpenings(berlin, { ...range, to: utc('2026-11-08T00:00'), holidays: [] })
    const due = addWorking(known, 'Europe/Berlin', utc('2026-11-16T07:00'), { unit: 'working_hours', hours: 1 })
    expect(shown(due)).toBe('2026-11-16T09:00')
  })

  test('under a calendar that is never open runs around the clock', () => {
    const start = utc('2026-03-07T11:00')
    expect(addWorking([], 'UTC', start, { unit: 'working_hours', hours: 8 })).toBe(start + 8 * HOUR)
    expect(addWorking([], 'UTC', start, { unit: 'working_days', days: 2 })).toBe(start + 2 * DAY)
    expect(workingBetween([], start, start + DAY)).toBe(DAY)
  })
})

test('working time between two moments', () => {
  expect(workingBetween(openings, utc('2026-03-02T08:00'), utc('2026-03-02T20:00'))).toBe(8 * HOUR)
  expect(workingBetween(openings, utc('2026-03-06T15:30'), utc('2026-03-09T09:15'))).toBe(45 * MINUTE)
  expect(workingBetween(openings, utc('2026-03-07T00:00'), utc('2026-03-08T00:00'))).toBe(0)
  expect(workingBetween(openings, utc('2026-03-03T00:00'), utc('2026-03-02T00:00'))).toBe(0)
  expect(workingBetween(openings, utc('2029-03-05T00:00'), utc('2029-03-12T00:00'))).toBe(39 * HOUR)
})

/** Looks at every minute of three weeks; knows nothing of intervals. */
const oracle = (calendar: Calendar, zone: string, from: number) => {
  const week = weekOf(calendar)
  const minutes = Array.from({ length: 24 * 1440 }, (_, nth) => {
    const at = from + nth * MINUTE
    const local = localParts(zone, at)
    const shifts = week[(local.day + 3) % 7] ?? []
    const open = shifts.some((shift) => local.minutes >= shift.open && local.minutes < shift.close)
    return { at, open, ...local }
  })
  const opened = (start: number) => minutes.find((minute) => minute.open && minute.at >= start)!
  return {
    hours(start: number, amount: number) {
      const worked = minutes.filter((minute) => minute.open && minute.at >= start)
      return worked[amount * 60 - 1]!.at + MINUTE
    },
    days(start: number, amount: number) {
      const first = opened(start)
      const days = [...new Set(minutes.filter(({ open, day }) => open && day > first.day).map(({ day }) => day))]
      const day = minutes.filter((minute) => minute.day === days[amount - 1])
      const wanted = day.find((minute) => minute.minutes >= first.minutes)?.at ?? Number.POSITIVE_INFINITY
      const due = day.find((minute) => minute.open && minute.at >= wanted)
      return due?.at ?? day.findLast((minute) => minute.open)!.at + MINUTE
    },
    between: (a: number, b: number) =>
      minutes.filter((minute) => minute.open && minute.at >= a && minute.at < b).length * MINUTE,
  }
}

// Half hours, without the two that a clock change can show twice: which of them is meant is a rule of its own.
const halfHours = Array.from({ length: 49 }, (_, nth) => nth / 2).filter((hour) => hour !== 1.5 && hour !== 2.5)
const clock = (hour: number) => `${Math.floor(hour)}:${hour % 1 ? '30' : '00'}`
const hours = fc.subarray(halfHours, { minLength: 2, maxLength: 6 }).map((marks) => {
  const pairs = marks.slice(marks.length % 2)
  return pairs.flatMap((mark, nth) => (nth % 2 ? [] : [`${clock(mark)}-${clock(pairs[nth + 1]!)}`])).join(', ')
})
const places = fc.constantFrom(
  ...([
    ['Europe/Berlin', '2026-03-22'],
    ['Europe/Berlin', '2026-10-18'],
    ['America/New_York', '2026-03-01'],
    ['America/New_York', '2026-10-25'],
    ['Australia/Lord_Howe', '2026-03-29'],
    ['Australia/Lord_Howe', '2026-09-27'],
    ['Asia/Kathmandu', '2026-05-03'],
  ] as const),
)
const cases = fc.record({
  place: places,
  first: hours,
  second: hours,
  start: fc.integer({ min: 0, max: 10 * 1440 }),
  later: fc.integer({ min: 0, max: 10 * 1440 }),
  days: fc.integer({ min: 1, max: 4 }),
  quarters: fc.integer({ min: 1, max: 12 }),
})

test('working time is what counting minute by minute would give, also over clock changes', () => {
  fc.assert(
    fc.property(cases, ({ place: [zone, date], first, second, start: startMinute, later, days, quarters }) => {
      const calendar: Calendar = { timezone: zone, hours: { 'mon-wed': first, 'fri-sun': second } }
      const from = utc(`${date}T00:00`)
      const start = from + startMinute * MINUTE
      const known = expandOpenings(calendar, { zone: 'UTC', holidays: [], from: from - DAY, to: from + 25 * DAY })
      const naive = oracle(calendar, zone, from)
      const worked = quarters / 4

      expect(addWorking(known, zone, start, { unit: 'working_days', days })).toBe(naive.days(start, days))
      const due = addWorking(known, zone, start, { unit: 'working_hours', hours: worked })
      expect(due).toBe(naive.hours(start, worked))
      expect(workingBetween(known, start, due)).toBe(worked * HOUR)
      expect(workingBetween(known, start, start + later * MINUTE)).toBe(naive.between(start, start + later * MINUTE))
    }),
    { numRuns: 120 },
  )
})

test('at any distance a due time is later, open until then for as long as asked, and moves with its start', () => {
  const times = fc.integer({ min: utc('2015-01-01T00:00'), max: utc('2045-01-01T00:00') })
  fc.assert(
    fc.property(times, times, fc.integer({ min: 1, max: 5000 }), (one, other, amount) => {
      const [a, b] = one < other ? [one, other] : [other, one]
      for (const duration of [
        { unit: 'working_hours', hours: amount },
        { unit: 'working_days', days: amount },
      ] as const) {
        const due = addWorking(openings, 'UTC', a, duration)
        expect(due).toBeGreaterThan(a)
        expect(addWorking(openings, 'UTC', b, duration)).toBeGreaterThanOrEqual(due)
        if (duration.unit === 'working_hours') expect(workingBetween(openings, a, due)).toBe(amount * HOUR)
        else expect(localDay('UTC', due)).toBeGreaterThanOrEqual(localDay('UTC', a) + amount)
      }
    }),
  )
})
