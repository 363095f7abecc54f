import { DAY } from '../duration.ts'
import { histogramQuantile, totalOf } from './histogram.ts'

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

/** Quantiles of times in ms, in days; null of nothing. */
export function exclusiveQuantiles(times: ArrayLike<number>): Quantiles | null {
  const n = times.length
  if (n === 0) return null
  const placed = new Float64Array(times)
  const ranks = SHARES.map((share) => Math.floor(Math.min(n, Math.max(1, (n + 1) * share))) - 1)
  placeRanks(placed, [...new Set(ranks.flatMap((rank) => [rank, Math.min(n - 1, rank + 1)]))])
  const at = (share: number) => inDays(exclusiveQuantile(placed, share))
  return { n, median: at(0.5), q1: at(0.25), q3: at(0.75), p90: at(0.9), method: 'exclusive' }
}

/** Below so many values, sorting them is the shortest way. */
const FEW = 32

/**
 * Puts those values that sorting would put at these ranks (from 0) there, and leaves the others in any order: a quicksort that goes down only
 * into the sides that matter, a tenth of the work.
 */
export function placeRanks(values: Float64Array, ranks: readonly number[]): void {
  place(values, ranks, 0, values.length - 1, 2 * Math.ceil(Math.log2(values.length + 1)))
}

/** @param depth how often to go down further: where the pivots are bad, the rest is sorted */
function place(values: Float64Array, ranks: readonly number[], low: number, high: number, depth: number): void {
  if (ranks.length === 0 || low >= high) return
  if (high - low < FEW || depth === 0) {
    values.subarray(low, high + 1).sort()
    return
  }
  const at = (index: number) => values[index] as number
  const [a, b, c] = [at(low), at((low + high) >> 1), at(high)]
  const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
  let [left, right] = [low, high]
  while (left <= right) {
    while (at(left) < pivot) left++
    while (at(right) > pivot) right--
    if (left > right) break
    const moved = at(left)
    values[left++] = at(right)
    values[right--] = moved
  }
  place(
    values,
    ranks.filter((rank) => rank <= right),
    low,
    right,
    depth - 1,
  )
  place(
    values,
    ranks.filter((rank) => rank >= left),
    left,
    high,
    depth - 1,
  )
}

/** Quantiles of times that were counted in buckets, in days. */
export function histogramQuantiles(counts: ArrayLike<number>): Quantiles | null {
  const n = totalOf(counts)
  if (n === 0) return null
  const at = (share: number) => inDays(histogramQuantile(counts, share))
  return { n, median: at(0.5), q1: at(0.25), q3: at(0.75), p90: at(0.9), method: 'histogram' }
}

/** Days to four decimals: less than nine seconds. */
export function inDays(ms: number): number {
  return Math.round((ms / DAY) * 10_000) / 10_000
}
