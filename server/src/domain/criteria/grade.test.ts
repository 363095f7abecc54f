import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bindLeaf, firstLateTurn, type LeafWorld, occurred } from '../../testing/leaf.ts'
import { anyEvent } from '../aggregates.ts'
import { HOUR } from '../duration.ts'
import type { Json } from '../json.ts'
import { fit } from './fit.ts'
import { grade } from './grade.ts'

const rule = (name: string) => ({
  match: { ...anyEvent, kinds: ['track' as const], names: [name] },
  points: 10,
  atMost: null,
  index: 0,
})
const world: LeafWorld = {
  scores: {
    fit: { groups: [{ rules: [rule('Fits')], match: 'all', cap: null }] },
    engagement: { halfLife: 12 * HOUR, groups: [{ rules: [rule('Engages')], match: 'all', cap: null }] },
  },
  letters: { A: 50, B: 25, C: 10 },
  numbers: { 1: 60, 2: 35, 3: 10 },
}
const events = (fits: number, engages: number) => [
  ...Array.from({ length: fits }, () => occurred(HOUR, 'track', 'Fits')),
  ...Array.from({ length: engages }, () => occurred(HOUR, 'track', 'Engages')),
]

describe('fit and grade', () => {
  test.each<[key: string, settings: Json, fits: number, engages: number, holds: boolean, observed: string]>([
    ['fit', 'B', 3, 0, true, 'B'],
    ['fit', 'B', 5, 0, false, 'A'],
    ['fit', { at_least: 'B' }, 5, 0, true, 'A'],
    ['fit', { at_least: 'B' }, 1, 9, false, 'C'],
    ['fit', ['C', 'D'], 0, 0, true, 'D'],
    ['grade', 'A1', 5, 6, true, 'A1'],
    ['grade', { at_least: 'B2' }, 3, 4, true, 'B2'],
    ['grade', { at_least: 'B2' }, 5, 1, false, 'A3'],
    ['grade', { at_least: 'B2' }, 1, 9, false, 'C1'],
    ['grade', ['D4', 'C4'], 0, 0, true, 'D4'],
  ])('%s %j with %d and %d events: %s', (key, settings, fits, engages, holds, observed) => {
    const { leaf, after } = bindLeaf(key, settings, world)
    const state = after(events(fits, engages))
    expect(leaf.test(state, HOUR)).toBe(holds)
    expect(leaf.observed(state, HOUR)).toBe(observed)
  })

  test('fit is a state, a grade rests on its engagement', () => {
    const latest = (key: string, settings: Json) => {
      const { leaf, after } = bindLeaf(key, settings, world)
      return leaf.latest(after(events(3, 4)), 2 * HOUR)
    }
    expect(latest('fit', 'B')).toBeNull()
    expect(latest('grade', 'B2')).toBe(HOUR)
  })

  test('engagement that fades wakes nobody who waits for a better fit', () => {
    const until = (key: string, settings: Json) => {
      const { leaf, after } = bindLeaf(key, settings, world)
      return leaf.until(after(events(1, 9)), HOUR, true)
    }
    expect(until('fit', { at_least: 'B' })).toBeNull()
    expect(until('grade', { at_least: 'B2' })).toBeNull()
  })

  test('a document without a grade cannot be asked for it', () => {
    const names = {
      lists: [],
      scores: [],
      stages: [],
      progress: [],
      levels: [],
      defined: [],
      segments: [],
      checklists: [],
      tracks: [],
      grade: false,
    }
    expect(fit.check?.('A', names)).toHaveLength(1)
    expect(grade.check?.('A1', { ...names, grade: true })).toEqual([])
  })

  test.each<[string, Json]>([
    ['fit', ['C', 'D']],
    ['grade', { at_least: 'B2' }],
    ['grade', ['B3', 'B4', 'D4']],
  ])('%s %j turns never before it was said', (key, settings) => {
    const { leaf, after } = bindLeaf(key, settings, world)
    fc.assert(
      fc.property(fc.nat(6), fc.nat(9), fc.boolean(), (fits, engages, wanted) => {
        const moments = Array.from({ length: 100 }, (_, index) => HOUR + index * HOUR)
        expect(firstLateTurn(leaf, after(events(fits, engages)), moments, wanted)).toBeNull()
      }),
      { numRuns: 60 },
    )
  })
})
