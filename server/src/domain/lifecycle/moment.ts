import { atLocal, dayOf } from '../calendar/zone.ts'
import type { Time } from '../facts.ts'

const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?)?$/

/** Reads `2026-01-05`, `2026-01-05 10:00` (in the zone) or `2026-01-05T10:00Z`; null where it is none of these. */
export function readMoment(text: string, zone: string): Time | null {
  const [whole, date = '', hours = '0', minutes = '0', seconds = '0', thousandths = '0'] = LOCAL.exec(text) ?? []
  if (whole === undefined) {
    const at = Date.parse(text.replace(' ', 'T'))
    return Number.isNaN(at) ? null : at
  }
  const day = dayOf(date)
  if (day === null || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  const clock = atLocal(zone, day, Number(hours) * 60 + Number(minutes))
  return clock + Number(seconds) * 1000 + Number(thousandths.padEnd(3, '0'))
}
