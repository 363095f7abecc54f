import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import type { Json, JsonObject } from '../json.ts'

const said = (at: number, set: JsonObject) => occurred(at, 'traits', '', { set })

test.each<[key: string, settings: Json, sets: JsonObject[], holds: boolean, observed: Json]>([
  ['traits.title', { matches: '(?i)head' }, [{ title: 'Head of Data' }], true, 'Head of Data'],
  ['traits.title', { matches: '(?i)head' }, [{ title: 'Head of Data' }, { title: 'Intern' }], false, 'Intern'],
  ['traits.title', { exists: false }, [{ title: 'Head' }, { title: null }], true, null],
  ['traits.title', 'head', [{ title: 'Head' }, { city: 'Berlin' }], true, 'Head'],
  ['traits.company.size', { at_least: 50 }, [{ company: { size: 60 } }], true, 60],
  ['traits.company.size', { exists: true }, [{ company: { size: 60 } }, { company: null }], false, null],
  ['traits.country', { not: 'DE' }, [], true, null],
])('%s %j after %j: %s', (key, settings, sets, holds, observed) => {
  const { leaf, after } = bindLeaf(key, settings)
  const state = after(sets.map((set, index) => said(index + 1, set)))
  expect(leaf.test(state, 9)).toBe(holds)
  expect(leaf.observed(state, 9)).toEqual(observed)
  expect(leaf.latest(state, 9)).toBeNull()
})

test('a date that draws near wakes at its time', () => {
  const { leaf, after } = bindLeaf('traits.renews', { within_next: '30d' })
  const state = after([said(1, { renews: '2026-03-31' })])
  const now = Date.UTC(2026, 0, 1)
  expect(leaf.test(state, now)).toBe(false)
  expect(leaf.until(state, now, true)).toBe(Date.UTC(2026, 2, 1))
  expect(leaf.test(state, Date.UTC(2026, 2, 1))).toBe(true)
})
