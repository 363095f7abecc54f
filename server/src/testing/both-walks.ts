import { walkColumns } from '../domain/columnar/column-walk.ts'
import { readsOf } from '../domain/columnar/reads.ts'
import { type Snapshot, SnapshotBuilder } from '../domain/columnar/snapshot.ts'
import { DAY } from '../domain/duration.ts'
import { NAMED_BY, type Time } from '../domain/facts.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { type Moves, MovesBuilder, stageCodes } from '../domain/what-if/moves.ts'
import { occurredFacts, walkOccurred } from '../domain/what-if/walk-occurred.ts'
import type { Step } from './histories.ts'
import { live } from './lives.ts'

/** Moves as one can compare them. */
export function plainMoves({ stages, starts, stage, at, cause, grade, orphaned }: Moves) {
  return {
    stages: [...stages],
    starts: [...starts],
    moves: [...stage].map((code, index) => [stages[code], at[index], cause[index], grade[index]]),
    orphaned,
  }
}

/** Both say who they are first: without that there is nothing to decide. */
const introduced: readonly Step[] = (['a', 'b'] as const).map((who) => ({
  do: 'take',
  who,
  gap: 1,
  events: [[{ kind: 'track', name: 'Introduced', names: NAMED_BY.email }, 0]],
}))

export interface Lives {
  readonly snapshot: Snapshot
  /** A while after the last thing happened, so that time alone moves too. */
  readonly until: Time
  /** The object walk of everybody under a program. */
  walkObjects(program: Program): Moves
}

/** Lives lived under one program, to be walked under others: in columns, and one object after the other. */
export function livesOf(lived: Program, others: readonly Program[], steps: readonly Step[]): Lives {
  const { contacts, now } = live([lived], [...introduced, ...steps])
  const people = [...contacts.rows.values()].filter(({ mergedInto }) => mergedInto === null).map(({ id }) => id)
  const until = now + 200 * DAY
  const columns = new SnapshotBuilder(readsOf([lived, ...others]))
  for (const id of people) columns.addHistory(id, occurredFacts(contacts.library, id, {}))
  return {
    snapshot: columns.finish(),
    until,
    walkObjects(program) {
      const builder = new MovesBuilder(stageCodes(program))
      for (const id of people) walkOccurred(program, contacts.library, id, { until, builder })
      return builder.finish()
    },
  }
}

/** The moves of one program over lives, both ways. */
export function bothWalks(lived: Program, program: Program, steps: readonly Step[]) {
  const { snapshot, until, walkObjects } = livesOf(lived, [program], steps)
  return { columns: plainMoves(walkColumns(program, snapshot, { until })), objects: plainMoves(walkObjects(program)) }
}
