import type { WhyView } from '../../../../server/src/contract/why.ts'

interface GroupPoints {
  readonly group: string
  /** What is left of them now. */
  readonly points: number
}

/** The points of a score by group, the largest first. */
export function groupsOf({ shares }: Pick<WhyView['scores'][string], 'shares'>): readonly GroupPoints[] {
  const sums = new Map<string, number>()
  for (const { group, now } of shares) sums.set(group, (sums.get(group) ?? 0) + now)
  return [...sums]
    .filter(([, points]) => points !== 0)
    .map(([group, points]) => ({ group, points }))
    .sort((a, b) => b.points - a.points)
}
