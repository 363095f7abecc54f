import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import type { Json } from '../json.ts'

const stamped = (at: number, origin: string) => occurred(at, 'traits', '', {}, { stamp: { origin } })

test.each<[settings: Json, origins: string[], holds: boolean]>([
  ['inbound', [], true],
  ['outbound', [], false],
  ['outbound', ['outbound'], true],
  ['outbound', ['outbound', 'inbound'], true],
  [['event', 'partner'], ['partner'], true],
])('%j with the origins %j: %s', (settings, origins, holds) => {
  const { leaf, after } = bindLeaf('origin', settings)
  expect(leaf.test(after(origins.map((origin, index) => stamped(index + 1, origin))), 9)).toBe(holds)
})
