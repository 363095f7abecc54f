import { expect, test } from 'vitest'
import type { FunnelReport } from '../../../../../server/src/contract/reports.ts'
import type { Dimension } from '../../../../../server/src/domain/reports/dimensions.ts'
import { findLeaks } from './leak.ts'

type Counts = Readonly<Record<string, readonly (readonly [base: number, reached: number])[]>>

const stages = ['lead', 'mql', 'customer']

/** A funnel of three stages: for each value, who stood at each step and who went on. */
function funnel(by: Dimension | null, counts: Counts, p90 = 10): FunnelReport {
  const time = { n: 40, median: 3, q1: 1, q3: 6, p90, method: 'exclusive' as const }
  return {
    track: 'main',
    by,
    since: null,
    until: null,
    zone: 'UTC',
    counting: null,
    more: 0,
    stages,
    names: {},
    rows: Object.entries(counts).map(([key, steps]) => ({
      key,
      counts: {},
      entered: {},
      passes: {},
      steps: steps.map(([base, reached], index) => ({
        from: stages[index] ?? '',
        to: stages[index + 1] ?? '',
        base,
        entered: reached,
        reached,
        conversion: reached / base,
        passage: reached / base,
        time,
      })),
    })),
  }
}

// biome-ignore format: a funnel a line
const now = funnel(null, { all: [[400, 200], [200, 20]] })

test('a step that is clearly worse than before leaks, and the loss is put low', () => {
  const before = funnel(null, {
    all: [
      [400, 280],
      [280, 28],
    ],
  })
  const [leak, ...others] = findLeaks({ now, before, splits: [], months: 10 })
  expect(leak).toMatchObject({ from: 'lead', to: 'mql', by: null, here: { base: 400, reached: 200 } })
  expect(leak?.avoidable).toBeGreaterThan(55)
  expect(leak?.avoidable).toBeLessThan(80)
  expect(others).toEqual([])
})

test('a few early people of the first months are no measure for all who came later', () => {
  // biome-ignore format: a funnel a line
  const early = funnel(null, { all: [[63, 63], [63, 6]] })
  expect(findLeaks({ now, before: early, splits: [], months: 10 })).toEqual([])
  // biome-ignore format: a funnel a line
  const enough = funnel(null, { all: [[134, 134], [134, 14]] })
  expect(findLeaks({ now, before: enough, splits: [], months: 10 })).toMatchObject([{ from: 'lead' }])
})

test('a segment is held against the best one, not against one of few people or without a name', () => {
  const split = funnel('campaign', {
    guide: [[100, 20]],
    brand: [[100, 70]],
    tiny: [[9, 9]],
    '(empty)': [[200, 190]],
  })
  const [leak] = findLeaks({ now, before: null, splits: [split], months: 10 })
  expect(leak).toMatchObject({ by: 'campaign', here: { key: 'guide' }, there: { key: 'brand' } })
})

test('a segment whose people are lost at the step after is no model for others', () => {
  const all = funnel(null, {
    all: [
      [400, 200],
      [200, 120],
    ],
  })
  const split = funnel('campaign', {
    guide: [
      [100, 90],
      [90, 9],
    ],
    brand: [
      [100, 60],
      [60, 48],
    ],
    social: [
      [100, 25],
      [25, 20],
    ],
  })
  const [late, early] = findLeaks({ now: all, before: null, splits: [split], months: 10 })
  expect(late).toMatchObject({ from: 'mql', here: { key: 'guide' }, there: { key: 'brand' } })
  expect(early).toMatchObject({ from: 'lead', here: { key: 'social' }, there: { key: 'brand' } })
})

test('what may be chance is no leak', () => {
  const before = funnel(null, {
    all: [
      [400, 210],
      [200, 24],
    ],
  })
  expect(findLeaks({ now, before, splits: [], months: 10 })).toEqual([])
})

test('people who may go on yet are not counted as lost', () => {
  const slow = funnel(
    null,
    {
      all: [
        [400, 200],
        [200, 20],
      ],
    },
    120,
  )
  const before = funnel(
    null,
    {
      all: [
        [400, 260],
        [260, 26],
      ],
    },
    120,
  )
  expect(findLeaks({ now, before, splits: [], months: 6 })).toHaveLength(1)
  expect(findLeaks({ now: slow, before, splits: [], months: 6 })).toEqual([])
})

test('a loss near the end weighs more than the same loss at the beginning', () => {
  const before = funnel(null, {
    all: [
      [400, 260],
      [200, 60],
    ],
  })
  expect(findLeaks({ now, before, splits: [], months: 12 }).map(({ from }) => from)).toEqual(['mql', 'lead'])
})
