import { DAY } from '../duration.ts'
import type { Time } from '../facts.ts'
import type { Position } from './state.ts'

/** Most moves of rules in one track within a day, and at all: more is a lifecycle that runs in a circle. */
const MOST_A_DAY = 20
const MOST = 1000

/**
 * Until when a track has to rest before a rule may move again; null where it may at once.
 * One move a moment: a second that would hold waits a millisecond. Stages that send contacts back and forth are slowed
 * down, and stopped in the end, so that no document can keep a process busy.
 */
export function restUntil({ stage, since, entered }: Position, now: Time): Time | null {
  if (stage !== null && since === now) return now + 1
  if (entered.length >= MOST) return Number.POSITIVE_INFINITY
  const oldest = entered.at(-MOST_A_DAY)
  return oldest !== undefined && oldest.at + DAY > now ? oldest.at + DAY : null
}
