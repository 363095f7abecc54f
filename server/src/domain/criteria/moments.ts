import type { Time } from '../facts.ts'

/** The earliest of these moments; null where there is none. */
export function earliest(moments: readonly (Time | null)[]): Time | null {
  return moments.reduce((a, b) => (a === null ? b : b === null ? a : Math.min(a, b)), null)
}

/** The newest of these moments; null where there is none. */
export function newest(moments: readonly (Time | null)[]): Time | null {
  return moments.reduce((a, b) => (a === null ? b : b === null ? a : Math.max(a, b)), null)
}
