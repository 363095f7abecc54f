import type { SlotOf } from '../aggregates.ts'
import type { Bound, GradeReader, ScoreReader } from '../criteria/criterion.ts'
import { earliest } from '../criteria/moments.ts'
import type { Time } from '../facts.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { faded, fadesTo } from './fading.ts'

export interface ScoreParts {
  readonly cap: number
  readonly halfLife: number | null
  /** Slots of the groups whose points come from events. */
  readonly groups: readonly number[]
  /** Rules that give points while a condition holds. */
  readonly conditions: readonly { readonly criteria: Bound; readonly points: number }[]
  /** False where no rule for an event takes points away. */
  readonly takes?: boolean
  /** False where time alone turns none of the conditions. */
  readonly turning?: boolean
}

const ROUNDING = 1e-9

/** Reads a score from a state: the sum of its groups, faded to now, clipped to [0, cap]. Reading changes nothing. */
export function scoreReader(parts: ScoreParts): ScoreReader {
  const fromEvents = (state: ContactState, now: Time): number => {
    let sum = 0
    for (const slot of parts.groups) {
      const [points, at] = state.slots[slot] as SlotOf['score']
      sum += faded(points, at, now, parts.halfLife)
    }
    return sum
  }
  const fromConditions = (state: ContactState, now: Time): number => {
    let sum = 0
    for (const { criteria, points } of parts.conditions) if (criteria.test(state, now)) sum += points
    return sum
  }
  const fades = parts.halfLife !== null && parts.groups.length > 0
  const { takes = true, turning = parts.conditions.length > 0 } = parts
  const given = parts.conditions.reduce((sum, { points }) => sum + Math.max(0, points), 0)
  return {
    groups: parts.groups,
    conditions: parts.conditions.map(({ criteria }) => criteria),
    // Points below nothing fade upwards.
    rises: turning || (fades && takes),
    falls: turning || fades,
    needs(threshold) {
      // A little less than the difference, since sums are rounded.
      const least = threshold - given - ROUNDING * (threshold + given)
      return threshold <= 0 || least <= 0 ? null : { slots: parts.groups, least }
    },
    value: (state, now) => Math.min(parts.cap, Math.max(0, fromEvents(state, now) + fromConditions(state, now))),
    until(state, now, threshold) {
      const moments = parts.conditions.map(({ criteria }) => criteria.until(state, now, !criteria.test(state, now)))
      const sum = fromEvents(state, now)
      const rest = threshold - fromConditions(state, now)
      // What fades towards nothing is lost in rounding at last, and then stands at the threshold itself.
      const lost = Math.max(Math.abs(threshold) * 2 ** -53, Number.MIN_VALUE)
      // All groups of a score fade alike, so its sum keeps its sign and moves only towards nothing.
      const crossing =
        sum > 0
          ? fadesTo(sum, now, Math.max(rest, lost), parts.halfLife)
          : sum < 0
            ? fadesTo(-sum, now, Math.max(-rest, lost), parts.halfLife)
            : null
      if (crossing !== null) moments.push(Math.max(now + 1, crossing))
      return earliest(moments)
    },
    latest(state) {
      let newest = 0
      for (const slot of parts.groups) newest = Math.max(newest, (state.slots[slot] as SlotOf['score'])[1])
      return newest === 0 ? null : newest
    },
  }
}

export interface GradeBands {
  readonly fit: ScoreReader
  readonly engagement: ScoreReader
  /** Letter and least points, best first. */
  readonly letters: readonly (readonly [letter: string, least: number])[]
  /** Number and least points, best first. */
  readonly numbers: readonly (readonly [number: number, least: number])[]
}

/** Letter below all bands. */
const LOWEST_FIT = 'D'
/** Number below all bands. */
const LOWEST_ENGAGEMENT = 4

/** The grade from a fit and an engagement score: A1 (best) to D4. */
export function gradeReader(bands: GradeBands): GradeReader {
  return {
    fit(state, now) {
      const points = bands.fit.value(state, now)
      return bands.letters.find(([, least]) => points >= least)?.[0] ?? LOWEST_FIT
    },
    engagement(state, now) {
      const points = bands.engagement.value(state, now)
      return bands.numbers.find(([, least]) => points >= least)?.[0] ?? LOWEST_ENGAGEMENT
    },
    until: (state, now, part) =>
      earliest([
        ...(part === 'engagement' ? [] : bands.letters.map(([, least]) => bands.fit.until(state, now, least))),
        ...(part === 'fit' ? [] : bands.numbers.map(([, least]) => bands.engagement.until(state, now, least))),
      ]),
    latest: (state, now) => bands.engagement.latest(state, now),
    scores: (part) => [...(part === 'engagement' ? [] : [bands.fit]), ...(part === 'fit' ? [] : [bands.engagement])],
    rises: (part) => (part !== 'engagement' && bands.fit.rises) || (part !== 'fit' && bands.engagement.rises),
    falls: (part) => (part !== 'engagement' && bands.fit.falls) || (part !== 'fit' && bands.engagement.falls),
    needs(number) {
      if (number >= LOWEST_ENGAGEMENT) return null
      const enough = bands.numbers.filter(([one]) => one <= number).map(([, least]) => least)
      return bands.engagement.needs(Math.min(...enough, Number.MAX_VALUE))
    },
  }
}
