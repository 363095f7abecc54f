import fc from 'fast-check'
import { expect, test } from 'vitest'
import { steps } from '../../testing/histories.ts'
import { checkLife } from '../../testing/lives.ts'
import { versions } from '../../testing/small-lifecycles.ts'

const lives = versions.chain((lifecycles) =>
  steps(lifecycles[0]!.program, 12).map((done) => ({ lifecycles, steps: done })),
)

test('what lives with late facts, voids, merges, versions and accounts is proved, explained and folded to the same', () => {
  fc.assert(
    fc.property(lives, ({ lifecycles, steps: done }) => {
      expect(
        checkLife(
          lifecycles.map(({ program }) => program),
          done,
        ),
      ).toEqual([])
    }),
    { numRuns: 60 },
  )
}, 60_000)
