import type { Time } from '../facts.ts'

/** The year 9999: what lies beyond never comes. */
const NEVER: Time = Date.UTC(9999, 0, 1)

/** Collects the earliest moment at which to look again. */
export class Alarm {
  next: Time | null = null
  readonly #now: Time

  constructor(now: Time) {
    this.#now = now
  }

  at(moment: Time | null): void {
    if (moment === null || !(moment < NEVER)) return
    const later = Math.max(Math.floor(moment), this.#now + 1)
    if (this.next === null || later < this.next) this.next = later
  }
}
