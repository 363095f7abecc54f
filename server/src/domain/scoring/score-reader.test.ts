import { describe, expect, test } from 'vitest'
import type { SlotOf } from '../aggregates.ts'
import type { Bound } from '../criteria/criterion.ts'
import { DAY } from '../duration.ts'
import { BEGINNING, type ContactState } from '../lifecycle/state.ts'
import { gradeReader, scoreReader } from './score-reader.ts'

const holding = (slots: readonly SlotOf['score'][]): ContactState => ({
  contact: 'c',
  stateKey: '',
  upTo: BEGINNING,
  seq: 0,
  known: 0,
  activeAt: 0,
  account: null,
  line: null,
  positions: {},
  slots,
  pending: [],
})
const always: Bound = { test: () => true, until: () => null, latest: () => null }
const from = (moment: number): Bound => ({
  test: (_state, now) => now >= moment,
  until: (_state, now, wanted) => (wanted && now < moment ? moment : null),
  latest: () => null,
})

describe('a score', () => {
  const plain = { cap: 100, halfLife: null, groups: [0, 1], conditions: [] }

  test('is the sum of its groups and of the conditions that hold', () => {
    const score = scoreReader({
      ...plain,
      conditions: [
        { criteria: always, points: 5 },
        { criteria: from(50), points: 7 },
      ],
    })
    expect(
      score.value(
        holding([
          [10, 1, {}],
          [20, 1, {}],
        ]),
        10,
      ),
    ).toBe(35)
    expect(
      score.value(
        holding([
          [10, 1, {}],
          [20, 1, {}],
        ]),
        50,
      ),
    ).toBe(42)
  })

  test('lies between nothing and its cap', () => {
    const score = scoreReader(plain)
    expect(
      score.value(
        holding([
          [90, 1, {}],
          [20, 1, {}],
        ]),
        10,
      ),
    ).toBe(100)
    expect(
      score.value(
        holding([
          [-90, 1, {}],
          [20, 1, {}],
        ]),
        10,
      ),
    ).toBe(0)
  })

  test('rests on the newest event of its groups', () => {
    expect(
      scoreReader(plain).latest(
        holding([
          [10, 4, {}],
          [20, 3, {}],
        ]),
        10,
      ),
    ).toBe(4)
    expect(
      scoreReader(plain).latest(
        holding([
          [0, 0, {}],
          [0, 0, {}],
        ]),
        10,
      ),
    ).toBeNull()
  })

  test('that is below nothing may rise by fading', () => {
    const score = scoreReader({ cap: 100, halfLife: DAY, groups: [0], conditions: [{ criteria: always, points: 30 }] })
    const state = holding([[-40, 0, {}]])
    expect(score.value(state, 0)).toBe(0)
    const until = score.until(state, 0, 10) ?? 0
    expect(until).toBeGreaterThan(DAY - 10)
    expect(until).toBeLessThanOrEqual(DAY)
    expect(score.value(state, DAY)).toBe(10)
  })

  test('looks again when one of its conditions turns', () => {
    const score = scoreReader({ ...plain, conditions: [{ criteria: from(50), points: 7 }] })
    expect(
      score.until(
        holding([
          [0, 0, {}],
          [0, 0, {}],
        ]),
        10,
        5,
      ),
    ).toBe(50)
    expect(
      score.until(
        holding([
          [0, 0, {}],
          [0, 0, {}],
        ]),
        50,
        5,
      ),
    ).toBeNull()
  })
})

describe('a grade', () => {
  const part = (slot: number) =>
    scoreReader({ cap: 100, halfLife: slot === 1 ? DAY : null, groups: [slot], conditions: [] })
  const grade = gradeReader({
    fit: part(0),
    engagement: part(1),
    letters: [
      ['A', 50],
      ['B', 25],
      ['C', 10],
    ],
    numbers: [
      [1, 60],
      [2, 35],
      [3, 10],
    ],
  })

  test.each<[fit: number, engagement: number, code: string]>([
    [50, 60, 'A1'],
    [49, 59, 'B2'],
    [10, 10, 'C3'],
    [9, 9, 'D4'],
  ])('of %d and %d is %s', (fit, engagement, code) => {
    const state = holding([
      [fit, 1, {}],
      [engagement, 1, {}],
    ])
    expect(`${grade.fit(state, 1)}${grade.engagement(state, 1)}`).toBe(code)
  })

  test('changes by fading only in its number', () => {
    const state = holding([
      [50, 0, {}],
      [70, 0, {}],
    ])
    expect(grade.until(state, 0, 'fit')).toBeNull()
    expect(grade.until(state, 0, 'either')).toBe(grade.until(state, 0, 'engagement'))
    expect(grade.until(state, 0, 'engagement')).toBeLessThanOrEqual(Math.ceil(DAY * Math.log2(70 / 60)))
  })
})
