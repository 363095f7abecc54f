import { expect, test } from 'vitest'
import { bindLeaf } from '../../testing/leaf.ts'
import { NAMED_BY } from '../facts.ts'
import type { Json } from '../json.ts'

test.each<[settings: Json, known: number, holds: boolean]>([
  ['email', NAMED_BY.email, true],
  ['phone', NAMED_BY.email, false],
  [['phone', 'email'], NAMED_BY.email, true],
  [true, NAMED_BY.user, true],
  [true, 0, false],
])('%j with the bits %d: %s', (settings, known, holds) => {
  const { leaf, after } = bindLeaf('known', settings, { known })
  expect(leaf.test(after([]), 9)).toBe(holds)
})
