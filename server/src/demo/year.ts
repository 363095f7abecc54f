import { atLocal, localDay, localMonth } from '../domain/calendar/zone.ts'
import { DAY } from '../domain/duration.ts'
import type { Time } from '../domain/facts.ts'
import type { Chance } from './chance.ts'

/** Where the company works: its days and months are counted here. */
export const ZONE = 'Europe/Berlin'
const DAYS = 365

/** How busy each month is, January first: holidays in summer and at the year's end. */
const monthWeights = [1.05, 1.05, 1.1, 1, 0.95, 0.95, 0.8, 0.65, 1.15, 1.2, 1.1, 0.6]
/** From Sunday to Saturday. */
const weekdayWeights = [0.25, 1.1, 1.25, 1.2, 1.15, 0.85, 0.2]
/** The site grows: its last day sees this much more than its first. */
const GROWTH = 0.3

/** The simulated year: its days, its months, and how busy they are. */
export class Year {
  readonly from: Time
  /** The end of the last day. */
  readonly until: Time
  readonly #firstDay: number
  readonly #busy: readonly number[]

  /** @param lastDay its last day, in days since 1970-01-01 */
  constructor(lastDay: number) {
    this.#firstDay = lastDay - DAYS + 1
    this.from = atLocal(ZONE, this.#firstDay, 0)
    this.until = atLocal(ZONE, lastDay + 1, 0)
    let sum = 0
    this.#busy = Array.from({ length: DAYS }, (_, index) => {
      const date = new Date((this.#firstDay + index) * DAY)
      const season = monthWeights[date.getUTCMonth()] ?? 1
      const weekday = weekdayWeights[date.getUTCDay()] ?? 1
      sum += season * weekday * (1 + (GROWTH * index) / DAYS)
      return sum
    })
  }

  /** A day of the year (0 is the first), busy ones more often; between two shares of the year, such as 0.5 and 0.75. */
  busyDay(chance: Chance, from = 0, until = 1): number {
    const at = (share: number) => this.#busy[Math.min(DAYS - 1, Math.floor(share * DAYS))] ?? 0
    const low = from === 0 ? 0 : at(from)
    const wanted = chance.between(low, at(until))
    const found = this.#busy.findIndex((sum) => sum > wanted)
    return found < 0 ? DAYS - 1 : found
  }

  /** Which day of the year it is; those before and after go on being counted. */
  dayOf(at: Time): number {
    return localDay(ZONE, at) - this.#firstDay
  }

  /** A moment of a day of the year at which somebody in a place `hoursAhead` of Berlin sits at a computer. */
  daytime(chance: Chance, day: number, hoursAhead: number): Time {
    const hour = Math.min(23.8, Math.max(0.1, chance.normal(13.2, 2.6) - hoursAhead))
    return atLocal(ZONE, this.#firstDay + day, 0) + Math.floor(hour * 3_600_000) + chance.whole(0, 59_999)
  }

  /** A moment on the first working day on or after `at`, in office hours of Berlin. */
  officeTime(chance: Chance, at: Time): Time {
    let day = this.dayOf(at)
    while ([0, 6].includes(new Date((this.#firstDay + day) * DAY).getUTCDay())) day += 1
    const opens = atLocal(ZONE, this.#firstDay + day, 9 * 60)
    const closes = atLocal(ZONE, this.#firstDay + day, 17.5 * 60)
    if (at < opens) return opens + chance.whole(60_000, 3_600_000)
    return at < closes ? at : this.officeTime(chance, atLocal(ZONE, this.#firstDay + day + 1, 0))
  }

  /** Whole months that lie in the year, the last one first: `2026-05`. */
  wholeMonths(): readonly string[] {
    const months = new Set<string>()
    for (let day = DAYS - 1; day >= 0; day -= 1) months.add(localMonth(ZONE, atLocal(ZONE, this.#firstDay + day, 0)))
    const first = new Date(this.#firstDay * DAY)
    const partial = first.getUTCDate() === 1 ? null : first.toISOString().slice(0, 7)
    const end = new Date((this.#firstDay + DAYS) * DAY)
    const unfinished = end.getUTCDate() === 1 ? null : end.toISOString().slice(0, 7)
    return [...months].filter((month) => month !== partial && month !== unfinished)
  }
}
