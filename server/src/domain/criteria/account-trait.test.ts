import { expect, test } from 'vitest'
import { bindLeaf } from '../../testing/leaf.ts'
import type { Json, JsonObject } from '../json.ts'

test.each<[key: string, settings: Json, account: JsonObject, holds: boolean]>([
  ['account.employees', { at_least: 50 }, { employees: 60 }, true],
  ['account.employees', { at_least: 50 }, { employees: 40 }, false],
  ['account.employees', { at_least: 50 }, {}, false],
  ['account.address.city', 'berlin', { 'address.city': 'Berlin' }, true],
  ['account.domain', { in_list: 'rivals' }, { domain: 'rival.example' }, true],
])('%s %j of %j: %s', (key, settings, account, holds) => {
  const { leaf, after, accountValues } = bindLeaf(key, settings, { lists: { rivals: ['rival.example'] } })
  expect(leaf.test(after([], { account }), 1)).toBe(holds)
  expect(leaf.latest(after([], { account }), 1)).toBeNull()
  expect(accountValues).toEqual([key.slice('account.'.length)])
})

test('without an account nothing is known of it', () => {
  const { leaf, after } = bindLeaf('account.employees', { at_least: 1 })
  expect(leaf.test(after([]), 1)).toBe(false)
  expect(leaf.observed(after([]), 1)).toBeNull()
})
