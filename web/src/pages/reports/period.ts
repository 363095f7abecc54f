import { monthAfter, monthsBetween } from '../../components/door/month.ts'

/** Months up to the present one, which is not over yet; `last` is the one before it. */
export const periods = ['this', 'last', '3m', '6m', '12m', '24m', 'all'] as const
export type Period = (typeof periods)[number]
export const usualPeriod: Period = '12m'

/** The months that a report is about; a missing bound is none. */
export interface Months {
  readonly since?: string
  readonly until?: string
}

interface AskedPeriod extends Months {
  readonly period?: Period
}

/** The months that the address asks for, seen from the present month. */
export function monthsOf({ period, since, until }: AskedPeriod, thisMonth: string): Months {
  if (since !== undefined || until !== undefined)
    return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) }
  const wanted = period ?? usualPeriod
  if (wanted === 'all') return {}
  if (wanted === 'last') return { since: monthAfter(thisMonth, -1), until: monthAfter(thisMonth, -1) }
  if (wanted === 'this') return { since: thisMonth }
  return { since: monthAfter(thisMonth, 1 - Number.parseInt(wanted, 10)) }
}

/** Whether the present month, which will still grow, is counted. */
export function includesThisMonth({ since, until }: Months, thisMonth: string): boolean {
  return (since === undefined || since <= thisMonth) && (until === undefined || until >= thisMonth)
}

/** The stretch of whole months whose people are old enough to judge, and the same stretch before it. */
export function comparableMonths({ since, until }: Months, thisMonth: string) {
  const oldEnough = monthAfter(thisMonth, -2)
  const last = until === undefined || until > oldEnough ? oldEnough : until
  if (since === undefined) return { now: { until: last }, before: null, length: null }
  if (since > last) return null
  const length = monthsBetween(since, last)
  const before = { since: monthAfter(since, -length), until: monthAfter(since, -1) }
  return { now: { since, until: last }, before, length }
}
