import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import type { Json } from '../json.ts'

const given = (at: number, kind: string) =>
  occurred(at, 'traits', '', { set: { email: 'x' } }, { stamp: { email_kind: kind } })

test.each<[settings: Json, kinds: string[], holds: boolean]>([
  ['free', ['free'], true],
  ['free', ['corporate'], false],
  ['free', [], false],
  [['free', 'disposable'], ['disposable'], true],
  ['free', ['free', 'corporate'], false],
])('%s after addresses of the kinds %j: %s', (settings, kinds, holds) => {
  const { leaf, after } = bindLeaf('email', settings)
  expect(leaf.test(after(kinds.map((kind, index) => given(index + 1, kind))), 9)).toBe(holds)
})
