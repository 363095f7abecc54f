import { expect, test } from 'vitest'
import { estimateIn, LOWER_THRESHOLD, USUAL_WORLD } from '../../testing/hidden-quality.ts'
import { DAY } from '../duration.ts'
import { estimateAdded, type Observed, type Subject } from './estimate.ts'

const RUNS = 100

test('where a hidden quality drives what people do and what sales makes of them, the interval holds the truth in 80 of 100 histories', {
  timeout: 300_000,
}, () => {
  const runs = Array.from({ length: RUNS }, (_, seed) => estimateIn(USUAL_WORLD, LOWER_THRESHOLD, seed + 1))
  const told = runs.filter(({ estimate }) => estimate !== null)
  expect(told.length).toBeGreaterThan(RUNS * 0.9)
  const held = told.filter(({ truth, estimate }) => truth >= (estimate?.low ?? 0) && truth <= (estimate?.high ?? 0))
  expect(held.length).toBeGreaterThanOrEqual(Math.ceil(told.length * 0.8))
  // An interval from nothing to all would hold every truth.
  const wide = told.filter(({ estimate, added }) => (estimate?.high ?? 0) - (estimate?.low ?? 0) > added * 0.7)
  expect(wide.length).toBeLessThan(RUNS / 2)
})

const subject = (given: Partial<Subject> = {}): Subject => ({
  grade: 'B2',
  delay: null,
  pace: 20 * DAY,
  age: 200 * DAY,
  ...given,
})
const kept = (count: number, reached: number, given: Partial<Subject> = {}): readonly Observed[] =>
  Array.from({ length: count }, (_, index) => ({
    ...subject({ delay: 0, ...given }),
    lag: index < reached ? 10 * DAY : null,
  }))
const added = (count: number, given: Partial<Subject> = {}) => Array.from({ length: count }, () => subject(given))

test('too few kept people tell nothing', () => {
  expect(estimateAdded(kept(9, 4), added(50), 0, 1)).toBeNull()
})

test('the same question has the same answer', () => {
  const ask = () => estimateAdded(kept(100, 40), added(50), 0, 7)
  expect(ask()).toEqual(ask())
})

test('added people are not taken for as good as the kept ones, and are in doubt', () => {
  const estimate = estimateAdded(kept(400, 160), added(100), 0, 1)
  expect(estimate?.likely).toBeLessThan(40)
  expect(estimate?.low).toBeLessThan(estimate?.likely ?? 0)
  expect(estimate?.high).toBeGreaterThan(estimate?.likely ?? 0)
})

test('where people who were let in late did worse, those who never were are expected to do worse still', () => {
  const late = kept(300, 30, { delay: 60 * DAY })
  const estimate = estimateAdded([...kept(300, 150), ...late], added(100), 0, 1)
  expect(estimate?.likely).toBeLessThan(15)
})

test('a better grade promises more', () => {
  const people = [...kept(200, 120, { grade: 'A1' }), ...kept(200, 20, { grade: 'B3' })]
  const [good, poor] = ['A1', 'B3'].map((grade) => estimateAdded(people, added(100, { grade }), 0, 1)?.likely ?? 0)
  expect(good).toBeGreaterThan((poor ?? 0) * 2)
})

test('who reached it anyway is in no doubt', () => {
  const estimate = estimateAdded(kept(100, 40), added(10), 5, 1)
  expect(estimate?.low).toBeGreaterThanOrEqual(5)
  expect(estimate?.high).toBeLessThanOrEqual(15)
})

test('who came yesterday has not failed, and is not expected to have arrived', () => {
  const young = kept(500, 0, { age: DAY })
  const old = kept(200, 100)
  const both = estimateAdded([...old, ...young], added(100), 0, 1)
  expect(both).toEqual(estimateAdded(old, added(100), 0, 1))
  expect(estimateAdded(old, added(100, { age: DAY }), 0, 1)?.high).toBeLessThan(5)
})

test('little to learn from is called weak', () => {
  expect(estimateAdded(kept(20, 8), added(10), 0, 1)?.trust).toBe('weak')
  expect(estimateAdded(kept(200, 80), added(10), 0, 1)?.trust).toBe('usual')
  expect(estimateAdded(kept(200, 80), added(10, { grade: 'D4' }), 0, 1)?.trust).toBe('weak')
  expect(estimateAdded(kept(200, 1), added(10), 0, 1)?.trust).toBe('weak')
})

test('a hundred thousand people are estimated from a share of them', () => {
  const estimate = estimateAdded(kept(30_000, 9000), added(100_000), 0, 1)
  expect(estimate?.likely).toBeGreaterThan(5000)
  expect(estimate?.likely).toBeLessThan(30_000)
})
