import { expect, test } from 'vitest'
import { bindLeaf } from '../../testing/leaf.ts'
import type { Json } from '../json.ts'

test.each<[settings: Json, given: string | null, holds: boolean]>([
  ['timing', 'timing', true],
  ['timing', 'Timing', true],
  ['timing', 'price', false],
  ['timing', null, false],
  [['timing', 'price'], 'price', true],
])('%j where the reason was %s: %s', (settings, given, holds) => {
  const { leaf, after } = bindLeaf('reason', settings, { position: { reason: given } })
  expect(leaf.test(after([]), 9)).toBe(holds)
  expect(leaf.observed(after([]), 9)).toBe(given)
})
