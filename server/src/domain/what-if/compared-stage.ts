import type { StageKey } from '../facts.ts'
import type { Program } from '../lifecycle/program.ts'
import type { Ladder } from './compare.ts'

/** The stage whose people a what-if compares, as each program calls it. */
export interface StagePair {
  readonly current: StageKey
  readonly candidate: StageKey
}

/** What volumes are promised of, unless something else is said. */
const USUAL_STAGE = 'mql'

/** The stage that is asked for, else `mql`, else the first of marketing with a volume, else the first with one; null where there is none. */
export function comparedStage(current: Program, candidate: Program, asked: string | undefined): StagePair | null {
  const key = asked ?? usualStage(current) ?? usualStage(candidate)
  if (key === null || (!hasStage(current, key) && !hasStage(candidate, key))) return null
  return { current: key, candidate: hasStage(candidate, key) ? key : (candidate.migrations[key] ?? key) }
}

function usualStage(program: Program): StageKey | null {
  if (hasStage(program, USUAL_STAGE)) return USUAL_STAGE
  const promised = program.document.stages.filter(({ volume }) => volume !== undefined)
  return (promised.find(({ owner }) => owner === 'marketing') ?? promised[0])?.key ?? null
}

function hasStage(program: Program, key: StageKey): boolean {
  return program.tracks.some(({ byKey }) => byKey.has(key))
}

export function ladderOf(program: Program): Ladder {
  return { zone: program.zone, tracks: program.tracks.map(({ stages }) => stages.map(({ key }) => key)) }
}

/** The stages that come after one in its track. */
export function stagesAfter(program: Program, stage: StageKey): readonly StageKey[] {
  const track = ladderOf(program).tracks.find((keys) => keys.includes(stage)) ?? []
  return track.slice(track.indexOf(stage) + 1)
}
