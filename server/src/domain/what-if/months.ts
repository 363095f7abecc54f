import { atLocal, dayOf } from '../calendar/zone.ts'
import type { Time } from '../facts.ts'

/** The months of a zone, counted from 1970-01. */
export interface Months {
  indexOf(at: Time): number
  nameOf(month: number): string
}

/** Finds months of a zone fast: most moments lie in the month of the one asked before, or in one already known. */
export function monthsOf(zone: string): Months {
  const starts = new Map<number, Time>()
  const startOf = (month: number): Time => {
    const known = starts.get(month)
    if (known !== undefined) return known
    const start = monthStart(zone, nameOf(month))
    starts.set(month, start)
    return start
  }
  let [last, from, to] = [0, 0, -1]
  return {
    nameOf,
    indexOf(at) {
      if (at >= from && at < to) return last
      const guess = new Date(at)
      let month = (guess.getUTCFullYear() - 1970) * 12 + guess.getUTCMonth()
      if (at < startOf(month)) month -= 1
      else if (at >= startOf(month + 1)) month += 1
      last = month
      from = startOf(month)
      to = startOf(month + 1)
      return month
    },
  }
}

function nameOf(month: number): string {
  const year = 1970 + Math.floor(month / 12)
  return `${String(year).padStart(4, '0')}-${String(month - Math.floor(month / 12) * 12 + 1).padStart(2, '0')}`
}

/** The moment at which a month (`2026-01`) begins in a zone; never for what is no month. */
export function monthStart(zone: string, month: string): Time {
  const day = dayOf(`${month}-01`)
  return day === null ? Number.POSITIVE_INFINITY : atLocal(zone, day, 0)
}

/** The moment at which a month is over in a zone; never for what is no month. */
export function monthEnd(zone: string, month: string): Time {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return monthStart(zone, nameOf((year - 1970) * 12 + number))
}
