import { MINUTE } from '../duration.ts'
import type { Time } from '../facts.ts'
import type { Calendar } from './calendar.ts'
import { weekOf } from './calendar.ts'
import { readShifts } from './hours.ts'
import { atLocal, dayOf, localDay } from './zone.ts'

/**
 * When a calendar is open: open, close, open, close … in ms, ascending; a moment is open from `open` inclusive to
 * `close` exclusive. Hours never run over a local midnight: a night shift is two openings that touch.
 */
export type Openings = readonly Time[]

export interface Expansion {
  /** The lifecycle's time zone, for a calendar that names none. */
  readonly zone: string
  /** Local dates (`2026-12-25`) of the public holidays. */
  readonly holidays: readonly string[]
  readonly from: Time
  /** Exclusive. Openings of the local days of `from` to `to` are given whole. */
  readonly to: Time
}

/** The openings of a calendar that has passed its schema. A half day stands over closed days and holidays. */
export function expandOpenings(calendar: Calendar, { zone, holidays, from, to }: Expansion): Openings {
  const own = calendar.timezone ?? zone
  const week = weekOf(calendar)
  const closed = new Set([...holidays, ...(calendar.closed ?? [])].map(dayOf))
  const halfDays = new Map(
    Object.entries(calendar.half_days ?? {}).map(([date, hours]) => [dayOf(date), readShifts(hours).shifts]),
  )
  const openings: Time[] = []
  const last = localDay(own, to - 1)
  for (let day = localDay(own, from); day <= last; day += 1) {
    const shifts = halfDays.get(day) ?? (closed.has(day) ? [] : week[placeInWeek(day)])
    for (const { open, close } of shifts ?? []) {
      const start = atLocal(own, day, open)
      const end = atLocal(own, day, close)
      // Hours that a clock change skips are no hours.
      if (start < end) openings.push(start, end)
    }
  }
  return openings
}

/** Monday = 0; 1970-01-01 was a Thursday. */
function placeInWeek(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/**
 * Openings as short text to store: the unit (`m` minutes or `ms`), then each distance from the number before it, in
 * base 36. Ten years of office hours are about 20 kB.
 */
export function encodeOpenings(openings: Openings): string {
  const unit = openings.every((time) => time % MINUTE === 0) ? MINUTE : 1
  const steps = openings.map((time, index) => ((time - (openings[index - 1] ?? 0)) / unit).toString(36))
  return [unit === MINUTE ? 'm' : 'ms', ...steps].join(' ')
}

/** The openings of such a text. Throws where it is none: what is stored was written by `encodeOpenings`. */
export function decodeOpenings(text: string): Openings {
  const [unit, ...steps] = text.split(' ')
  let time = 0
  const openings = steps.map((step) => {
    time += Number.parseInt(step, 36) * (unit === 'm' ? MINUTE : 1)
    return time
  })
  if ((unit !== 'm' && unit !== 'ms') || openings.some(Number.isNaN) || openings.length % 2 !== 0) {
    throw new Error('These are no encoded openings.')
  }
  return openings
}

/** Opening times by calendar, expanded when the version was published; `''` is the default calendar. */
export type CalendarOpenings = Readonly<Record<string, Openings>>
