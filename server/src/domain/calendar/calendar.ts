import { z } from 'zod'
import type { Message } from '../message.ts'
import { message } from '../message.ts'
import type { Shift } from './hours.ts'
import { readDays, readShifts, weekdays } from './hours.ts'
import { dayOf, isZone } from './zone.ts'
import { nearestZone } from './zone-names.ts'

/** What is wrong with a calendar and where, relative to the calendar. */
export interface CalendarFault {
  readonly path: readonly (string | number)[]
  readonly message: Message
}

const region = z.string().min(2).max(20)

/**
 * A calendar as the lifecycle document writes it. Its custom issues carry the sentence as `params.message`;
 * the rest are zod's own issues of shape.
 */
export const calendarSchema = z
  .strictObject({
    timezone: z.string().optional().describe("IANA name; by default the lifecycle's time zone."),
    hours: z
      .record(z.string(), z.string())
      .describe('Days (mon, mon-thu) and their opening times (09:00-12:30, 13:30-18:00); other days are closed.'),
    holidays: z
      .union([region, z.array(region)])
      .optional()
      .describe('Country, state or region whose public holidays are closed, such as DE, DE-BE or US-CA.'),
    closed: z.array(z.string()).optional().describe('Dates on which nobody works: 2026-12-24.'),
    half_days: z
      .record(z.string(), z.string())
      .optional()
      .describe('Dates with hours of their own, whatever else is said of that day: 2026-12-31: 09:00-12:00.'),
  })
  .superRefine((calendar, context) => {
    for (const fault of findCalendarFaults(calendar)) {
      context.addIssue({
        code: 'custom',
        message: fault.message.key,
        path: [...fault.path],
        params: { message: fault.message },
      })
    }
  })

export type Calendar = z.infer<typeof calendarSchema>

/** The calendar of those who wrote none: Monday to Friday 09:00–17:00. */
export function officeCalendar(zone: string): Calendar {
  return { timezone: zone, hours: { 'mon-fri': '09:00-17:00' } }
}

/** Regions whose public holidays a calendar keeps, as written. */
export function holidayRegions(calendar: Calendar): readonly string[] {
  return typeof calendar.holidays === 'string' ? [calendar.holidays] : (calendar.holidays ?? [])
}

/** The opening times of each day of the week, Monday first. The calendar has passed its schema. */
export function weekOf(calendar: Calendar): readonly (readonly Shift[])[] {
  const week: (readonly Shift[])[] = weekdays.map(() => [])
  for (const [days, hours] of Object.entries(calendar.hours)) {
    for (const day of readDays(days) ?? []) week[day] = readShifts(hours).shifts
  }
  return week
}

/** Everything about a calendar that its shape alone does not show. */
function findCalendarFaults(calendar: Calendar): readonly CalendarFault[] {
  const faults: CalendarFault[] = []
  const add = (path: CalendarFault['path'], key: string, values: Message['values']) =>
    faults.push({ path, message: message(`calendar.${key}`, values) })

  if (calendar.timezone !== undefined && !isZone(calendar.timezone)) {
    add(['timezone'], 'unknown_zone', { zone: calendar.timezone, nearest: nearestZone(calendar.timezone) })
  }
  faults.push(...findHoursFaults(calendar.hours))
  const closed = calendar.closed ?? []
  for (const [index, date] of closed.entries()) {
    if (dayOf(date) === null) add(['closed', index], 'not_a_date', { date })
  }
  for (const [date, hours] of Object.entries(calendar.half_days ?? {})) {
    const path = ['half_days', date]
    if (dayOf(date) === null) add(path, 'not_a_date', { date })
    if (closed.includes(date)) add(path, 'closed_and_half', { date })
    faults.push(...readShifts(hours).faults.map((fault) => ({ path, message: fault })))
  }
  return faults
}

function findHoursFaults(hours: Calendar['hours']): readonly CalendarFault[] {
  const faults: CalendarFault[] = []
  const keyOfDay = new Map<number, string>()
  for (const [days, text] of Object.entries(hours)) {
    const path = ['hours', days]
    const places = readDays(days)
    if (!places) faults.push({ path, message: message('calendar.unknown_days', { days }) })
    for (const day of places ?? []) {
      const other = keyOfDay.get(day)
      const values = { day: weekdays[day] ?? '', other: other ?? '' }
      if (other !== undefined) faults.push({ path, message: message('calendar.day_twice', values) })
      keyOfDay.set(day, days)
    }
    faults.push(...readShifts(text).faults.map((fault) => ({ path, message: fault })))
  }
  if (Object.keys(hours).length === 0) faults.push({ path: ['hours'], message: message('calendar.never_open') })
  return faults
}
