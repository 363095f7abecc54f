import type { StageKey } from '../facts.ts'
import { cellOf } from './contribution.ts'
import { type Sums, shareOf } from './sums.ts'

/** How many of those who entered a stage went on to another. */
export interface Step {
  readonly from: StageKey
  readonly to: StageKey
  readonly base: number
  readonly entered: number
  readonly reached: number
  readonly conversion: number | null
  readonly passage: number | null
}

export function stepBetween(sums: Sums, from: StageKey, to: StageKey): Step {
  const base = sums.of(cellOf.entered(from))
  const entered = sums.of(cellOf.followed(from, to))
  const reached = sums.of(cellOf.passed(from, to))
  return { from, to, base, entered, reached, conversion: shareOf(entered, base), passage: shareOf(reached, base) }
}

/** Each stage with the next. */
export function pairsOf(stages: readonly StageKey[]): readonly (readonly [from: StageKey, to: StageKey])[] {
  return stages.slice(1).map((to, index) => [stages[index] as StageKey, to] as const)
}

/** The three counts of the funnel, by stage. */
export function funnelCounts(sums: Sums, stages: readonly StageKey[]) {
  const entered = sums.byStage(stages, cellOf.entered)
  const again = sums.byStage(stages, cellOf.again)
  return {
    counts: sums.byStage(stages, cellOf.reached),
    entered,
    passes: Object.fromEntries(stages.map((stage) => [stage, (entered[stage] ?? 0) + (again[stage] ?? 0)])),
  }
}

/** Who reached the last stage of those who reached the first. */
export function wholeConversion(
  counts: Readonly<Record<StageKey, number>>,
  stages: readonly StageKey[],
): number | null {
  return shareOf(counts[stages.at(-1) ?? ''] ?? 0, counts[stages[0] ?? ''] ?? 0)
}
