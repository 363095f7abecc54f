import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bothWalks } from '../../testing/both-walks.ts'
import { steps } from '../../testing/histories.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'

test('a walk over columns makes the moves of the object walk in very many lives', () => {
  let moves = 0
  fc.assert(
    fc.property(
      lifecycles.chain((lived) => fc.tuple(fc.constant(lived), lifecycles, steps(lived.program, 30))),
      ([lived, candidate, given]) => {
        const { columns, objects } = bothWalks(lived.program, candidate.program, given)
        moves += objects.moves.length
        expect(columns).toEqual(objects)
      },
    ),
    // As many as there is time for.
    { numRuns: 3000, interruptAfterTimeLimit: 4 * 60_000, markInterruptAsFailure: false },
  )
  expect(moves).toBeGreaterThan(300)
}, 600_000)
