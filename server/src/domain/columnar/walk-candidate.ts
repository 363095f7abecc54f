import type { Time } from '../facts.ts'
import type { Program } from '../lifecycle/program.ts'
import type { Moves } from '../what-if/moves.ts'
import { type ColumnWalk, walkColumns } from './column-walk.ts'
import { sameOutcome } from './same-outcome.ts'
import { contactsOf, type Snapshot } from './snapshot.ts'

/** A walk as it is kept: of the contacts from a place on. */
export interface KeptWalk {
  readonly until: Time
  /** The place of its first contact. */
  readonly from: number
  readonly moves: Moves
  /** By place in the snapshot: how many rulings were not followed, and when time alone may bring the next move. */
  readonly orphans: Uint16Array
  readonly wakes: Float64Array
}

export interface Range extends Pick<ColumnWalk, 'until'> {
  readonly from: number
  readonly to: number
  readonly skip: Uint8Array
}

/** Walks everybody under the program in force; after an earlier such walk only those whom time alone may have moved since. */
export function walkPublished(program: Program, snapshot: Snapshot, range: Range, before: KeptWalk | null): KeptWalk {
  const { until, from, to } = range
  const usable = before !== null && before.until <= until ? before : null
  const orphans = usable?.orphans.slice() ?? new Uint16Array(contactsOf(snapshot))
  const wakes = usable?.wakes.slice() ?? new Float64Array(contactsOf(snapshot)).fill(Number.POSITIVE_INFINITY)
  if (usable === null)
    return { until, from, orphans, wakes, moves: walkColumns(program, snapshot, { ...range, orphans, wakes }) }
  const rests = new Uint8Array(contactsOf(snapshot)).fill(1)
  for (let contact = from; contact < to; contact++) if ((wakes[contact] as number) < until) rests[contact] = 0
  const walked = walkRest(program, snapshot, { ...range, orphans, wakes }, rests)
  return { until, from, orphans, wakes, moves: merged(usable, walked, rests, range) }
}

/** Walks those whom the candidate may move otherwise than the program in force; of the others the moves are known. */
export function walkCandidate(
  candidate: Program,
  published: { readonly program: Program; readonly kept: KeptWalk },
  snapshot: Snapshot,
  range: Range,
): Moves {
  const same = sameOutcome(published.program, candidate, snapshot, range)
  if (same === null) return walkColumns(candidate, snapshot, range)
  return merged(published.kept, walkRest(candidate, snapshot, range, same), same, range)
}

function walkRest(program: Program, snapshot: Snapshot, walk: ColumnWalk & Range, known: Uint8Array): Moves {
  const skip = known.slice()
  for (let contact = 0; contact < walk.skip.length; contact++) if (walk.skip[contact] === 1) skip[contact] = 1
  return walkColumns(program, snapshot, { ...walk, skip })
}

/** Of each contact the moves that are known, or those that were walked. Both programs have the same stages. */
function merged(kept: KeptWalk, walked: Moves, known: Uint8Array, { from, to, skip }: Range): Moves {
  const size = kept.moves.at.length + walked.at.length
  const all = {
    starts: new Uint32Array(to - from + 1),
    stage: new Uint16Array(size),
    at: new Float64Array(size),
    cause: new Uint8Array(size),
    grade: new Uint8Array(size),
  }
  let [count, orphaned] = [0, walked.orphaned]
  let contact = from
  while (contact < to) {
    // Neighbours whose moves come from the same walk are taken together.
    const first = contact
    const [left, isKnown] = [skip[first] === 1, known[first] === 1]
    while (contact < to && (skip[contact] === 1) === left && (known[contact] === 1) === isKnown) contact += 1
    const source = isKnown ? kept.moves : walked
    const before = isKnown ? kept.from : from
    const begin = source.starts[first - before] as number
    const end = left ? begin : (source.starts[contact - before] as number)
    for (let one = first; one < contact; one++) {
      if (isKnown && !left) orphaned += kept.orphans[one] as number
      all.starts[one - from + 1] = left ? count : count + (source.starts[one - before + 1] as number) - begin
    }
    all.stage.set(source.stage.subarray(begin, end), count)
    all.at.set(source.at.subarray(begin, end), count)
    all.cause.set(source.cause.subarray(begin, end), count)
    all.grade.set(source.grade.subarray(begin, end), count)
    count += end - begin
  }
  return {
    // Stages that only erased people were in come after the others, in both walks alike.
    stages: kept.moves.stages.length > walked.stages.length ? kept.moves.stages : walked.stages,
    starts: all.starts,
    stage: all.stage.slice(0, count),
    at: all.at.slice(0, count),
    cause: all.cause.slice(0, count),
    grade: all.grade.slice(0, count),
    orphaned,
  }
}
