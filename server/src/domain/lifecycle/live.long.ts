import fc from 'fast-check'
import { expect, test } from 'vitest'
import { steps } from '../../testing/histories.ts'
import { checkLife } from '../../testing/lives.ts'
import { versions } from '../../testing/small-lifecycles.ts'

const lives = versions.chain((lifecycles) => steps(lifecycles[0]!.program).map((done) => ({ lifecycles, steps: done })))

test('thousands of lives are proved and folded to the same', () => {
  fc.assert(
    fc.property(lives, ({ lifecycles, steps: done }) => {
      const wrong = checkLife(
        lifecycles.map(({ program }) => program),
        done,
      )
      expect(wrong).toEqual([])
    }),
    // As many as there is time for: a few random lifecycles make long histories, and each proof folds one anew.
    { numRuns: 20_000, interruptAfterTimeLimit: 4 * 60_000, markInterruptAsFailure: false },
  )
})
