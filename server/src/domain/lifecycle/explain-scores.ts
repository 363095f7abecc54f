import type { SlotOf } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import { faded } from '../scoring/fading.ts'
import type { Contribution } from './keep.ts'
import type { Program } from './program.ts'
import type { ContactState } from './state.ts'
import type { Reason } from './tree.ts'

interface ScoreShare {
  readonly event: string
  readonly at: Time
  readonly group: string
  readonly rule: number
  readonly points: number
  readonly cut: number
  /** What is left of it at the moment asked about. */
  readonly now: number
}

interface GroupPoints {
  readonly key: string
  readonly cap: number | null
  /** What is left of all its points at the moment asked about. */
  readonly points: number
  /** The part of them that came before the shares that are told one by one. */
  readonly earlier: number
}

export interface ExplainedScore {
  readonly points: number
  /** When the points last changed; they fade from there. */
  readonly halfLife: number | null
  readonly groups: readonly GroupPoints[]
  readonly shares: readonly ScoreShare[]
  /** Rules on what is known of the contact, as against what it did. */
  readonly conditions: readonly { readonly path: string; readonly points: number; readonly reason: Reason }[]
}

/** What rounding leaves of a difference of sums is no points. */
const ROUNDING = 1e-6

/**
 * What scores are made of at a moment. The points of a group are those of the state; of what `contributions` does not tell, all that came
 * before, the rest is one sum, so that the parts always add up.
 */
export function explainScores(
  program: Program,
  state: ContactState,
  contributions: readonly Contribution[],
  now: Time,
): Readonly<Record<string, ExplainedScore>> {
  return Object.fromEntries(
    Object.values(program.scores).map((score): [string, ExplainedScore] => {
      const shares = contributions
        .filter((one) => one.score === score.key && one.at <= now)
        .map(({ event, at, group, rule, points, cut }) => ({
          event,
          at,
          group,
          rule,
          points,
          cut,
          now: faded(points + cut, at, now, score.halfLife),
        }))
      const told = new Map<string, number>()
      for (const { group, now: left } of shares) told.set(group, (told.get(group) ?? 0) + left)
      const groups = score.groups.map(({ key, slot, cap }): GroupPoints => {
        const [given, at] = state.slots[slot] as SlotOf['score']
        const points = faded(given, at, now, score.halfLife)
        const earlier = points - (told.get(key) ?? 0)
        return { key, cap, points, earlier: Math.abs(earlier) < ROUNDING ? 0 : earlier }
      })
      const conditions = score.conditions.map(({ path, points, criteria }) => ({
        path,
        points,
        reason: criteria.reasons(state, now),
      }))
      return [
        score.key,
        { points: score.lifetime.value(state, now), halfLife: score.halfLife, groups, shares, conditions },
      ]
    }),
  )
}
