import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import type { Json, JsonObject } from '../json.ts'

const world = {
  points: { demo: { offer: 'bottom', gives: ['email', 'company'] }, popup: { offer: 'top', gives: ['email'] } },
}

test.each<[settings: Json, point: string, data: JsonObject, holds: boolean]>([
  [true, 'popup', {}, true],
  ['any', 'popup', {}, true],
  ['demo', 'demo', {}, true],
  ['demo', 'popup', {}, false],
  [['demo', 'popup'], 'popup', {}, true],
  [{ point: 'demo' }, 'demo', {}, true],
  [{ offer: 'bottom' }, 'demo', {}, true],
  [{ offer: 'bottom' }, 'popup', {}, false],
  [{ offer: 'bottom' }, 'unheard-of', { offer: 'bottom' }, true],
  [{ offer: 'bottom' }, 'demo', { offer: 'top' }, false],
  [{ gives: { more_than: ['email'] } }, 'popup', {}, false],
  [{ gives: { more_than: ['email'] } }, 'demo', {}, true],
  [{ gives: { more_than: ['email'] } }, 'demo', { gave: ['email'] }, false],
  [{ gives: { more_than: ['email'] } }, 'popup', { gave: ['email', 'phone'] }, true],
  [{ gives: ['phone'] }, 'unheard-of', {}, false],
  [{ offer: 'bottom', at_least: 2 }, 'demo', {}, false],
])('%j after a conversion at %s with %j: %s', (settings, point, data, holds) => {
  const { leaf, after } = bindLeaf('converted', settings, world)
  const state = after([occurred(7, 'conversion', point, data)])
  expect(leaf.test(state, 8)).toBe(holds)
  if (holds) expect(leaf.latest(state, 8)).toBe(7)
})
