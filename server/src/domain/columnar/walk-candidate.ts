import type { Program } from '../lifecycle/program.ts'
import type { Moves } from '../what-if/moves.ts'
import { type ColumnWalk, walkColumns } from './column-walk.ts'
import { sameOutcome } from './same-outcome.ts'
import type { Snapshot } from './snapshot.ts'

/** A walk that was made of all contacts, with how many rulings were not followed of each. */
export interface KeptWalk {
  readonly program: Program
  readonly moves: Moves
  readonly orphans: Uint16Array
}

type Range = Pick<ColumnWalk, 'until' | 'from' | 'to' | 'skip'>

export function walkPublished(program: Program, snapshot: Snapshot, range: Range): KeptWalk {
  const orphans = new Uint16Array(snapshot.starts.length - 1)
  return { program, moves: walkColumns(program, snapshot, { ...range, orphans }), orphans }
}

/** Walks those whom the candidate may move otherwise than the program in force; of the others the moves are known. */
export function walkCandidate(candidate: Program, published: KeptWalk, snapshot: Snapshot, range: Range): Moves {
  const same = sameOutcome(published.program, candidate, snapshot)
  if (same === null) return walkColumns(candidate, snapshot, range)
  const { from = 0, to = same.length, skip } = range
  const left = same.slice()
  if (skip !== undefined)
    for (let contact = 0; contact < skip.length; contact++) if (skip[contact] === 1) left[contact] = 1
  const walked = walkColumns(candidate, snapshot, { ...range, skip: left })
  return merged(published, walked, { same, from, to })
}

/** Of each contact the moves of the one walk or of the other. Both programs have the same stages. */
function merged(
  { moves: known, orphans }: KeptWalk,
  walked: Moves,
  { same, from, to }: { readonly same: Uint8Array; readonly from: number; readonly to: number },
): Moves {
  const size = known.at.length + walked.at.length
  const all = {
    starts: new Uint32Array(to - from + 1),
    stage: new Uint16Array(size),
    at: new Float64Array(size),
    cause: new Uint8Array(size),
    grade: new Uint8Array(size),
  }
  let [count, orphaned] = [0, walked.orphaned]
  for (let contact = from; contact < to; contact++) {
    const place = contact - from
    const isKnown = same[contact] === 1
    if (isKnown) orphaned += orphans[contact] as number
    const { starts, stage, at, cause, grade } = isKnown ? known : walked
    for (let move = starts[place] as number; move < (starts[place + 1] as number); move++) {
      all.stage[count] = stage[move] as number
      all.at[count] = at[move] as number
      all.cause[count] = cause[move] as number
      all.grade[count] = grade[move] as number
      count += 1
    }
    all.starts[place + 1] = count
  }
  return {
    stages: known.stages.length > walked.stages.length ? known.stages : walked.stages,
    starts: all.starts,
    stage: all.stage.slice(0, count),
    at: all.at.slice(0, count),
    cause: all.cause.slice(0, count),
    grade: all.grade.slice(0, count),
    orphaned,
  }
}
