import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindLeaf, firstLateTurn, type LeafWorld, occurred } from '../../testing/leaf.ts'
import { anyEvent } from '../aggregates.ts'
import { DAY, HOUR } from '../duration.ts'
import type { Json } from '../json.ts'
import type { PointRule } from '../scoring/score-group.ts'
import type { Bound } from './criterion.ts'
import { score } from './score.ts'

const gives = (name: string, points: number, index: number): PointRule => ({
  match: { ...anyEvent, kinds: ['track'], names: [name] },
  points,
  atMost: null,
  index,
})
const group = { rules: [gives('Good', 20, 0), gives('Bad', -15, 1)], match: 'all', cap: null } as const
/** Turns true at day 3 and false at day 6. */
const forAWhile: Bound = {
  test: (_state, now) => now >= 3 * DAY && now < 6 * DAY,
  until: (_state, now, wanted) => (wanted ? (now < 3 * DAY ? 3 * DAY : null) : now < 6 * DAY ? 6 * DAY : null),
  latest: () => null,
}
const world = (halfLife: number | null = null, conditions: { criteria: Bound; points: number }[] = []): LeafWorld => ({
  scores: {
    engagement: { cap: 100, halfLife, groups: [group], conditions },
    product: { groups: [{ ...group, rules: [gives('Used', 1, 0)] }] },
  },
})
const good = (days: number) => occurred(days * DAY, 'track', 'Good')

describe('score', () => {
  test.each<[settings: Json, days: number, holds: boolean, observed: Json]>([
    [{ engagement: { at_least: 40 } }, 2, true, 40],
    [{ engagement: { more_than: 40 } }, 2, false, 40],
    [{ engagement: { at_most: 40 } }, 2, true, 40],
    [{ engagement: { below: 40 } }, 2, false, 40],
    [{ engagement: { between: [30, 40] } }, 2, true, 40],
    [{ engagement: { at_least: 10 }, product: { at_least: 1 } }, 2, false, { engagement: 40, product: 0 }],
  ])('%j on two good events', (settings, days, holds, observed) => {
    const { leaf, after } = bindLeaf('score', settings, world())
    const state = after([good(0.5), good(1)])
    expect(leaf.test(state, days * DAY)).toBe(holds)
    expect(leaf.observed(state, days * DAY)).toEqual(observed)
  })

  test('wakes nobody for points that can only fade away from the threshold', () => {
    const { leaf, after } = bindLeaf('score', { engagement: { at_least: 60 } }, world(30 * DAY))
    expect(leaf.until(after([good(1)]), 2 * DAY, true)).toBeNull()
  })

  test('ends a millisecond after it stood at its threshold', () => {
    const { leaf, after } = bindLeaf('score', { engagement: { at_least: 20 } }, world(30 * DAY))
    const state = after([good(1)])
    expect(leaf.test(state, DAY)).toBe(true)
    expect(leaf.until(state, DAY, false)).toBe(DAY + 1)
    expect(leaf.test(state, DAY + 1)).toBe(false)
  })

  test('halves in a half-life', () => {
    const { leaf, after } = bindLeaf('score', { engagement: { at_least: 20 } }, world(10 * DAY))
    const state = after([good(1), good(1)])
    expect(leaf.observed(state, 11 * DAY)).toBe(20)
    expect(leaf.until(state, 2 * DAY, false)).toBeGreaterThan(11 * DAY - 10)
    expect(leaf.until(state, 2 * DAY, false)).toBeLessThanOrEqual(11 * DAY)
  })

  test('shows points rounded down', () => {
    const { leaf, after } = bindLeaf('score', { engagement: { at_least: 20 } }, world(30 * DAY))
    expect(leaf.observed(after([good(1)]), DAY + 1)).toBe(19.999999)
  })

  test('rests on the newest event that gave points', () => {
    const { leaf, after } = bindLeaf('score', { engagement: { at_least: 1 } }, world())
    expect(leaf.latest(after([good(1), good(4)]), 5 * DAY)).toBe(4 * DAY)
  })

  test('names a score that the document has not', () => {
    const names = {
      lists: [],
      scores: ['engagement'],
      stages: [],
      progress: [],
      levels: [],
      defined: [],
      segments: [],
      checklists: [],
      tracks: [],
      grade: false,
    }
    expect(findFaults({ engagment: { at_least: 1 } }, names)).toEqual([['engagment', 'engagement']])
  })
})

function findFaults(settings: Parameters<typeof score.says>[0], names: Parameters<NonNullable<typeof score.check>>[1]) {
  return score.check?.(settings, names).map(({ path, message }) => [path[0], message.values['nearest']])
}

describe('whatever happened, points turn never before it was said', () => {
  const events = fc.array(
    fc.record({ at: fc.integer({ min: 1, max: 24 }), name: fc.constantFrom('Good', 'Good', 'Bad') }),
    { maxLength: 8 },
  )
  const settings: Json[] = [
    { engagement: { at_least: 20 } },
    { engagement: { below: 20 } },
    { engagement: { at_most: 15 } },
    { engagement: { more_than: 20 } },
    { engagement: { between: [5, 30] } },
  ]
  test.each(settings)('%j', (setting) => {
    for (const halfLife of [null, 6 * HOUR, 3 * DAY]) {
      const { leaf, after } = bindLeaf('score', setting, world(halfLife, [{ criteria: forAWhile, points: 12 }]))
      fc.assert(
        fc.property(events, fc.boolean(), (given, wanted) => {
          const sorted = [...given].sort((a, b) => a.at - b.at)
          const state = after(
            sorted.map(({ at, name }, index) => occurred(at * HOUR, 'track', name, {}, { id: `e${index}` })),
          )
          const from = (sorted.at(-1)?.at ?? 1) * HOUR
          const moments = Array.from({ length: 60 }, (_, index) => [
            from + index * 3 * HOUR,
            from + index * 3 * HOUR + 1,
          ]).flat()
          const promised = leaf.test(state, from) === wanted ? null : leaf.until(state, from, wanted)
          expect(
            firstLateTurn(
              leaf,
              state,
              [
                ...moments,
                ...(promised === null ? [] : [promised - 1, promised, promised + 1].filter((at) => at >= from)),
              ],
              wanted,
            ),
          ).toBeNull()
        }),
        { numRuns: 80 },
      )
    }
  })
})
