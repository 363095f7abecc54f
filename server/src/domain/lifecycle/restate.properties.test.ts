import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeline } from '../../testing/histories.ts'
import { LiveContacts } from '../../testing/live-contacts.ts'
import { versions } from '../../testing/small-lifecycles.ts'
import type { SlotOf } from '../aggregates.ts'
import { DAY } from '../duration.ts'
import { EVERYTHING, knownHistory } from '../history.ts'
import { emptyState } from './fold.ts'
import { occurredIn } from './occurred.ts'
import { walk } from './walk.ts'

const lives = versions.chain((lifecycles) =>
  timeline(lifecycles[0]!.program, 20).map((happenings) => ({ lifecycles, happenings })),
)

test('whoever is restated stands as after a walk of the whole history under the version alone, with its counters; all others stay', () => {
  let moved = 0
  fc.assert(
    fc.property(lives, ({ lifecycles, happenings }) => {
      const [first, second] = [lifecycles[0]!.program, { ...lifecycles.at(-1)!.program, version: 2 }]
      const contacts = new LiveContacts(first)
      for (const happening of happenings) contacts.take('a', [happening], happening.at)
      const floor = Math.max((happenings.at(-1)?.at ?? 0) + DAY, (contacts.state(contacts.row('a'))?.upTo.at ?? 0) + 1)
      // What time brings until then is the first version's doing.
      contacts.wake('a', floor)
      const before = contacts.state(contacts.row('a'))?.positions
      contacts.publish(second, floor, true)
      contacts.wake('a', floor + 1)

      const facts = occurredIn(knownHistory(contacts.library, 'a', EVERYTHING), second.migrations)
      const { state: alone } = walk(second, emptyState(second, 'a'), facts, {
        until: floor + 1,
        saw: { seq: 0, lines: {} },
        nth: 0,
        wakeAt: null,
      })
      const state = contacts.state(contacts.row('a'))
      const restated = contacts.row('a').transitions.filter((one) => one.restated !== undefined)
      for (const { track, from, to } of restated) {
        moved += 1
        expect(to).not.toBe(from)
        expect(state?.positions[track]).toEqual(alone.positions[track])
      }
      const deals = alone.slots[second.dealsSlot] as SlotOf['deals']
      const open = Object.values(deals).some((deal) => deal.state === 'open')
      if (open) expect(restated).toEqual([])
      for (const { key } of second.tracks) {
        if (restated.some(({ track }) => track === key)) continue
        // Who was not restated goes on from where it was, by the version's rules.
        expect(leftBy(contacts, key)).toBe(before?.[key]?.stage ?? null)
      }
      if (second.tracks.every(({ key }) => restated.some(({ track }) => track === key)))
        expect(state?.slots).toEqual(alone.slots)
    }),
    { numRuns: 150 },
  )
  expect(moved).toBeGreaterThan(10)
}, 60_000)

/** Where the second version's rules found the contact. */
function leftBy(contacts: LiveContacts, key: string): string | null {
  const row = contacts.row('a')
  const first = row.transitions.find(({ track, version }) => track === key && version === 2)
  return first === undefined ? (contacts.state(row)?.positions[key]?.stage ?? null) : first.from
}
