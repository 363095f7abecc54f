import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BEGIN, timeline } from '../../testing/histories.ts'
import { LiveContacts } from '../../testing/live-contacts.ts'
import { essence } from '../../testing/lives.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'
import { DAY } from '../duration.ts'
import type { Program } from './program.ts'

const histories = lifecycles.chain((lifecycle) =>
  timeline(lifecycle.program, 15).map((events) => ({ lifecycle, events })),
)
const moment = fc.nat(1000)

const stagesOf = (program: Program) => [...(program.tracks[0]?.byKey.keys() ?? [])]
/** The moves that stand, whatever the events behind them are called. */
const standing = (contacts: LiveContacts, id: string) =>
  contacts
    .row(id)
    .transitions.filter(({ voidedBy }) => voidedBy === null)
    .map(({ at, from, to, cause, cycle, level, reason, rule }) => ({ at, from, to, cause, cycle, level, reason, rule }))

function both(lives: readonly LiveContacts[], act: (contacts: LiveContacts, id: string) => void): void {
  for (const contacts of lives) for (const id of ['a', 'b']) act(contacts, id)
}

describe('undoing', () => {
  test('a person’s move gives back what was, as if it had never been', () => {
    fc.assert(
      fc.property(histories, moment, moment, ({ lifecycle: { program }, events }, when, where) => {
        const [live, control] = [new LiveContacts(program), new LiveContacts(program)]
        const cut = when % events.length
        for (const [index, event] of events.entries()) {
          live.take('a', [event], event.at)
          control.take('a', [event], event.at)
          if (index !== cut) continue
          const at = Math.max(event.at, live.state(live.row('a'))?.upTo.at ?? 0) + 1
          fc.pre((events[index + 1]?.at ?? at + 3) > at + 2)
          const before = live.row('a').transitions.length
          const to = stagesOf(program)[where % stagesOf(program).length] as string
          const from = live.state(live.row('a'))?.positions['main']?.stage ?? null
          live.take('a', [{ kind: 'ruling', name: to, data: { from, force: true, reason: 'x' }, at, names: 0 }], at)
          const ruling = live.row('a').transitions.find(({ nth, cause }) => nth > before && cause === 'person')
          if (ruling === undefined) return
          live.void('a', ruling.nth, at + 1)
        }
        const end = (events.at(-1)?.at ?? 0) + 30 * DAY
        live.wake('a', end)
        control.wake('a', end)
        expect(standing(live, 'a')).toEqual(standing(control, 'a'))
        expect(essence(live.state(live.row('a')))).toBe(essence(control.state(control.row('a'))))
      }),
      { numRuns: 60 },
    )
  })

  test('a merge gives both rows back what was theirs, with what came meanwhile', () => {
    const pairs = histories.chain(({ lifecycle, events }) =>
      fc.record({
        lifecycle: fc.constant(lifecycle),
        events: fc.constant(events.filter(({ kind }) => kind !== 'ruling')),
        whose: fc.array(fc.constantFrom('a', 'b'), { minLength: events.length, maxLength: events.length }),
      }),
    )
    fc.assert(
      fc.property(pairs, moment, moment, ({ lifecycle: { program }, events, whose }, when, then) => {
        const [live, control] = [new LiveContacts(program), new LiveContacts(program)]
        const cut = when % (events.length + 1)
        const end = cut + (then % (events.length + 1 - cut))
        const last = (events.at(-1)?.at ?? 0) + DAY
        both([live, control], (contacts, id) => contacts.take(id, [{ kind: 'page', at: BEGIN - DAY }], BEGIN - DAY))
        for (const [index, event] of events.entries()) {
          if (index === cut) live.merge('a', 'b', event.at - 1)
          if (index === end) live.undoMerge('a', 'b', event.at - 1)
          for (const contacts of [live, control]) contacts.take(whose[index] as string, [event], event.at)
        }
        live.undoMerge('a', 'b', last)
        both([live, control], (contacts, id) => contacts.wake(id, last + 30 * DAY))
        for (const id of ['a', 'b']) {
          expect(standing(live, id)).toEqual(standing(control, id))
          expect(essence(live.state(live.row(id)))).toBe(essence(control.state(control.row(id))))
        }
      }),
      { numRuns: 60 },
    )
  })
})
