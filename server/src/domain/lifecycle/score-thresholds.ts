import { type ComparisonSettings, comparisonsOf } from '../criteria/comparison.ts'
import type { StageKey } from '../facts.ts'
import { isObject } from '../json.ts'
import { emptyState } from './fold.ts'
import type { Program } from './program.ts'
import type { BoundTree, Reason } from './tree.ts'

/** Where a number of points makes a difference. */
interface ThresholdUse {
  readonly use: 'entry' | 'exit' | 'level' | 'exclusion' | 'grade'
  /** The stage that asks for it; null for a grade. */
  readonly stage: StageKey | null
  /** The level, or the sign of the grade; null for the others. */
  readonly sign: string | null
}

export interface ScoreThreshold {
  readonly points: number
  readonly uses: readonly ThresholdUse[]
}

const found = new WeakMap<Program, ReadonlyMap<string, readonly ScoreThreshold[]>>()

/** The points of each score at which something turns, the most first: what stages, levels and exits ask for, and where grades begin. */
export function scoreThresholds(program: Program): ReadonlyMap<string, readonly ScoreThreshold[]> {
  const known = found.get(program)
  if (known !== undefined) return known
  const all = new Map<string, Map<number, ThresholdUse[]>>()
  const add = (score: string, points: number, use: ThresholdUse) => {
    const byPoints = all.get(score) ?? new Map<number, ThresholdUse[]>()
    all.set(score, byPoints)
    const uses = byPoints.get(points) ?? []
    byPoints.set(points, uses)
    if (!uses.some((one) => one.use === use.use && one.stage === use.stage && one.sign === use.sign)) uses.push(use)
  }
  for (const { tree, ...use } of treesOf(program))
    for (const { score, points } of scoresIn(tree.reasons(emptyState(program, ''), 0))) add(score, points, use)
  const { grade } = program.document.scores ?? {}
  for (const [score, bands] of Object.entries(grade ?? {}))
    for (const [sign, points] of Object.entries(bands)) add(score, points, { use: 'grade', stage: null, sign })
  const sorted = new Map(
    [...all].map(([score, byPoints]) => [
      score,
      [...byPoints].map(([points, uses]) => ({ points, uses })).sort((a, b) => b.points - a.points),
    ]),
  )
  found.set(program, sorted)
  return sorted
}

function treesOf(program: Program): readonly (ThresholdUse & { readonly tree: BoundTree })[] {
  const one = (use: ThresholdUse['use'], stage: StageKey, tree: BoundTree | null, sign: string | null = null) =>
    tree === null ? [] : [{ use, stage, sign, tree }]
  return program.tracks.flatMap(({ stages, detours, exclusions }) => [
    ...[...stages, ...detours].flatMap((stage) => [
      ...one('entry', stage.key, stage.when),
      ...stage.exits.flatMap(({ when, condition }) => [
        ...one('exit', stage.key, when),
        ...one('exit', stage.key, condition),
      ]),
      ...(stage.detour ? [] : stage.levels.flatMap(({ key, when }) => one('level', stage.key, when, key))),
    ]),
    ...exclusions.flatMap(({ to, condition }) => one('exclusion', to, condition)),
  ])
}

function scoresIn(reason: Reason): readonly { readonly score: string; readonly points: number }[] {
  if (reason.op !== 'leaf') return reason.parts.flatMap(scoresIn)
  if (reason.kind !== 'score' || !isObject(reason.wanted)) return []
  return Object.entries(reason.wanted).flatMap(([score, settings]) =>
    isObject(settings)
      ? comparisonsOf(settings as ComparisonSettings).map(({ threshold }) => ({ score, points: threshold }))
      : [],
  )
}
