import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import type { Json } from '../json.ts'

const joined = (at: number, list: string, on: boolean) => occurred(at, 'subscription', list, { on })

test.each<[settings: Json, events: ReturnType<typeof joined>[], holds: boolean, observed: Json]>([
  ['newsletter', [], false, []],
  ['newsletter', [joined(1, 'newsletter', true)], true, ['newsletter']],
  ['newsletter', [joined(1, 'newsletter', true), joined(2, 'newsletter', false)], false, []],
  ['newsletter', [joined(1, 'digest', true)], false, []],
  [['newsletter', 'digest'], [joined(1, 'digest', true)], true, ['digest']],
])('%j after %j: %s', (settings, events, holds, observed) => {
  const { leaf, after } = bindLeaf('subscribed', settings)
  const state = after(events)
  expect(leaf.test(state, 9)).toBe(holds)
  expect(leaf.observed(state, 9)).toEqual(observed)
  expect(leaf.latest(state, 9)).toBeNull()
  expect(leaf.until(state, 9, !holds)).toBeNull()
})
