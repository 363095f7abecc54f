import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Calendar } from './calendar.ts'
import { calendarSchema, holidayRegions, officeCalendar, weekOf } from './calendar.ts'

const office: Calendar = {
  timezone: 'Europe/Berlin',
  hours: { 'mon-thu': '09:00-12:30, 13:30-18:00', fri: '09:00-16:00' },
  holidays: 'DE-BE',
  closed: ['2026-12-24'],
  half_days: { '2026-12-31': '09:00-12:00' },
}

const faultsOf = (change: object) => {
  const { error } = calendarSchema.safeParse({ ...office, ...change })
  return (error?.issues ?? []).map((issue) => {
    const said = issue.code === 'custom' ? (issue.params?.['message'] as { key: string; values: object }) : undefined
    return [issue.path.join('.'), said?.key ?? issue.code, said?.values ?? {}]
  })
}

describe('a calendar', () => {
  test('is read as it is written', () => {
    expect(calendarSchema.parse(office)).toEqual(office)
    expect(holidayRegions(office)).toEqual(['DE-BE'])
    expect(holidayRegions({ hours: {}, holidays: ['DE-BE', 'DE-BB'] })).toEqual(['DE-BE', 'DE-BB'])
    expect(holidayRegions(officeCalendar('UTC'))).toEqual([])
  })

  test('has hours for each day of the week', () => {
    const full = [
      { open: 540, close: 750 },
      { open: 810, close: 1080 },
    ]
    expect(weekOf(office)).toEqual([full, full, full, full, [{ open: 540, close: 960 }], [], []])
  })

  test.each([
    ['one day', { sat: '10:00-14:00' }, [[], [], [], [], [], [10], []]],
    ['a range over the end of the week', { 'sun-tue': '8:00-24:00' }, [[8], [8], [], [], [], [], [8]]],
    ['several days', { 'mon, wed-thu': '07:00-08:00' }, [[7], [], [7], [7], [], [], []]],
  ])('takes %s', (_name, hours, opens) => {
    const calendar = calendarSchema.parse({ hours })
    expect(weekOf(calendar).map((shifts) => shifts.map((shift) => shift.open / 60))).toEqual(opens)
  })

  test('of those who wrote none is Monday to Friday, nine to five', () => {
    expect(calendarSchema.parse(officeCalendar('Asia/Kathmandu'))).toEqual({
      timezone: 'Asia/Kathmandu',
      hours: { 'mon-fri': '09:00-17:00' },
    })
  })

  test.each([
    [{ timezone: 'Berlin' }, 'timezone', 'calendar.unknown_zone', { zone: 'Berlin', nearest: 'Europe/Berlin' }],
    [{ hours: {} }, 'hours', 'calendar.never_open', {}],
    [{ hours: { monday: '09:00-17:00' } }, 'hours.monday', 'calendar.unknown_days', { days: 'monday' }],
    [{ hours: { 'mon-': '09:00-17:00' } }, 'hours.mon-', 'calendar.unknown_days', { days: 'mon-' }],
    [{ hours: { mon: '9 to 5' } }, 'hours.mon', 'calendar.unreadable_hours', { hours: '9 to 5' }],
    [{ hours: { mon: '09:00-12:00,' } }, 'hours.mon', 'calendar.unreadable_hours', { hours: '' }],
    [{ hours: { mon: '09:60-12:00' } }, 'hours.mon', 'calendar.unreadable_hours', { hours: '09:60-12:00' }],
    [{ hours: { mon: '09:00-24:30' } }, 'hours.mon', 'calendar.unreadable_hours', { hours: '09:00-24:30' }],
    [{ hours: { mon: '22:00-06:00' } }, 'hours.mon', 'calendar.backward_hours', { hours: '22:00-06:00' }],
    [{ hours: { mon: '09:00-09:00' } }, 'hours.mon', 'calendar.backward_hours', { hours: '09:00-09:00' }],
    [
      { hours: { mon: '13:00-17:00, 9:00-13:30' } },
      ...(['hours.mon', 'calendar.overlapping_hours', { first: '09:00-13:30', second: '13:00-17:00' }] as const),
    ],
    [
      { hours: { 'mon-fri': '09:00-17:00', wed: '09:00-12:00' } },
      ...(['hours.wed', 'calendar.day_twice', { day: 'wed', other: 'mon-fri' }] as const),
    ],
    [{ closed: ['2026-12-24', '24.12.2026'] }, 'closed.1', 'calendar.not_a_date', { date: '24.12.2026' }],
    [{ closed: ['2026-02-29'] }, 'closed.0', 'calendar.not_a_date', { date: '2026-02-29' }],
    [{ half_days: { soon: '09:00-12:00' } }, 'half_days.soon', 'calendar.not_a_date', { date: 'soon' }],
    [
      { half_days: { '2026-12-31': 'noon' } },
      ...(['half_days.2026-12-31', 'calendar.unreadable_hours', { hours: 'noon' }] as const),
    ],
    [
      { closed: ['2026-12-31'] },
      ...(['half_days.2026-12-31', 'calendar.closed_and_half', { date: '2026-12-31' }] as const),
    ],
  ])('says what is wrong with %j', (change, place, key, values) => {
    expect(faultsOf(change)).toEqual([[place, key, values]])
  })

  test('knows no other keys', () => {
    expect(faultsOf({ halfdays: {} })).toEqual([['', 'unrecognized_keys', {}]])
  })

  test('can be shown as a JSON schema', () => {
    expect(z.toJSONSchema(calendarSchema)).toMatchObject({ type: 'object', required: ['hours'] })
  })
})
