import { atLocal } from '../calendar/zone.ts'
import { DAY } from '../duration.ts'
import type { Time } from '../facts.ts'

const DATE_ONLY = /^(\d{4})-(\d{2})-(\d{2})$/
const DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/

/** Reads a date of a trait: ISO date (midnight in the zone), ISO date and time (UTC without an offset), or milliseconds; else null. */
export function readDate(value: unknown, zone: string): Time | null {
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) > 1e9 ? Math.trunc(value) : null
  if (typeof value !== 'string' || value.length > 40) return null
  const [, year, month, day] = DATE_ONLY.exec(value) ?? []
  if (year !== undefined) {
    const utc = Date.UTC(Number(year), Number(month) - 1, Number(day))
    return Number.isNaN(utc) ? null : atLocal(zone, Math.floor(utc / DAY), 0)
  }
  if (!DATE_TIME.test(value)) return null
  const zoned = /[zZ]|[+-]\d{2}:?\d{2}$/.test(value)
  const at = Date.parse(zoned ? value : `${value.replace(' ', 'T')}Z`)
  return Number.isNaN(at) ? null : at
}
