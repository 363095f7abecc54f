import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { presetProgram, programOf } from '../../testing/compiled.ts'
import { BEGIN, steps, timeline } from '../../testing/histories.ts'
import { LiveContacts } from '../../testing/live-contacts.ts'
import { live } from '../../testing/lives.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'
import { DAY } from '../duration.ts'
import { b2b } from '../lifecycle/presets/b2b.ts'
import type { Program } from '../lifecycle/program.ts'
import { type Moves, MovesBuilder, stageCodes } from '../what-if/moves.ts'
import { occurredFacts, walkOccurred } from '../what-if/walk-occurred.ts'
import { walkColumns } from './column-walk.ts'
import { readsOf } from './reads.ts'
import { sameOutcome } from './same-outcome.ts'
import { SnapshotBuilder } from './snapshot.ts'
import { walkCandidate, walkPublished } from './walk-candidate.ts'

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
  const until = now + 200 * DAY
  const objects = new MovesBuilder(stageCodes(candidate))
  const columns = new SnapshotBuilder(readsOf([lived, candidate]))
  for (const id of people) {
    walkOccurred(candidate, contacts.library, id, { until, builder: objects })
    columns.addHistory(id, occurredFacts(contacts.library, id, {}))
  }
  return { columns: plain(walkColumns(candidate, columns.finish(), { until })), objects: plain(objects.finish()) }
}

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
      { numRuns: 40 },
    )
    expect(moves).toBeGreaterThan(40)
  })

  test.each(['b2b', 'hubspot'])('of the preset %s', (key) => {
    const program = presetProgram(key)
    fc.assert(
      fc.property(steps(program, 15), (given) => {
        const { columns, objects } = bothWalks(program, program, given)
        expect(columns).toEqual(objects)
      }),
      { numRuns: 40 },
    )
  })

  test.each([
    ['at_least: 60 }', 'at_least: 30 }'],
    ['at_least: 60 }', 'at_least: 90 }'],
    ['any_of: [Content Downloaded, Webinar Attended, Video Watched]', 'any_of: [Webinar Attended], at_least: 2'],
    ['{ did: Meeting Held }, { checklist: discovery }', '{ did: A }'],
  ])(
    'of a candidate that only asks for %s otherwise is made for those alone whom it may move otherwise',
    (from, to) => {
      const published = presetProgram('b2b')
      const candidate = programOf(b2b.replace(from, to))
      let same = 0
      fc.assert(
        fc.property(steps(published, 15), (given) => {
          const { contacts, now } = live([published], given)
          const columns = new SnapshotBuilder(readsOf([published, candidate]))
          for (const { id, mergedInto } of contacts.rows.values())
            if (mergedInto === null) columns.addHistory(id, occurredFacts(contacts.library, id, {}))
          const snapshot = columns.finish()
          const range = { until: now + 200 * DAY }
          const kept = walkPublished(published, snapshot, range)
          for (const one of sameOutcome(published, candidate, snapshot) ?? []) same += one
          expect(plain(walkCandidate(candidate, kept, snapshot, range))).toEqual(
            plain(walkColumns(candidate, snapshot, range)),
          )
        }),
        { numRuns: 40 },
      )
      expect(same).toBeGreaterThan(0)
    },
  )

  test('decides most by a look at the rules of the stage', () => {
    const program = presetProgram('b2b')
    const tally = { settled: 0, asked: 0 }
    fc.assert(
      fc.property(timeline(program), (events) => {
        const contacts = new LiveContacts(program)
        contacts.take('a', events, events.at(-1)?.at ?? 0)
        const columns = new SnapshotBuilder(readsOf([program]))
        columns.addHistory('a', occurredFacts(contacts.library, 'a', {}))
        walkColumns(program, columns.finish(), { until: BEGIN + 400 * DAY, tally })
      }),
      { numRuns: 40 },
    )
    expect(tally.settled).toBeGreaterThan(100)
    expect(tally.asked).toBeLessThan(tally.settled)
  })
})
