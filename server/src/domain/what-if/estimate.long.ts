import { describe, expect, test } from 'vitest'
import { estimateIn, LOWER_THRESHOLD, PUBLISHED, USUAL_WORLD, type World } from '../../testing/hidden-quality.ts'

const candidates: readonly (readonly [string, string])[] = [
  ['a lower threshold', LOWER_THRESHOLD],
  ['a much lower threshold', PUBLISHED.replace('at_least: 60', 'at_least: 35')],
  ['a worse fit', PUBLISHED.replace('fit: { at_least: B }', 'fit: { at_least: D }')],
  ['a score that fades more slowly', PUBLISHED.replace('half_life: 30d', 'half_life: 90d')],
]
const worlds: readonly (readonly [string, Partial<World>])[] = [
  ['in a usual world', {}],
  ['where quality decides nearly all', { eager: 0.9, buys: 2 }],
  ['where quality decides little', { eager: 0.3, buys: 0.4 }],
  ['with few people', { people: 150 }],
  ['where little is won', { base: -2.5 }],
]

const RUNS = 100

describe.each(candidates)('%s', (_candidate, document) => {
  test.each(worlds)('%s', { timeout: 600_000 }, (_world, world) => {
    const runs = Array.from({ length: RUNS }, (_, seed) => estimateIn({ ...USUAL_WORLD, ...world }, document, seed + 1))
    const told = runs.filter(({ estimate }) => estimate !== null)
    const held = told.filter(({ truth, estimate }) => truth >= (estimate?.low ?? 0) && truth <= (estimate?.high ?? 0))
    expect(told.length).toBeGreaterThan(RUNS / 2)
    expect(held.length).toBeGreaterThanOrEqual(Math.ceil(told.length * 0.8))
  })
})
