import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY } from '../duration.ts'
import { faded, fadesTo, sortKey } from './fading.ts'

const month = 30 * DAY

describe('points', () => {
  test.each([
    ['halve in a half-life', 10, 30, 5],
    ['are a quarter after two', 10, 60, 2.5],
    ['are whole at once', 10, 0, 10],
    ['are not more before their time', 10, -30, 10],
    ['fade to nothing from below too', -8, 30, -4],
  ])('%s', (_says, points, days, left) => {
    expect(faded(points, 0, days * DAY, month)).toBeCloseTo(left, 12)
  })

  test('without a half-life stay', () => {
    expect(faded(10, 0, 1e15, null)).toBe(10)
    expect(fadesTo(10, 0, 5, null)).toBeNull()
  })

  test('that stand at a threshold leave it at once, those below it never come to it', () => {
    expect(fadesTo(10, 1000, 10, month)).toBe(999)
    expect(fadesTo(9, 1000, 10, month)).toBeNull()
    expect(fadesTo(9, 1000, 0, month)).toBeNull()
  })

  test('are above their threshold until the moment that was told', () => {
    const points = fc.double({ min: 0.01, max: 1e6, noNaN: true })
    const share = fc.double({ min: 0.001, max: 1, noNaN: true })
    const life = fc.integer({ min: 60_000, max: 3650 * DAY })
    fc.assert(
      fc.property(points, share, life, fc.integer({ min: 0, max: 2e12 }), (given, part, halfLife, at) => {
        const threshold = given * part
        const until = fadesTo(given, at, threshold, halfLife)
        expect(until).not.toBeNull()
        expect(faded(given, at, until ?? 0, halfLife)).toBeGreaterThanOrEqual(threshold)
        expect(faded(given, at, (until ?? 0) + 4, halfLife)).toBeLessThanOrEqual(threshold * (1 + 1e-12))
      }),
    )
  })
})

describe('the sort key', () => {
  test('keeps the order of the points, whenever one looks', () => {
    const score = fc.record({
      points: fc.double({ min: 0.01, max: 1000, noNaN: true }),
      at: fc.integer({ min: 0, max: 1000 * DAY }),
    })
    fc.assert(
      fc.property(score, score, fc.integer({ min: 1000, max: 3000 }), (a, b, days) => {
        const [left, right] = [faded(a.points, a.at, days * DAY, month), faded(b.points, b.at, days * DAY, month)]
        if (Math.abs(left - right) < 1e-9 * Math.max(left, right)) return
        expect((sortKey(a.points, a.at, month) ?? 0) > (sortKey(b.points, b.at, month) ?? 0)).toBe(left > right)
      }),
    )
  })

  test('answers "at least x now"', () => {
    const key = sortKey(80, 0, month) ?? 0
    expect(key >= Math.log2(40) + (29 * DAY) / month).toBe(true)
    expect(key >= Math.log2(40) + (31 * DAY) / month).toBe(false)
  })

  test('is none for no points', () => {
    expect(sortKey(0, 5, month)).toBeNull()
    expect(sortKey(-1, 5, month)).toBeNull()
  })
})
