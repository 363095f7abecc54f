import { DAY } from '../duration.ts'
import { histogramQuantile, totalOf } from './histogram.ts'
import { valuesAtRanks } from './values-at-ranks.ts'

/** From how many times on they are no longer looked at one by one. */
export const MOST_EXACT = 100_000

export interface Quantiles {
  readonly n: number
  readonly median: number
  readonly q1: number
  readonly q3: number
  readonly p90: number
  readonly method: 'exclusive' | 'histogram'
}

/**
 * The value below which a share of the population lies, as the exclusive method estimates it: at rank (n + 1) · share of the sorted values,
 * between neighbours in proportion; the least or the greatest where the rank lies outside.
 * @param valueAt the value at a rank, from 1
 */
export function rankedQuantile(valueAt: (rank: number) => number, n: number, share: number): number {
  const rank = Math.min(n, Math.max(1, (n + 1) * share))
  const below = Math.floor(rank)
  const low = valueAt(below)
  return rank === below ? low : low + (valueAt(below + 1) - low) * (rank - below)
}

export function exclusiveQuantile(sorted: ArrayLike<number>, share: number): number {
  return rankedQuantile((rank) => sorted[rank - 1] ?? Number.NaN, sorted.length, share)
}

const SHARES = [0.25, 0.5, 0.75, 0.9]

/** Quantiles of times in ms, in days; null of nothing. The times are put into another order. */
export function exclusiveQuantiles(times: Float64Array): Quantiles | null {
  const n = times.length
  if (n === 0) return null
  const ranks = SHARES.map((share) => Math.floor(Math.min(n, Math.max(1, (n + 1) * share))))
  const valueAt = valuesAtRanks(times, [...ranks, ...ranks.map((rank) => Math.min(n, rank + 1))])
  const at = (share: number) => inDays(rankedQuantile(valueAt, n, share))
  return { n, median: at(0.5), q1: at(0.25), q3: at(0.75), p90: at(0.9), method: 'exclusive' }
}

/** Quantiles of times that were counted in buckets, in days. */
export function histogramQuantiles(counts: Float64Array): Quantiles | null {
  const n = totalOf(counts)
  if (n === 0) return null
  const at = (share: number) => inDays(histogramQuantile(counts, share, n))
  return { n, median: at(0.5), q1: at(0.25), q3: at(0.75), p90: at(0.9), method: 'histogram' }
}

/** Days to four decimals: less than nine seconds. */
export function inDays(ms: number): number {
  return Math.round((ms / DAY) * 10_000) / 10_000
}
