import { expect, test } from 'vitest'
import { shareInterval, shareText } from './share.ts'

test.each([
  ['few are counted', 3, 7, '3 of 7'],
  ['many are a percentage with its base', 120, 412, '29\u00a0% of 412'],
  ['a small share keeps a digit more', 9, 1284, '0.7\u00a0% of 1,284'],
  ['nobody is nobody', 0, 60, '0\u00a0% of 60'],
])('%s', (_name, part, base, text) => {
  expect(shareText(part, base)).toBe(text)
})

test('a share of few may be much else, of many hardly', () => {
  const [low, high] = shareInterval(3, 7)
  expect(low).toBeCloseTo(0.191, 2)
  expect(high).toBeCloseTo(0.708, 2)
  const [least, most] = shareInterval(3000, 7000)
  expect(most - least).toBeLessThan(0.02)
  expect(shareInterval(0, 0)).toEqual([0, 1])
})
