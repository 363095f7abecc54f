import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeline } from '../../testing/histories.ts'
import { LiveContacts } from '../../testing/live-contacts.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'
import type { Time } from '../facts.ts'
import type { Library } from '../history.ts'
import type { Program } from '../lifecycle/program.ts'
import { compareWalks } from './compare.ts'
import { ladderOf } from './compared-stage.ts'
import { CAUSES, GRADES, joinMoves, type Moves, MovesBuilder, moveCause, stageCodes } from './moves.ts'
import { walkPeople } from './walk-occurred.ts'

const lives = lifecycles.chain((lifecycle) =>
  fc.record({
    lifecycle: fc.constant(lifecycle),
    people: fc.array(timeline(lifecycle.program, 15), { minLength: 1, maxLength: 4 }),
  }),
)

function walkAll(program: Program, library: Library, ids: readonly string[], until: Time): Moves {
  const builder = new MovesBuilder(stageCodes(program))
  const people = ids.map((id) => ({ id, sealed: false }))
  walkPeople(program, library, people, { until, builder })
  return builder.finish()
}

function movesOf({ starts, stage, stages, at, cause }: Moves, contact: number): readonly string[] {
  const own = Array.from(
    { length: (starts[contact + 1] ?? 0) - (starts[contact] ?? 0) },
    (_, i) => i + (starts[contact] ?? 0),
  )
  return own.map((move) => `${at[move]} ${stages[stage[move] ?? 0]} ${CAUSES[cause[move] ?? 0]}`)
}

test('where nothing was late, merged or versioned, the walk makes the moves that the ledger has; and a lifecycle differs in nothing from itself', () => {
  fc.assert(
    fc.property(lives, ({ lifecycle: { program }, people }) => {
      const contacts = new LiveContacts(program)
      let until = 0
      for (const [index, events] of people.entries())
        for (const event of events) {
          contacts.take(`p${index}`, [event], event.at)
          until = Math.max(until, event.at + 1)
        }
      const ids = people.map((_, index) => `p${index}`)
      for (const id of ids) contacts.wake(id, until)
      const walked = walkAll(program, contacts.library, ids, until)
      for (const [index, id] of ids.entries())
        expect(movesOf(walked, index)).toEqual(
          contacts.row(id).transitions.map((one) => `${one.at} ${one.to} ${moveCause(one)}`),
        )
      expect(
        walked.grade.every((code) => (program.grade === null ? code === 0 : code > 0 && code < GRADES.length)),
      ).toBe(true)

      const again = joinMoves(ids.map((id) => walkAll(program, contacts.library, [id], until)))
      expect(again).toEqual(walked)

      const ladder = ladderOf(program)
      for (const key of stageCodes(program)) {
        const stage = { current: key, candidate: key }
        const walks = {
          contacts: ids.length,
          idAt: (index: number) => ids[index] ?? '',
          current: walked,
          candidate: again,
        }
        const found = compareWalks(walks, {
          stage,
          period: { since: 0, before: Number.POSITIVE_INFINITY },
          current: ladder,
          candidate: ladder,
        })
        expect([found.dropped.length, found.added.length]).toEqual([0, 0])
        expect(found.current).toEqual(found.candidate)
        expect(found.kept.length).toBeLessThanOrEqual(found.current.stages.get(key)?.reached ?? 0)
      }
    }),
    { numRuns: 80 },
  )
})
