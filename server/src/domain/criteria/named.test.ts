import { describe, expect, test } from 'vitest'
import { bindLeaf, firstLateTurn } from '../../testing/leaf.ts'
import type { Bound } from './criterion.ts'
import { named } from './named.ts'
import { segment } from './segment.ts'

/** Holds from one moment up to another. */
const between = (from: number, to: number, latest: number | null): Bound => ({
  test: (_state, now) => now >= from && now < to,
  until: (_state, now, wanted) => (wanted ? (now < from ? from : null) : now < to ? to : null),
  latest: () => latest,
})
const world = { named: { early: between(10, 30, 5), late: between(20, 40, 7) } }
const moments = Array.from({ length: 60 }, (_, index) => index)

describe('named criteria', () => {
  test('hold as what they name', () => {
    const { leaf, after } = bindLeaf('is', 'early', world)
    expect([9, 10, 29, 30].map((now) => leaf.test(after([]), now))).toEqual([false, true, true, false])
    expect(leaf.until(after([]), 3, true)).toBe(10)
    expect(leaf.latest(after([]), 15)).toBe(5)
  })

  test('of several, any is enough', () => {
    const { leaf, after } = bindLeaf('is', ['early', 'late'], world)
    expect([9, 10, 35, 40].map((now) => leaf.test(after([]), now))).toEqual([false, true, true, false])
    expect(leaf.latest(after([]), 25)).toBe(7)
    expect(leaf.latest(after([]), 15)).toBe(5)
    expect(leaf.observed(after([]), 35)).toEqual(['late'])
    for (const wanted of [true, false]) expect(firstLateTurn(leaf, after([]), moments, wanted)).toBeNull()
  })

  test('a segment is asked like a name', () => {
    const { leaf, after } = bindLeaf('segment', 'late', world)
    expect(leaf.test(after([]), 20)).toBe(true)
    expect(leaf.observed(after([]), 20)).toBe(true)
  })

  test('names that are near are told', () => {
    const names = {
      lists: [],
      scores: [],
      stages: [],
      progress: [],
      levels: [],
      defined: ['hand_raise'],
      segments: ['large'],
      checklists: [],
      tracks: [],
      grade: false,
    }
    expect(named.check?.(['hand_rise'], names)).toMatchObject([{ message: { values: { nearest: 'hand_raise' } } }])
    expect(segment.check?.('lage', names)).toMatchObject([{ message: { values: { nearest: 'large' } } }])
  })
})
