import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindLeaf, firstLateTurn, occurred } from '../../testing/leaf.ts'
import { DAY } from '../duration.ts'
import type { Event } from '../facts.ts'
import type { Json } from '../json.ts'
import { event } from './event.ts'

const day = (days: number) => days * DAY
const did = (days: number, name: string, data = {}, more: Partial<Event> = {}) =>
  occurred(day(days), 'track', name, data, more)
const machine = { stamp: { human: false } }

describe('did', () => {
  const rows: [
    says: string,
    settings: Json,
    events: Event[],
    now: number,
    holds: boolean,
    observed: Json,
    until: number | null,
  ][] = [
    ['holds once it happened', 'X', [did(1, 'X')], 2, true, 1, null],
    ['does not hold on something else', 'X', [did(1, 'Y')], 2, false, 0, null],
    ['holds on any of several names', ['X', 'Y'], [did(1, 'Y')], 2, true, 1, null],
    [
      'counts a meeting, which is a communication',
      'Meeting Held',
      [occurred(day(1), 'communication', 'Meeting Held')],
      2,
      true,
      1,
      null,
    ],
    ['asks for a number of times', { event: 'X', at_least: 2 }, [did(1, 'X')], 2, false, 1, null],
    ['asks for at most so many, none at all included', { event: 'X', at_most: 1 }, [], 2, true, 0, null],
    ['ends when too many came', { event: 'X', at_most: 1 }, [did(1, 'X'), did(2, 'X')], 3, false, 2, null],
    ['looks at properties', { event: 'X', where: { plan: 'pro' } }, [did(1, 'X', { plan: 'Pro' })], 2, true, 1, null],
    [
      'leaves out what differs in a property',
      { event: 'X', where: { plan: 'pro' } },
      [did(1, 'X', { plan: 'free' })],
      2,
      false,
      0,
      null,
    ],
    ['leaves machines out when asked to', { event: 'X', by: 'human' }, [did(1, 'X', {}, machine)], 2, false, 0, null],
    ['counts machines otherwise', 'X', [did(1, 'X', {}, machine)], 2, true, 1, null],
    ['forgets what is older than its window', { event: 'X', within: '7d' }, [did(1, 'X')], 8, false, 0, null],
    ['remembers what is as young as its window', { event: 'X', within: '7d' }, [did(1, 'X')], 7.9, true, 1, null],
    [
      'holds again when some of too many are too old',
      { event: 'X', within: '7d', at_most: 1 },
      [did(1, 'X'), did(2, 'X')],
      3,
      false,
      2,
      8,
    ],
    [
      'sums a property',
      { event: 'X', sum: { of: 'amount', at_least: 50 } },
      [did(1, 'X', { amount: 30 }), did(2, 'X', { amount: '25.5' })],
      3,
      true,
      55.5,
      null,
    ],
    [
      'sums within a window',
      { event: 'X', within: '7d', sum: { of: 'amount', at_least: 50 } },
      [did(1, 'X', { amount: 30 }), did(9, 'X', { amount: 25 })],
      10,
      false,
      25,
      16,
    ],
    [
      'leaves amounts out that are none',
      { event: 'X', sum: { of: 'amount', more_than: 0 } },
      [did(1, 'X', { amount: 'much' })],
      2,
      false,
      0,
      null,
    ],
    [
      'counts different values',
      { event: 'X', distinct: { of: 'page', at_least: 2 } },
      [did(1, 'X', { page: 'a' }), did(2, 'X', { page: 'a' }), did(3, 'X', { page: 'b' })],
      4,
      true,
      2,
      null,
    ],
    [
      'counts days',
      { event: 'X', distinct: { of: 'day', at_least: 2 } },
      [did(1.1, 'X'), did(1.9, 'X')],
      4,
      false,
      1,
      null,
    ],
    [
      'counts what came after another event',
      { event: 'X', after: 'A' },
      [did(1, 'X'), did(2, 'A'), did(3, 'X')],
      4,
      true,
      1,
      null,
    ],
    ['does not count what came before it', { event: 'X', after: 'A' }, [did(1, 'X'), did(2, 'A')], 4, false, 0, null],
    [
      'does not count what came too late after it',
      { event: 'X', after: 'A', within: '2d' },
      [did(1, 'A'), did(3, 'X')],
      4,
      false,
      0,
      null,
    ],
  ]
  test.each(rows)('%s', (_says, settings, events, now, holds, observed, until) => {
    const { leaf, after } = bindLeaf('did', settings)
    const state = after(events)
    expect(leaf.test(state, day(now))).toBe(holds)
    expect(leaf.observed(state, day(now))).toEqual(observed)
    if (!holds) expect(leaf.until(state, day(now), true)).toBe(until === null ? null : day(until))
  })

  test('rests on the newest of its events', () => {
    const { leaf, after } = bindLeaf('did', 'X')
    expect(leaf.latest(after([did(1, 'X'), did(5, 'X')]), day(9))).toBe(day(5))
    expect(leaf.latest(after([]), day(9))).toBeNull()
  })

  test('counts within the cycle unless told otherwise', () => {
    const since = (settings: Json) =>
      bindLeaf('did', settings).aggregates.map((aggregate) => ('since' in aggregate ? aggregate.since : null))
    expect(since('X')).toEqual(['cycle'])
    expect(since({ event: 'X', since: 'ever' })).toEqual(['ever'])
  })
})

test.each<[settings: Parameters<typeof event.says>[0], path: string]>([
  [{ event: 'X', after: 'A', at_most: 2 }, 'at_most'],
  [{ event: 'X', sum: { of: 'a', at_least: 1 }, at_least: 2 }, 'at_least'],
  [{ event: 'X', distinct: { of: 'a', at_least: 1 }, at_least: 2 }, 'at_least'],
  [{ event: 'X', at_least: 3, at_most: 2 }, 'at_most'],
  [{ event: 'X', at_least: 2000, within: '7d' }, 'at_least'],
  [{ event: 'X', track: 'man' }, 'track'],
])('%j has a fault at %s', (settings, path) => {
  const names = {
    lists: [],
    scores: [],
    stages: [],
    progress: [],
    levels: [],
    defined: [],
    segments: [],
    checklists: [],
    tracks: ['main'],
    grade: false,
  }
  expect(event.check?.(settings, names)).toMatchObject([{ path: [path] }])
})

test.each<Json>([
  { event: 'X', sum: { of: 'a' } },
  { event: 'X', within: '5wd' },
  { any_of: [] },
  '',
  { event: 'X', at_least: 0 },
])('%j is refused', (settings) => {
  expect(event.settings.safeParse(settings).success).toBe(false)
})

describe('what did not come', () => {
  const absence = (settings: Json, events: Event[]) => {
    const { leaf, after } = bindLeaf('did', settings)
    if (leaf.absent === undefined) throw new Error('This leaf says nothing of absence.')
    return { leaf: leaf.absent, state: after(events) }
  }
  const answer = { event: 'Reply', after: 'Mail', within: '7d' }

  test('is absent once its time is over, not before', () => {
    const { leaf, state } = absence(answer, [did(1, 'Mail')])
    expect(leaf.test(state, day(7.9))).toBe(false)
    expect(leaf.until(state, day(7.9), true)).toBe(day(8))
    expect(leaf.test(state, day(8))).toBe(true)
  })

  test('is not absent before the other event came', () => {
    const { leaf, state } = absence(answer, [])
    expect(leaf.test(state, day(100))).toBe(false)
    expect(leaf.until(state, day(100), true)).toBeNull()
  })

  test('is absent for good when it came too late', () => {
    const { leaf, state } = absence(answer, [did(1, 'Mail'), did(9, 'Reply')])
    expect(leaf.test(state, day(10))).toBe(true)
  })

  test('starts again with each new event that it waits after', () => {
    const { leaf, state } = absence(answer, [did(1, 'Mail'), did(6, 'Mail')])
    expect(leaf.test(state, day(9))).toBe(false)
    expect(leaf.until(state, day(9), true)).toBe(day(13))
  })

  test('is absent from the first moment where no time is given', () => {
    expect(
      absence({ event: 'Reply', after: 'Mail' }, [did(1, 'Mail')]).leaf.test(
        absence({ event: 'Reply', after: 'Mail' }, [did(1, 'Mail')]).state,
        day(1),
      ),
    ).toBe(true)
    const { leaf, state } = absence({ event: 'Reply', after: 'Mail' }, [did(1, 'Mail'), did(2, 'Reply')])
    expect(leaf.test(state, day(3))).toBe(false)
  })
})

describe('whatever happened, time turns it never before it said', () => {
  const settings: Json[] = [
    { event: 'X', within: '5d' },
    { event: 'X', within: '5d', at_least: 3 },
    { event: 'X', within: '5d', at_most: 2 },
    { event: 'X', within: '5d', at_least: 1, at_most: 2 },
    { event: 'X', within: '5d', at_most: 0 },
    { event: 'X', within: '5d', sum: { of: 'amount', at_least: 3 } },
    { event: 'X', within: '5d', sum: { of: 'amount', below: 3 } },
    { event: 'X', within: '5d', distinct: { of: 'amount', at_least: 2 } },
    { event: 'X', after: 'A', within: '5d' },
    { event: 'X', after: 'A', within: '5d', at_least: 2 },
  ]
  const events = fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: 40 }),
      name: fc.constantFrom('X', 'X', 'A'),
      amount: fc.integer({ min: -3, max: 5 }),
    }),
    { maxLength: 12 },
  )
  const hour = DAY / 4
  const moments = (from: number) =>
    Array.from({ length: 70 }, (_, index) => [(from + index) * hour, (from + index) * hour + 1]).flat()

  test.each(settings)('%j', (setting) => {
    const { leaf, after } = bindLeaf('did', setting)
    fc.assert(
      fc.property(events, fc.boolean(), (given, wanted) => {
        const sorted = [...given].sort((a, b) => a.at - b.at)
        const state = after(
          sorted.map(({ at, name, amount }, index) =>
            occurred(at * hour, 'track', name, { amount }, { id: `e${index}` }),
          ),
        )
        const from = sorted.at(-1)?.at ?? 1
        expect(firstLateTurn(leaf, state, moments(from), wanted)).toBeNull()
        if (leaf.absent !== undefined) expect(firstLateTurn(leaf.absent, state, moments(from), wanted)).toBeNull()
      }),
      { numRuns: 150 },
    )
  })
})
