import type { WhyView } from '../../../../server/src/contract/why.ts'

type Score = WhyView['scores'][string]

export interface CurvePoint {
  readonly at: number
  readonly points: number
}

const DAY = 86_400_000
export const PAST = 90 * DAY
export const FUTURE = 60 * DAY
const STEP = DAY

/**
 * How the points of a score went and how they will fade if nothing happens. It begins where all contributions are known, so a long history has
 * a shorter curve.
 */
export function scoreCurve(
  score: Pick<Score, 'shares' | 'groups' | 'conditions' | 'halfLife' | 'cap' | 'since'>,
  now: number,
): readonly CurvePoint[] {
  const known = score.since === null ? now - PAST : Math.max(now - PAST, Date.parse(score.since))
  const given = score.conditions.reduce((sum, { holds, points }) => (holds ? sum + points : sum), 0)
  const earlier = score.groups.reduce((sum, group) => sum + group.earlier, 0)
  const shares = score.shares.map(({ at, points, cut }) => ({ at: Date.parse(at), points: points + cut }))
  const left = (points: number, since: number, at: number) =>
    score.halfLife === null ? points : points * 2 ** (-(at - since) / score.halfLife)
  const curve: CurvePoint[] = []
  for (let at = known; at <= now + FUTURE; at += STEP) {
    const sum = shares.reduce((all, share) => (share.at <= at ? all + left(share.points, share.at, at) : all), 0)
    curve.push({ at, points: Math.min(score.cap, Math.max(0, given + sum + left(earlier, now, at))) })
  }
  return curve
}
