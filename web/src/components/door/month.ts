import { dateFormat } from '../locale.ts'

// A month is a name, wherever one is.
const format = dateFormat({ month: 'long', year: 'numeric', timeZone: 'UTC' })
const shortFormat = dateFormat({ month: 'short', year: 'numeric', timeZone: 'UTC' })

/** `2026-03` as "March 2026". */
export const monthText = (month: string): string => format.format(Date.parse(`${month}-01`))

/** `2026-03` as "Mar 2026". */
export const shortMonthText = (month: string): string => shortFormat.format(Date.parse(`${month}-01`))

/** "in March 2026", "from March 2026 to May 2026", "since March 2026"; empty where there is no bound. */
export function monthsText(since: string | null | undefined, until: string | null | undefined): string {
  if (since && until)
    return since === until ? `in ${monthText(since)}` : `from ${monthText(since)} to ${monthText(until)}`
  if (since) return `since ${monthText(since)}`
  return until ? `until ${monthText(until)}` : ''
}

/** The month so many months later (or earlier, below nought). */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7)
}

/** The month of a moment where the reader is. */
export function monthAt(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}`
}

/** How many months from one to another, both counted. */
export function monthsBetween(since: string, until: string): number {
  const [year = 0, month = 0] = since.split('-').map(Number)
  const [lastYear = 0, lastMonth = 0] = until.split('-').map(Number)
  return (lastYear - year) * 12 + lastMonth - month + 1
}
