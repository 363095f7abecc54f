import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { occurred } from '../../testing/leaf.ts'
import { anyEvent, type SlotOf } from '../aggregates.ts'
import { DAY, HOUR } from '../duration.ts'
import type { Event } from '../facts.ts'
import type { Contribution } from '../lifecycle/keep.ts'
import { keepScore, type LimitWindow, type PointRule, type ScoreGroup } from './score-group.ts'

const context = { zone: 'Europe/Berlin', lists: {} }
const rule = (name: string, points: number, index: number, more: Partial<PointRule> = {}): PointRule => ({
  match: { ...anyEvent, kinds: ['track'], names: [name] },
  points,
  atMost: null,
  index,
  ...more,
})
const group = (rules: readonly PointRule[], more: Partial<ScoreGroup> = {}): ScoreGroup => ({
  score: 's',
  group: 'g',
  lifetime: true,
  rules,
  match: 'all',
  cap: null,
  halfLife: null,
  ...more,
})
const did = (at: number, name: string) => occurred(at, 'track', name)

function pointsAfter(given: ScoreGroup, events: readonly Event[]) {
  const change = keepScore(given, 0, context)
  const contributions: Contribution[] = []
  let slot: SlotOf['score'] = [0, 0, {}]
  for (const event of events)
    slot = change.keep(slot, event, (contribution) => contributions.push(contribution)) as SlotOf['score']
  return { slot, points: slot[0], contributions }
}

describe('a group of rules', () => {
  test('adds up what several rules give for one event', () => {
    expect(pointsAfter(group([rule('X', 5, 0), rule('X', 3, 1)]), [did(1, 'X')]).points).toBe(8)
  })

  test('counts the first rule only where it says so', () => {
    expect(pointsAfter(group([rule('X', 5, 0), rule('X', 3, 1)], { match: 'first' }), [did(1, 'X')]).points).toBe(5)
  })

  test('clips at its cap when points are added, and tells the cut', () => {
    const { points, contributions } = pointsAfter(group([rule('X', 30, 0)], { cap: 40 }), [
      did(1, 'X'),
      did(2, 'X'),
      did(3, 'X'),
    ])
    expect(points).toBe(40)
    expect(contributions.map(({ points: given, cut }) => [given, cut])).toEqual([
      [30, 0],
      [30, -20],
      [30, -30],
    ])
  })

  test('never rises by waiting: what the cap cut is gone', () => {
    const { slot } = pointsAfter(group([rule('X', 30, 0)], { cap: 40, halfLife: DAY }), [
      did(0, 'X'),
      did(0, 'X'),
      did(DAY, 'Y'),
    ])
    expect(slot.slice(0, 2)).toEqual([40, 0])
  })

  test('fades before it adds', () => {
    expect(pointsAfter(group([rule('X', 10, 0)], { halfLife: DAY }), [did(0, 'X'), did(DAY, 'X')]).points).toBe(15)
  })

  test('takes points away below its cap', () => {
    expect(
      pointsAfter(group([rule('X', 30, 0), rule('Bad', -50, 1)], { cap: 40 }), [did(1, 'X'), did(2, 'Bad')]).points,
    ).toBe(-20)
  })

  const spring = Date.UTC(2026, 2, 29)
  test.each<[per: LimitWindow, gap: number, counted: number]>([
    ['hour', HOUR / 2, 1],
    ['hour', HOUR, 2],
    ['day', 2 * HOUR, 1],
    ['day', 22 * HOUR, 2],
    ['week', 20 * HOUR, 1],
    ['week', 22 * HOUR, 2],
    ['month', 2 * DAY, 1],
    ['month', 3 * DAY, 2],
    ['ever', 1000 * DAY, 1],
  ])('counts at most once per %s: %d ms after Sunday midnight in Berlin counts %d', (per, gap, counted) => {
    const limited = group([rule('X', 1, 0, { atMost: { times: 1, per } })])
    const midnight = spring - HOUR
    expect(pointsAfter(limited, [did(midnight + HOUR, 'X'), did(midnight + HOUR + gap, 'X')]).points).toBe(counted)
  })

  test('lets another rule go on where one is used up', () => {
    const limited = group([rule('X', 8, 0, { atMost: { times: 1, per: 'day' } }), rule('X', 1, 1)], { match: 'first' })
    expect(pointsAfter(limited, [did(1, 'X'), did(2, 'X')]).points).toBe(8)
  })

  test('adds up exactly to what its events gave and its cap took', () => {
    const events = fc.array(
      fc.record({ at: fc.integer({ min: 1, max: 400 }), name: fc.constantFrom('X', 'Y', 'Bad') }),
      { maxLength: 20 },
    )
    const given = group([rule('X', 7, 0), rule('Y', 3, 1, { atMost: { times: 2, per: 'day' } }), rule('Bad', -5, 2)], {
      cap: 25,
    })
    fc.assert(
      fc.property(events, (list) => {
        const sorted = [...list].sort((a, b) => a.at - b.at).map(({ at, name }) => did(at * HOUR, name))
        const { points, contributions } = pointsAfter(given, sorted)
        expect(contributions.reduce((sum, { points: part, cut }) => sum + part + cut, 0)).toBeCloseTo(points, 9)
        expect(points).toBeLessThanOrEqual(25)
      }),
    )
  })
})
