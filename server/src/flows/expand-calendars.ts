import { type Calendar, holidayRegions, officeCalendar } from '../domain/calendar/calendar.ts'
import { type CalendarOpenings, expandOpenings } from '../domain/calendar/openings.ts'
import { DAY } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import { type Lifecycle, zoneOf } from '../domain/lifecycle/schema.ts'

/** Calendars are expanded this far back (for imports) and ahead. */
const EXPANDED = 10 * 366 * DAY

/** The opening times of a document's calendars around a moment, holidays included; `''` is the default one. */
export async function expandCalendars(document: Lifecycle, now: Time): Promise<CalendarOpenings> {
  const zone = zoneOf(document)
  const calendars: readonly (readonly [string, Calendar])[] = [
    ['', officeCalendar(zone)],
    ...Object.entries(document.calendars ?? {}),
  ]
  const years = { from: new Date(now - EXPANDED).getUTCFullYear(), to: new Date(now + EXPANDED).getUTCFullYear() }
  const expanded = calendars.map(async ([key, calendar]) => {
    const regions = holidayRegions(calendar)
    // The tables of holidays are large and read only when somebody publishes.
    const holidays =
      regions.length === 0
        ? []
        : await import('../integrations/holidays/holidays.ts').then(({ holidayDates }) =>
            regions.flatMap((region) => holidayDates(region, years.from, years.to)),
          )
    return [key, expandOpenings(calendar, { zone, holidays, from: now - EXPANDED, to: now + EXPANDED })] as const
  })
  return Object.fromEntries(await Promise.all(expanded))
}
