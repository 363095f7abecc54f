/** Upper edge ÷ lower edge: the middle of a bucket is at most 4.9 % away from any time in it. */
const GROWTH = Math.log(1.1)
const SMALLEST_MS = 1000

/** The bucket of a time; 0 for all below a second. */
export function bucketOfTime(ms: number): number {
  return ms < SMALLEST_MS ? 0 : 1 + Math.floor(Math.log(ms / SMALLEST_MS) / GROWTH)
}

/** More than any time between two moments that a date can tell has a bucket of. */
export const MOST_BUCKETS = bucketOfTime(2 * 8.64e15) + 1

/** The middle of a bucket, in ms. */
export function timeOfBucket(bucket: number): number {
  return bucket === 0 ? 0 : SMALLEST_MS * Math.exp((bucket - 0.5) * GROWTH)
}

/** A quantile of what was counted in buckets, within 5 %. */
export function histogramQuantile(counts: Float64Array, share: number, total = totalOf(counts)): number {
  const rank = Math.min(total, Math.max(1, (total + 1) * share))
  let before = 0
  for (let bucket = 0; bucket < counts.length; bucket++) {
    before += counts[bucket] ?? 0
    if (before >= rank && before > 0) return timeOfBucket(bucket)
  }
  return Number.NaN
}

/** How many times were counted. */
export function totalOf(counts: Float64Array): number {
  let total = 0
  for (let bucket = 0; bucket < counts.length; bucket++) total += counts[bucket] ?? 0
  return total
}
