import type { Time } from './facts.ts'

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * A UUID (version 7) whose order is: time, then `order`, then chance.
 * @param order a count below 2^32; of facts of one millisecond the later recorded has the greater
 * @param random at least 6 random bytes
 */
export function timeId(at: Time, order: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  const high = Math.floor(at / 2 ** 16)
  const low = at % 2 ** 16
  bytes[0] = high >>> 24
  bytes[1] = high >>> 16
  bytes[2] = high >>> 8
  bytes[3] = high
  bytes[4] = low >>> 8
  bytes[5] = low
  bytes[6] = 0x70 | ((order >>> 28) & 0x0f)
  bytes[7] = order >>> 20
  bytes[8] = 0x80 | ((order >>> 14) & 0x3f)
  bytes[9] = order >>> 6
  bytes[10] = ((order & 0x3f) << 2) | ((random[0] ?? 0) & 0x03)
  for (let index = 0; index < 5; index++) bytes[11 + index] = random[1 + index] ?? 0
  return textOf(bytes)
}

/** The time that an id of `timeId` was made from. */
export function timeOfId(id: string): Time {
  return Number.parseInt(`${id.slice(0, 8)}${id.slice(9, 13)}`, 16)
}

const NO_CHANCE = new Uint8Array(6)
const ALL_CHANCE = Uint8Array.from([255, 255, 255, 255, 255, 255])

/** Before and behind all ids. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000'
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The first and the last id that anything of a moment can have. */
export const firstIdOf = (at: Time): string => timeId(at, 0, NO_CHANCE)
export const lastIdOf = (at: Time): string => timeId(at, 0xffffffff, ALL_CHANCE)

function textOf(bytes: Uint8Array): string {
  let text = ''
  for (let index = 0; index < 16; index++) {
    if (index === 4 || index === 6 || index === 8 || index === 10) text += '-'
    text += HEX[bytes[index] ?? 0]
  }
  return text
}

/** Where a row lives when contacts are spread: the last byte of its id, which is chance. */
export function bucketOf(id: string): number {
  return Number.parseInt(id.slice(-2), 16)
}
