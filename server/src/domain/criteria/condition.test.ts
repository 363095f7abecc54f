import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR } from '../duration.ts'
import type { Json } from '../json.ts'
import { checkCondition, compileCondition, conditionSettings } from './condition.ts'

const context = { zone: 'Europe/Berlin', lists: { rivals: ['Rival.example', 'other.example'] } }
const known = { lists: ['rivals'] }
const noon = Date.UTC(2026, 5, 10, 12)

function holds(settings: Json, value: Json | undefined, now = noon) {
  return compileCondition(conditionSettings.parse(settings), context).test(value, now)
}

describe('a condition', () => {
  const rows: [settings: Json, value: Json | undefined, holds: boolean][] = [
    ['DE', 'de', true],
    ['DE', 'at', false],
    ['DE', undefined, false],
    [5, '5', true],
    ['5', 5, true],
    [true, 'True', true],
    [true, false, false],
    [null, undefined, true],
    [null, '', false],
    [['DE', 'AT'], 'at', true],
    [['DE', 'AT'], ['x', 'de'], true],
    [{ not: 'DE' }, 'AT', true],
    [{ not: 'DE' }, undefined, true],
    [{ none_of: ['DE', 'AT'] }, 'DE', false],
    [{ in_list: 'rivals' }, 'RIVAL.example', true],
    [{ in_list: 'rivals' }, undefined, false],
    [{ not_in_list: 'rivals' }, 'friend.example', true],
    [{ at_least: 50 }, 50, true],
    [{ at_least: 50 }, '51', true],
    [{ at_least: 50 }, 'many', false],
    [{ at_least: 0 }, '', false],
    [{ at_least: 0 }, undefined, false],
    [{ more_than: 50 }, 50, false],
    [{ at_most: 50 }, 50, true],
    [{ below: 50 }, 50, false],
    [{ between: [50, 60] }, 60, true],
    [{ at_least: 50, below: 60 }, 60, false],
    [{ starts: '/Docs' }, '/docs/a', true],
    [{ ends: '.PDF' }, 'a.pdf', true],
    [{ contains: 'sales' }, 'Head of Sales', true],
    [{ contains: 'sales' }, ['Sales', 'IT'], true],
    [{ matches: '(?i)chief|head' }, 'Head of Data', true],
    [{ matches: '^head' }, 'Head of Data', false],
    [{ matches: 'a+$' }, ['b', 'aa'], true],
    [{ matches: 'a' }, 5, false],
    [{ exists: true }, '', false],
    [{ exists: true }, 0, true],
    [{ exists: false }, undefined, true],
    [{ before: '2026-06-10' }, '2026-06-09', true],
    [{ before: '2026-06-10' }, '2026-06-10', false],
    [{ after: '2026-06-10' }, '2026-06-10', true],
    [{ within_last: '2d' }, '2026-06-09', true],
    [{ within_last: '2d' }, '2026-06-11', false],
    [{ within_next: '2d' }, '2026-06-11', true],
    [{ within_next: '2d' }, '2026-06-20', false],
    [{ past: true }, '2026-06-10', true],
    [{ past: false }, '2026-06-11', true],
    [{ past: false }, 'some day', false],
  ]
  test.each(rows)('%j of %j: %s', (settings, value, wanted) => {
    expect(holds(settings, value)).toBe(wanted)
  })

  test('reads a date without time as midnight in the zone of the lifecycle', () => {
    expect(holds({ past: true }, '2026-06-10', Date.UTC(2026, 5, 9, 22))).toBe(true)
    expect(holds({ past: true }, '2026-06-10', Date.UTC(2026, 5, 9, 22) - 1)).toBe(false)
  })

  test.each([
    [{}],
    [{ at_least: 'fifty' }],
    [{ atleast: 5 }],
    [{ matches: '(' }],
    [{ matches: '(a)\\1' }],
    [{ within_last: '5wd' }],
    [{ before: 'soon' }],
    [[]],
  ])('%j is refused', (settings) => {
    expect(conditionSettings.safeParse(settings).success).toBe(false)
  })

  test('a pattern that would run for ever elsewhere is quick', () => {
    const started = performance.now()
    expect(holds({ matches: '^(a+)+$' }, `${'a'.repeat(5000)}b`)).toBe(false)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('a list that the document has not is told at its place', () => {
    expect(checkCondition({ in_list: 'rival' }, known)).toMatchObject([
      { path: ['in_list'], message: { values: { nearest: 'rivals' } } },
    ])
    expect(checkCondition({ in_list: 'rivals' }, known)).toEqual([])
  })
})

test('dates turn a condition never before it was said', () => {
  const stretch = fc.constantFrom('6h', '1d', '3d')
  const settings = fc.oneof(
    stretch.map((within_last) => ({ within_last })),
    stretch.map((within_next) => ({ within_next })),
    fc.boolean().map((past) => ({ past })),
    fc.tuple(stretch, stretch).map(([within_next, within_last]) => ({ within_next, within_last })),
    fc.constant({ past: false, within_next: '1d', not: '2026-06-12' }),
  )
  fc.assert(
    fc.property(settings, fc.integer({ min: -120, max: 120 }), fc.boolean(), (given, hours, wanted) => {
      const condition = compileCondition(conditionSettings.parse(given), context)
      const value = new Date(noon + hours * HOUR).toISOString()
      const moments = Array.from({ length: 60 }, (_, index) => noon + index * 6 * HOUR)
      for (const [index, now] of moments.entries()) {
        if (condition.test(value, now) === wanted) continue
        const until = condition.until(value, now, wanted)
        const turned = moments.slice(index + 1).find((later) => condition.test(value, later) === wanted)
        if (turned !== undefined) expect(until).not.toBeNull()
        if (until !== null) expect(until).toBeGreaterThan(now)
        if (turned !== undefined && until !== null) expect(turned).toBeGreaterThanOrEqual(until)
      }
    }),
    { numRuns: 150 },
  )
  expect(compileCondition({ at_least: 5 }, context).until(4, noon, true)).toBeNull()
  expect(compileCondition({ within_last: '1d' }, context).until('2026-06-11', noon, true)).toBe(
    Date.UTC(2026, 5, 10, 22),
  )
})
