import { expect, test } from 'vitest'
import { FUTURE, PAST, scoreCurve } from './curve-points.ts'

const DAY = 86_400_000
const now = Date.UTC(2026, 10, 22)
const share = (daysAgo: number, points: number, cut = 0) => ({
  event: 'e',
  at: new Date(now - daysAgo * DAY).toISOString(),
  text: '',
  group: 'g',
  rule: 0,
  points,
  cut,
  now: 0,
})
const score = (shares: ReturnType<typeof share>[], more: object = {}) => ({
  shares,
  groups: [],
  conditions: [],
  halfLife: 30 * DAY,
  cap: 100,
  since: null,
  ...more,
})
const at = (curve: ReturnType<typeof scoreCurve>, days: number) =>
  curve.find((point) => point.at === now + days * DAY)?.points ?? Number.NaN

test('points come with their event and are halved in each half-life', () => {
  const curve = scoreCurve(score([share(30, 40)]), now)
  expect(curve[0]?.at).toBe(now - PAST)
  expect(curve.at(-1)?.at).toBe(now + FUTURE)
  expect(at(curve, -31)).toBe(0)
  expect(at(curve, -30)).toBe(40)
  expect(at(curve, 0)).toBeCloseTo(20, 9)
  expect(at(curve, 30)).toBeCloseTo(10, 9)
})

test('what a cap cut was never there, and what is known of somebody does not fade', () => {
  const conditions = [
    { path: 'p', text: '', points: 30, holds: true },
    { path: 'q', text: '', points: 99, holds: false },
  ]
  expect(at(scoreCurve(score([share(0, 20, -15)], { conditions }), now), 0)).toBe(35)
})

test('it is never more than the cap nor less than nothing', () => {
  expect(Math.max(...scoreCurve(score([share(1, 500)]), now).map(({ points }) => points))).toBe(100)
  expect(Math.min(...scoreCurve(score([share(1, -50)]), now).map(({ points }) => points))).toBe(0)
})

test('of a long history it begins where contributions are known, with what was there before', () => {
  const groups = [{ key: 'g', name: 'g', cap: null, points: 12, earlier: 12 }]
  const since = new Date(now - 10 * DAY).toISOString()
  const curve = scoreCurve(score([], { groups, since }), now)
  expect(curve[0]?.at).toBe(now - 10 * DAY)
  expect(at(curve, 0)).toBeCloseTo(12, 9)
  expect(at(curve, -10)).toBeGreaterThan(12)
})
