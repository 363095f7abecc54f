/** A stretch of time as the lifecycle document writes it: elapsed (`90m`, `24h`, `30d`), working hours (`8wh`) or working days (`5wd`). */
export type Duration =
  | { readonly unit: 'elapsed'; readonly ms: number }
  | { readonly unit: 'working_hours'; readonly hours: number }
  | { readonly unit: 'working_days'; readonly days: number }

const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const ELAPSED: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY }
const SHAPE = /^(\d+(?:\.\d+)?)(s|m|h|d|w|wh|wd)$/

/** Reads `5m`, `4h`, `30d`, `2w`, `8wh`, `5wd`; null where it is none of these, is zero, or lies beyond a hundred years. */
export function parseDuration(text: string): Duration | null {
  const [, digits, unit] = SHAPE.exec(text) ?? []
  if (digits === undefined || unit === undefined) return null
  const amount = Number(digits)
  if (!(amount > 0)) return null
  if (unit === 'wh') return amount <= 100_000 ? { unit: 'working_hours', hours: amount } : null
  if (unit === 'wd') return Number.isInteger(amount) && amount <= 10_000 ? { unit: 'working_days', days: amount } : null
  const ms = Math.round(amount * (ELAPSED[unit] ?? Number.NaN))
  return ms <= 36_525 * DAY ? { unit: 'elapsed', ms } : null
}
