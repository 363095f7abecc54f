import { localMonth } from '../domain/calendar/zone.ts'
import type { Time } from '../domain/facts.ts'
import { SYNDICATION } from './campaigns.ts'
import { type Year, ZONE } from './year.ts'

/** What goes wrong at Fernhill this year. Reports are to find each of these; docs/demo.md says with which command. */
export interface Leaks {
  /** The month, as `2026-03`, in which the new guide form's mail bears a dead link. */
  readonly deadLinkMonth: string
}

/** What every person's year lies in. */
export interface Surroundings {
  readonly year: Year
  readonly leaks: Leaks
}

export function leaksOf(year: Year): Leaks {
  // Long enough ago that its people can be judged, and not so long that there is nothing before it.
  return { deadLinkMonth: year.wholeMonths()[4] ?? '' }
}

/**
 * Leak 1. A publisher sells addresses of people with the right titles who want its library, not the product. They take
 * guide after guide, so that their scores make them MQLs, and hardly one of them wants to talk to sales.
 */
export function wantsOnlyTheLibrary(campaign: string): boolean {
  return campaign === SYNDICATION
}

/**
 * Leak 2. Nobody is at work when America writes, and nobody is made responsible for the morning after: what comes from
 * there lies for days. Who has waited is colder when somebody calls.
 */
export function liesForDays(country: string): boolean {
  return country === 'US' || country === 'CA'
}

/** How much of the interest is left after so many days without an answer. */
export function interestLeft(daysWaited: number): number {
  return Math.exp(-daysWaited / 2.6)
}

/**
 * Leak 3. With the first day of one month a new form for guides goes live. The mail that it sends bears a dead link, and
 * it forgets to enter people into the series of mails. A month later somebody sees it.
 */
export function hasDeadLink({ deadLinkMonth }: Leaks, at: Time): boolean {
  return localMonth(ZONE, at) === deadLinkMonth
}
