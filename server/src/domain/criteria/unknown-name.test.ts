import { expect, test } from 'vitest'
import { nearest } from './unknown-name.ts'

test.each<[name: string, known: string[], found: string | null]>([
  ['competitor', ['customers', 'competitors'], 'competitors'],
  ['MQL', ['sql', 'mql'], 'mql'],
  ['scroe', ['score', 'source'], 'score'],
  ['subscribd', ['subscribed', 'segment'], 'subscribed'],
  ['banana', ['score', 'source'], null],
  ['x', [], null],
  ['did', ['did'], 'did'],
])('%s among %j is %s', (name, known, found) => {
  expect(nearest(name, known)).toBe(found)
})

test('a name of any length is answered at once', () => {
  const started = performance.now()
  expect(nearest('a'.repeat(1_000_000), ['score', 'a'.repeat(999_999)])).toBeNull()
  expect(performance.now() - started).toBeLessThan(200)
})
