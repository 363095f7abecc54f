import type { Time } from '../facts.ts'

/**
 * Points that fade exponentially: half of them are left after each half-life.
 * @param halfLife milliseconds, or null for points that do not fade.
 */
export function faded(points: number, at: Time, now: Time, halfLife: number | null): number {
  if (halfLife === null || now <= at || points === 0) return points
  return points * 2 ** (-(now - at) / halfLife)
}

/**
 * A lower bound of the moment at which points fade to `threshold`: points · 2^(−t/h) = threshold ⇒ t = h · log2(points / threshold).
 * A millisecond early where rounding could make it late; null where they never reach it. Points that stand at the
 * threshold leave it at once.
 */
export function fadesTo(points: number, at: Time, threshold: number, halfLife: number | null): Time | null {
  if (halfLife === null || threshold <= 0 || points < threshold) return null
  return at + Math.floor(halfLife * (Math.log2(points) - Math.log2(threshold))) - 1
}

/**
 * What a score is sorted by, so that no order changes while all fade alike: log2(points) + at / half-life.
 * "At least x now" is then key ≥ log2(x) + now / half-life. Null for no points.
 */
export function sortKey(points: number, at: Time, halfLife: number | null): number | null {
  if (points <= 0) return null
  return Math.log2(points) + (halfLife === null ? 0 : at / halfLife)
}
