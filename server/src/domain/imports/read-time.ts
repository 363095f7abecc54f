import { atLocal, localParts } from '../calendar/zone.ts'
import { DAY, MINUTE } from '../duration.ts'
import type { Time } from '../facts.ts'
import { type DateFormat, dateFormat, type WallTime } from './date-format.ts'

type ReadTime =
  | { readonly at: Time; readonly zone: 'named' | 'assumed'; readonly clock: 'gap' | 'twice' | null }
  /** `ambiguous`: it can be two different days. */
  | { readonly fault: 'unreadable' | 'ambiguous' }

export type TimeReader = (text: string) => ReadTime

// Each can mean one day only; those with slashes are read both ways, and must agree.
const PLAIN = [
  'YYYY-M-D',
  'YYYY/M/D',
  'D.M.YYYY',
  'MMM D, YYYY',
  'MMM D YYYY',
  'D MMM YYYY',
  'D-MMM-YYYY',
  'D. MMM YYYY',
]
const SLASHES = ['M/D/YYYY', 'D/M/YYYY', 'M-D-YYYY', 'D-M-YYYY']
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?( ?(?:Z|[+-]\d\d(?::?\d\d)?))?$/i

/**
 * Reads times as a file writes them. ISO 8601 is always understood; beside it the formats that are named, or, where none is,
 * whatever can mean one day only. Times without a zone are those of the clocks in `zone`.
 *
 * @returns null where a format names no day.
 */
export function timeReader(formats: readonly string[] | null, zone: string): TimeReader | null {
  const readers = (formats ?? [...PLAIN, ...SLASHES]).map(dateFormat)
  if (readers.includes(null)) return null
  const known = readers as readonly DateFormat[]
  const iso = dateFormat('YYYY-M-D') as DateFormat
  return (text) => {
    const wall = ISO.test(text) ? iso(text) : null
    return wall === null ? readAny(text, known, zone) : toMoment(wall, zone)
  }
}

/** Whether this is a format that names a day. */
export function isDateFormat(format: string): boolean {
  return dateFormat(format) !== null
}

function readAny(text: string, formats: readonly DateFormat[], zone: string): ReadTime {
  let found: Extract<ReadTime, { at: Time }> | null = null
  for (const format of formats) {
    const wall = format(text)
    if (wall === null) continue
    const moment = toMoment(wall, zone)
    if (found !== null && found.at !== moment.at) return { fault: 'ambiguous' }
    found = moment
  }
  return found ?? { fault: 'unreadable' }
}

function toMoment(wall: WallTime | { readonly at: number }, zone: string): Extract<ReadTime, { at: Time }> {
  if ('at' in wall) return { at: wall.at, zone: 'named', clock: null }
  const { year, month, day, time, offset } = wall
  const date = new Date(Date.UTC(2000, month - 1, day))
  date.setUTCFullYear(year, month - 1, day)
  const midnight = date.getTime()
  if (offset !== null) return { at: midnight + time - offset * MINUTE, zone: 'named', clock: null }
  if (zone === 'UTC') return { at: midnight + time, zone: 'assumed', clock: null }
  const days = midnight / DAY
  const at = atLocal(zone, days, time / MINUTE)
  return { at, zone: 'assumed', clock: clockOf(zone, days, time, at) }
}

/** Whether the clocks skipped this time of day, or showed it twice. */
function clockOf(zone: string, day: number, time: number, at: Time): 'gap' | 'twice' | null {
  const shows = (moment: Time) => {
    const local = localParts(zone, moment)
    return local.day * DAY + Math.round(local.minutes * MINUTE) === day * DAY + time
  }
  if (!shows(at)) return 'gap'
  return shows(at + 60 * MINUTE) || shows(at + 30 * MINUTE) ? 'twice' : null
}
