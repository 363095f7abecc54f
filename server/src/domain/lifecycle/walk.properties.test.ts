import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { programOf } from '../../testing/compiled.ts'
import { BEGIN, timeline } from '../../testing/histories.ts'
import { LiveContacts } from '../../testing/live-contacts.ts'
import { essence, movesOf } from '../../testing/lives.ts'
import { lifecycles } from '../../testing/small-lifecycles.ts'
import { DAY } from '../duration.ts'
import { decide } from './decide.ts'

const histories = lifecycles.chain((lifecycle) => timeline(lifecycle.program).map((events) => ({ lifecycle, events })))

describe('a walk', () => {
  test('gives the same in one go as in batches, saved and loaded, with wakes in between', () => {
    fc.assert(
      fc.property(
        histories,
        fc.infiniteStream(fc.nat(3)),
        fc.infiniteStream(fc.nat(DAY)),
        ({ lifecycle: { program }, events }, sizes, wakes) => {
          const end = (events.at(-1)?.at ?? BEGIN) + 90 * DAY
          const once = new LiveContacts(program)
          once.take('a', events, events.at(-1)?.at ?? BEGIN)
          once.wake('a', end)
          const often = new LiveContacts(program)
          for (let from = 0; from < events.length; ) {
            const size = 1 + (sizes.next().value ?? 0)
            const batch = events.slice(from, from + size)
            from += size
            const last = batch.at(-1)?.at ?? BEGIN
            often.take('a', batch, last)
            const next = events[from]?.at ?? end
            const wake = last + (wakes.next().value ?? 0)
            if (wake < next) often.wake('a', wake)
          }
          often.wake('a', end)
          expect(movesOf(often.row('a').transitions)).toBe(movesOf(once.row('a').transitions))
          expect(essence(often.state(often.row('a')))).toBe(essence(once.state(once.row('a'))))
        },
      ),
      { numRuns: 100 },
    )
  })

  test('is never woken late: until its wake nothing would move it', () => {
    fc.assert(
      fc.property(
        histories,
        fc.array(fc.nat(60 * DAY), { minLength: 5, maxLength: 5 }),
        ({ lifecycle: { program }, events }, offsets) => {
          const contacts = new LiveContacts(program)
          for (const event of events) {
            contacts.take('a', [event], event.at)
            const row = contacts.row('a')
            const state = contacts.state(row)
            if (state === null) continue
            const end = Math.min(row.wakeAt ?? Number.POSITIVE_INFINITY, event.at + 60 * DAY)
            const moments = [event.at + 1, end - 1, ...offsets.map((offset) => event.at + offset)]
            for (const moment of moments.filter((one) => one > state.upTo.at && one < end))
              expect({ moment, moves: decide(program, state, moment).moves }).toEqual({ moment, moves: [] })
          }
        },
      ),
      { numRuns: 100 },
    )
  })

  test('never throws, whatever the data', () => {
    const hostile = fc.anything({
      maxDepth: 2,
      values: [
        fc.constant('9'.repeat(50_000)),
        fc.double(),
        fc.string(),
        fc.boolean(),
        fc.constant('NaN'),
        fc.constant('__proto__'),
      ],
    })
    const data = fc.dictionary(
      fc.constantFrom(
        'set',
        'state',
        'kind',
        'amount',
        'track',
        'from',
        'account',
        'left',
        'positions',
        'seq',
        'undo',
        'survivor',
        'automatic',
        'to',
        'values',
        'gave',
        'offer',
        'on',
        'path',
        '__proto__',
        'ruling',
        'by',
        'reason',
      ),
      fc.oneof(
        hostile,
        fc.constantFrom('main', 'mql', 'open', 'lost', 'acme', '__proto__', 'constructor'),
        fc.dictionary(fc.constantFrom('title', 'main', 'renewal'), hostile),
      ),
    )
    const cases = fc.tuple(histories, fc.array(fc.tuple(fc.nat(20), data), { maxLength: 10 }))
    fc.assert(
      fc.property(
        cases,
        ([
          {
            lifecycle: { program },
            events,
          },
          spoiled,
        ]) => {
          const clean = (value: unknown) => JSON.parse(JSON.stringify(value ?? {}) ?? '{}')
          const changed = [...events]
          for (const [index, own] of spoiled) {
            const event = changed[index]
            if (event !== undefined) changed[index] = { ...event, data: clean(own) }
          }
          const contacts = new LiveContacts(program)
          contacts.take('a', changed, events.at(-1)?.at ?? BEGIN)
          contacts.wake('a', (events.at(-1)?.at ?? BEGIN) + 400 * DAY)
          const wakeAt = contacts.row('a').wakeAt
          expect(wakeAt === null || (Number.isSafeInteger(wakeAt) && wakeAt < Date.UTC(10_000, 0, 1))).toBe(true)
        },
      ),
      { numRuns: 100 },
    )
  })
})

test('a lifecycle that sends contacts round in a circle comes to rest', () => {
  const program = programOf(`
ripen: 1
name: Circle
stages: [ { key: s, entry: { when: { known: email } }, exits: [ { to: d, after: 1s } ] } ]
detours: [ { key: d, evidence: all, exits: [ { to: s, after: 1s } ] } ]
`)
  const contacts = new LiveContacts(program)
  contacts.take('a', [{ kind: 'track', name: 'A', at: BEGIN }], BEGIN)
  contacts.wake('a', BEGIN + DAY)
  expect(contacts.row('a').transitions.length).toBeLessThanOrEqual(20)
  contacts.wake('a', BEGIN + 400 * DAY)
  expect(contacts.row('a').transitions).toHaveLength(1000)
  expect(contacts.row('a').wakeAt).toBeNull()
})
