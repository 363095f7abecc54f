import { expect, test } from 'vitest'
import { bindLeaf } from '../../testing/leaf.ts'
import type { Json } from '../json.ts'

const account = {
  opportunities: {
    a: { kind: 'new', state: 'open', amount: 100, openedAt: 5, at: 5 },
    b: { kind: 'new', state: 'won', amount: null, openedAt: 6, at: 8 },
  },
}

test.each<[settings: Json, latest: number | null]>([
  ['open', 5],
  ['won', 8],
  ['lost', null],
  [{ kind: 'renewal' }, null],
  [{ amount: { at_least: 50 } }, 5],
])('%j rests on %s', (settings, latest) => {
  const { leaf, after, accountValues } = bindLeaf('account.opportunity', settings, { account })
  expect(leaf.test(after([]), 9)).toBe(latest !== null)
  expect(leaf.latest(after([]), 9)).toBe(latest)
  expect(accountValues).toEqual(['opportunities'])
})

test('an account without deals has none', () => {
  const { leaf, after } = bindLeaf('account.opportunity', 'open')
  expect(leaf.test(after([]), 9)).toBe(false)
  expect(leaf.test(after([], { account: {} }), 9)).toBe(false)
  expect(leaf.test(after([], { account: { opportunities: null } }), 9)).toBe(false)
})
