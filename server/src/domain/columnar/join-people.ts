import type { Moves } from '../what-if/moves.ts'
import { compareIds, type Snapshot } from './snapshot.ts'

/** Moves of people who stand in one of two snapshots. */
export interface PeopleMoves {
  readonly ids: Uint8Array
  readonly moves: Moves
}

/** Puts two sets of people together, by their ids; of those left out of the first, and not in the second, nothing stays. */
export function joinPeople(
  base: { readonly snapshot: Pick<Snapshot, 'ids'>; readonly moves: Moves; readonly skip: Uint8Array },
  other: PeopleMoves,
): PeopleMoves {
  const { ids: baseIds } = base.snapshot
  const [many, few] = [baseIds.length / 16, other.ids.length / 16]
  const ids = new Uint8Array(baseIds.length + other.ids.length)
  const size = base.moves.at.length + other.moves.at.length
  const stages = [...new Set([...base.moves.stages, ...other.moves.stages])]
  const joined = {
    stages,
    starts: new Uint32Array(many + few + 1),
    stage: new Uint16Array(size),
    at: new Float64Array(size),
    cause: new Uint8Array(size),
    grade: new Uint8Array(size),
    orphaned: base.moves.orphaned + other.moves.orphaned,
  }
  let [contacts, count] = [0, 0]
  const copy = (from: Uint8Array, { starts, stage, at, cause, grade, stages: own }: Moves, place: number) => {
    ids.set(from.subarray(16 * place, 16 * place + 16), 16 * contacts)
    for (let move = starts[place] ?? 0; move < (starts[place + 1] ?? 0); move++) {
      joined.stage[count] = own === base.moves.stages ? (stage[move] ?? 0) : stages.indexOf(own[stage[move] ?? 0] ?? '')
      joined.at[count] = at[move] ?? 0
      joined.cause[count] = cause[move] ?? 0
      joined.grade[count] = grade[move] ?? 0
      count += 1
    }
    contacts += 1
    joined.starts[contacts] = count
  }
  for (let [one, two] = [0, 0]; one < many || two < few; ) {
    const order = one === many ? 1 : two === few ? -1 : compareIds(baseIds, 16 * one, other.ids, 16 * two)
    if (order <= 0) {
      if (base.skip[one] !== 1) copy(baseIds, base.moves, one)
      one += 1
    }
    if (order >= 0) copy(other.ids, other.moves, two++)
  }
  return {
    ids: ids.slice(0, 16 * contacts),
    moves: {
      ...joined,
      starts: joined.starts.slice(0, contacts + 1),
      stage: joined.stage.slice(0, count),
      at: joined.at.slice(0, count),
      cause: joined.cause.slice(0, count),
      grade: joined.grade.slice(0, count),
    },
  }
}
