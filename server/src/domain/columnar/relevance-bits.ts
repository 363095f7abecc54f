/** Bits of all rules. */
export const ALL = -1
const MOST_BITS = 31

/** The bit of a rule by its place; those beyond the last bit share it. */
export function bitOf(place: number): number {
  return 1 << Math.min(place, MOST_BITS)
}

/** The bits of rules behind a place; of those that share a bit all are behind one another. */
export function bitsAfter(place: number): number {
  return place >= MOST_BITS - 1 ? bitOf(MOST_BITS) : ALL << (place + 1)
}
