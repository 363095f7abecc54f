import { describe, expect, test } from 'vitest'
import { seeded } from '../../testing/seeded.ts'
import { DAY, HOUR, MINUTE } from '../duration.ts'
import { bucketOfTime, histogramQuantile, timeOfBucket } from './histogram.ts'
import { exclusiveQuantile, exclusiveQuantiles, histogramQuantiles, inDays } from './quantiles.ts'
import { valuesAtRanks } from './values-at-ranks.ts'

describe('the exclusive method', () => {
  // As spreadsheets give them (QUARTILE.EXC, PERCENTILE.EXC).
  test.each([
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.25, 2.75],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.5, 5.5],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.75, 8.25],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9.9],
    [[6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], 0.25, 15],
    [[6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], 0.75, 43],
    [[15, 20, 35, 40, 50], 0.25, 17.5],
    [[-3, 1, 2], 0.25, -3],
    [[7, 15, 36], 0.5, 15],
  ])('of %j at %d', (values, share, expected) => {
    expect(exclusiveQuantile(values, share)).toBeCloseTo(expected, 10)
  })

  test('where a rank lies beyond the values it is the least or the greatest', () => {
    expect(exclusiveQuantile([5], 0.9)).toBe(5)
    expect(exclusiveQuantile([5, 8], 0.9)).toBe(8)
    expect(exclusiveQuantile([5, 8], 0.25)).toBe(5)
  })

  test('times come in any order and leave as days', () => {
    expect(exclusiveQuantiles(Float64Array.of(3 * DAY, DAY, 2 * DAY))).toEqual({
      n: 3,
      q1: 1,
      median: 2,
      q3: 3,
      p90: 3,
      method: 'exclusive',
    })
    expect(exclusiveQuantiles(new Float64Array(0))).toBeNull()
  })
})

describe('values at ranks', () => {
  const random = seeded(11)
  const shapes: Readonly<Record<string, (index: number, n: number) => number>> = {
    'at random': () => random(),
    'with many the same': () => Math.floor(random() * 5),
    ascending: (index) => index,
    descending: (index, n) => n - index,
    'in the form of a roof': (index, n) => Math.min(index, n - index),
    'in turns': (index, n) => (index % 2 === 0 ? index : n - index),
    'all the same': () => 7,
    'of every length': () => Math.floor(Math.exp(random() * 34)) - 1,
    'all next to one another': () => 2 ** 40 + Math.floor(random() * 1000),
  }

  test.each(Object.entries(shapes))('of values %s is as sorting', (_, value) => {
    for (const n of [1, 2, 3, 24, 25, 26, 100, 1000, 1001, 5003, 40_000]) {
      const values = Float64Array.from({ length: n }, (_, index) => value(index, n))
      const sorted = values.slice().sort()
      const ranks = Array.from({ length: 6 }, () => 1 + Math.floor(random() * n))
      const valueAt = valuesAtRanks(values.slice(), ranks)
      for (const rank of ranks) expect(valueAt(rank)).toBe(sorted[rank - 1])
      const quantiles = exclusiveQuantiles(values)
      expect(quantiles?.n).toBe(n)
      for (const [name, share] of [
        ['q1', 0.25],
        ['median', 0.5],
        ['q3', 0.75],
        ['p90', 0.9],
      ] as const)
        expect(quantiles?.[name]).toBe(inDays(exclusiveQuantile(sorted, share)))
    }
  })
})

describe('the histogram', () => {
  test.each([1000, 1500, MINUTE, HOUR, DAY, 45 * DAY, 3650 * DAY])('keeps %d ms within 5 %%', (ms) => {
    expect(Math.abs(timeOfBucket(bucketOfTime(ms)) / ms - 1)).toBeLessThan(0.05)
  })

  test.each([1, 2, 3])('gives the quantiles of many times within 5 %% (seed %j)', (seed) => {
    const random = seeded(seed)
    const times = Array.from({ length: 20_000 }, () => Math.exp(random() * 12) * MINUTE)
    const counts = new Float64Array(300)
    for (const time of times) counts[bucketOfTime(time)] = (counts[bucketOfTime(time)] ?? 0) + 1
    const sorted = Float64Array.from(times).sort()
    for (const share of [0.1, 0.25, 0.5, 0.75, 0.9, 0.99]) {
      const exact = exclusiveQuantile(sorted, share)
      expect(Math.abs(histogramQuantile(counts, share) / exact - 1)).toBeLessThan(0.05)
    }
    expect(histogramQuantiles(counts)).toMatchObject({ n: 20_000, method: 'histogram' })
  })

  test('of nothing there is none', () => {
    expect(histogramQuantiles(new Float64Array(300))).toBeNull()
  })
})
