import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bothWalks, livesOf, plainMoves } from '../../testing/both-walks.ts'
import { presetProgram, programOf } from '../../testing/compiled.ts'
import { steps } from '../../testing/histories.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'
import { DAY } from '../duration.ts'
import { b2b } from '../lifecycle/presets/b2b.ts'
import { presets } from '../lifecycle/presets/presets.ts'
import { walkColumns } from './column-walk.ts'
import { readsOf } from './reads.ts'
import { sameOutcome } from './same-outcome.ts'
import { contactsOf } from './snapshot.ts'
import { walkCandidate, walkPublished } from './walk-candidate.ts'

describe('a walk over columns', { timeout: 120_000 }, () => {
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
      { numRuns: 100 },
    )
    expect(moves).toBeGreaterThan(50)
  })

  test.each(presets.map(({ key }) => key))('of the preset %s', (key) => {
    const program = presetProgram(key)
    const tally = { settled: 0, asked: 0 }
    let moves = 0
    fc.assert(
      fc.property(steps(program, 20), (given) => {
        const { snapshot, until, walkObjects } = livesOf(program, [program], given)
        const objects = plainMoves(walkObjects(program))
        expect(plainMoves(walkColumns(program, snapshot, { until, tally }))).toEqual(objects)
        moves += objects.moves.length
      }),
      { numRuns: 25 },
    )
    expect(moves).toBeGreaterThan(10)
    // Most is decided by a look at the rules of the stage.
    expect(tally.settled).toBeGreaterThan(50)
    expect(tally.asked).toBeLessThan(tally.settled)
  })

  test.each([
    ['at_least: 60 }', 'at_least: 30 }'],
    ['at_least: 60 }', 'at_least: 90 }'],
    ['any_of: [Content Downloaded, Webinar Attended, Video Watched]', 'any_of: [Webinar Attended], at_least: 2'],
    ['{ did: Meeting Held }, { checklist: discovery }', '{ did: A }'],
    ['{ did: { any_of: [Review Left, Referral Sent], since: ever } }', '{ did: { event: B, at_least: 2 } }'],
  ])(
    'of a candidate that asks otherwise than for %s is made for those alone whom it may move otherwise',
    (from, to) => {
      const published = presetProgram('b2b')
      const candidate = programOf(b2b.replace(from, to))
      let same = 0
      fc.assert(
        fc.property(steps(published, 15), (given) => {
          const { snapshot, until } = livesOf(published, [candidate], given)
          const everybody = { from: 0, to: contactsOf(snapshot), skip: new Uint8Array(contactsOf(snapshot)), until }
          // The walk in force was made when much was yet to come by time alone.
          const earlier = walkPublished(published, snapshot, { ...everybody, until: until - 190 * DAY }, null)
          const kept = walkPublished(published, snapshot, everybody, earlier)
          expect(plainMoves(kept.moves)).toEqual(plainMoves(walkColumns(published, snapshot, { until })))
          for (const one of sameOutcome(published, candidate, snapshot) ?? []) same += one
          expect(plainMoves(walkCandidate(candidate, { program: published, kept }, snapshot, everybody))).toEqual(
            plainMoves(walkColumns(candidate, snapshot, { until })),
          )
        }),
        { numRuns: 40 },
      )
      expect(same).toBeGreaterThan(0)
    },
  )

  test('of a candidate that changes more than criteria is made for everybody', () => {
    const published = presetProgram('b2b')
    const { snapshot } = livesOf(published, [], [])
    for (const [from, to] of [
      ['points: 15', 'points: 25'],
      ['after: 5wd', 'after: 6wd'],
      ['half_life: 30d', 'half_life: 20d'],
      ['cool_off: 30d', 'cool_off: 20d'],
    ] as const)
      expect(sameOutcome(published, programOf(b2b.replace(from, to)), snapshot)).toBeNull()
  })
})

test('a snapshot serves what it was made for, and less', () => {
  const [all, one] = [readsOf(presets.map(({ key }) => presetProgram(key))), readsOf([presetProgram('b2b')])]
  expect(all.kinds.traits.traits).toEqual(expect.arrayContaining([...one.kinds.traits.traits]))
  expect(one.kinds.page.paths).toEqual(['path'])
})
