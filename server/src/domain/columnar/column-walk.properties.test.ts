import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { presetProgram } from '../../testing/compiled.ts'
import { steps } from '../../testing/histories.ts'
import { live } from '../../testing/lives.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'
import type { Program } from '../lifecycle/program.ts'
import { type Moves, MovesBuilder, stageCodes } from '../what-if/moves.ts'
import { occurredFacts, walkOccurred } from '../what-if/walk-occurred.ts'
import { walkColumns } from './column-walk.ts'
import { readsOf } from './reads.ts'
import { SnapshotBuilder } from './snapshot.ts'

const plain = ({ stages, starts, stage, at, cause, grade, orphaned }: Moves) => ({
  stages: [...stages],
  starts: [...starts],
  moves: [...stage].map((code, index) => [stages[code], at[index], cause[index], grade[index]]),
  orphaned,
})

/** Lives lived under one program, walked under another: from columns, and one object after the other. */
function bothWalks(lived: Program, candidate: Program, given: Parameters<typeof live>[1]) {
  const { contacts, now } = live([lived], given)
  const people = [...contacts.rows.values()].filter(({ mergedInto }) => mergedInto === null).map(({ id }) => id)
  const until = now + 200 * 86_400_000
  const objects = new MovesBuilder(stageCodes(candidate))
  const columns = new SnapshotBuilder(readsOf([lived, candidate]))
  for (const id of people) {
    walkOccurred(candidate, contacts.library, id, { until, builder: objects })
    columns.addHistory(id, occurredFacts(contacts.library, id, {}))
  }
  return { columns: plain(walkColumns(candidate, columns.finish(), { until })), objects: plain(objects.finish()) }
}

describe('a walk over columns', () => {
  test('makes the moves of the object walk, whatever the lifecycle and the history', () => {
    let moves = 0
    fc.assert(
      fc.property(
        lifecycles.chain((lived) => fc.tuple(fc.constant(lived), lifecycles, steps(lived.program, 15))),
        ([lived, candidate, given]) => {
          const { columns, objects } = bothWalks(lived.program, candidate.program, given)
          moves += objects.moves.length
          expect(columns).toEqual(objects)
        },
      ),
      { numRuns: 60 },
    )
    expect(moves).toBeGreaterThan(60)
  })

  test.each(['b2b', 'hubspot'])('of the preset %s', (key) => {
    const program = presetProgram(key)
    fc.assert(
      fc.property(steps(program, 15), (given) => {
        const { columns, objects } = bothWalks(program, program, given)
        expect(columns).toEqual(objects)
      }),
      { numRuns: 60 },
    )
  })
})
