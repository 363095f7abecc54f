/** Upper edge ÷ lower edge: the middle of a bucket is at most 4.9 % away from any time in it. */
const GROWTH = Math.log(1.1)
const SMALLEST_MS = 1000

/** The bucket of a time; 0 for all below a second. */
export function bucketOfTime(ms: number): number {
  return ms < SMALLEST_MS ? 0 : 1 + Math.floor(Math.log(ms / SMALLEST_MS) / GROWTH)
}

/** The middle of a bucket, in ms. */
export function timeOfBucket(bucket: number): number {
  return bucket === 0 ? 0 : SMALLEST_MS * Math.exp((bucket - 0.5) * GROWTH)
}

/** A quantile of what was counted in buckets, within 5 %. */
export function histogramQuantile(counts: ReadonlyMap<number, number>, share: number): number {
  const buckets = [...counts].filter(([, count]) => count > 0).sort(([a], [b]) => a - b)
  const total = buckets.reduce((sum, [, count]) => sum + count, 0)
  const rank = Math.min(total, Math.max(1, (total + 1) * share))
  let before = 0
  for (const [bucket, count] of buckets) {
    before += count
    if (before >= rank) return timeOfBucket(bucket)
  }
  return Number.NaN
}
