import { randomFillSync } from 'node:crypto'
import type { Time } from '../domain/facts.ts'
import { timeId } from '../domain/ids.ts'

const pool = new Uint8Array(6 * 1024)
let used = pool.length

/** Six random bytes; drawn by the thousand, since each draw costs more than the bytes do. */
function randomBytes(): Uint8Array {
  if (used >= pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 6
  return pool.subarray(used - 6, used)
}

/** A new id: of an event with `order` its number in the history, of anything else without. */
export function newId(at: Time, order = 0): string {
  return timeId(at, order, randomBytes())
}
