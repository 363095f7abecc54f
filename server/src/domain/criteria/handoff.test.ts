import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import type { Json, JsonObject } from '../json.ts'

const turned = (at: number, state: string, data: JsonObject = {}) =>
  occurred(at, 'handoff', 'new_business', { state, ...data })

test.each<[settings: Json, states: string[], holds: boolean]>([
  ['waiting', [], false],
  ['none', [], true],
  ['waiting', ['started'], true],
  ['waiting', ['started', 'assigned'], true],
  ['waiting', ['started', 'accepted'], false],
  ['accepted', ['started', 'accepted'], true],
  [['rejected', 'recycled'], ['started', 'rejected'], true],
  ['none', ['started', 'closed'], false],
])('%j after %j: %s', (settings, states, holds) => {
  const { leaf, after } = bindLeaf('handoff', settings)
  expect(leaf.test(after(states.map((state, index) => turned(index + 1, state))), 9)).toBe(holds)
})

test('a handoff of another track is none of this one', () => {
  const { leaf, after } = bindLeaf('handoff', 'waiting')
  expect(leaf.test(after([turned(1, 'started', { track: 'second' })]), 9)).toBe(false)
})
