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
export function exclusiveQuantiles(times: Float64Array): Quantiles | null {
  const n = times.length
  if (n === 0) return null
  const ranks = SHARES.map((share) => Math.floor(Math.min(n, Math.max(1, (n + 1) * share))))
  const valueAt = valuesAtRanks(times, [...ranks, ...ranks.map((rank) => Math.min(n, rank + 1))])
  const at = (share: number) => inDays(rankedQuantile(valueAt, n, share))
  return { n, median: at(0.5), q1: at(0.25), q3: at(0.75), p90: at(0.9), method: 'exclusive' }
}

/** Below so many values, sorting them is the shortest way. */
const FEW = 64
/** Of the 32 bits of a number, those that tell values apart that are less than a two-hundredth from each other. */
const REST_BITS = 15
const CLASSES = 2 ** (32 - 1 - REST_BITS)

// Used again and again: an answer may have hundreds of groups. Between two calls all are zero.
const counts = new Uint32Array(CLASSES)
let rounded = new Float32Array(4096)
let classes = new Uint32Array(rounded.buffer)

/**
 * The values at these ranks, from 1, without sorting all: they are counted by the first bits of what they are as 32-bit numbers, which have
 * the same order, and only those that share them with a wanted one are sorted.
 * @param values none below zero
 */
export function valuesAtRanks(values: Float64Array, ranks: readonly number[]): (rank: number) => number {
  if (values.length < FEW) {
    const sorted = values.slice().sort()
    return (rank) => sorted[rank - 1] ?? Number.NaN
  }
  classify(values)
  const [least, most] = count(values.length)
  const places = placesOf(least, most, ranks)
  const found = new Map<number, number[]>()
  for (const { of } of places.values()) found.set(of, [])
  counts.fill(0, least, most + 1)
  for (const of of found.keys()) counts[of] = 1
  for (let index = 0; index < values.length; index++) {
    const of = classes[index] as number
    if (counts[of] === 1) found.get(of)?.push(values[index] as number)
  }
  counts.fill(0, least, most + 1)
  for (const same of found.values()) same.sort((a, b) => a - b)
  return (rank) => {
    const place = places.get(rank)
    return place === undefined ? Number.NaN : (found.get(place.of)?.[place.nth] ?? Number.NaN)
  }
}

function classify(values: Float64Array): void {
  if (rounded.length < values.length) {
    rounded = new Float32Array(2 * values.length)
    classes = new Uint32Array(rounded.buffer)
  }
  rounded.set(values)
  for (let index = 0; index < values.length; index++) classes[index] = (classes[index] as number) >>> REST_BITS
}

/** @returns the least and the greatest class */
function count(length: number): readonly [number, number] {
  let [least, most] = [CLASSES, 0]
  for (let index = 0; index < length; index++) {
    const of = classes[index] as number
    counts[of] = (counts[of] as number) + 1
    if (of < least) least = of
    if (of > most) most = of
  }
  return [least, most]
}

/** In which class each rank lies, and at which place in it. */
function placesOf(least: number, most: number, ranks: readonly number[]) {
  const places = new Map<number, { readonly of: number; readonly nth: number }>()
  const ascending = [...new Set(ranks)].sort((a, b) => a - b)
  let [before, next] = [0, 0]
  for (let of = least; of <= most && next < ascending.length; of++) {
    const until = before + (counts[of] as number)
    for (; next < ascending.length && (ascending[next] as number) <= until; next++)
      places.set(ascending[next] as number, { of, nth: (ascending[next] as number) - before - 1 })
    before = until
  }
  return places
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
