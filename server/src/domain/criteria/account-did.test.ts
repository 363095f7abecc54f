import { expect, test } from 'vitest'
import { bindLeaf } from '../../testing/leaf.ts'
import type { Json } from '../json.ts'

const three = { event: 'Report Created', people: 3, within: '7d' }

test('holds while the account’s line names the people by whom it does', () => {
  const { leaf, people, accountValues, after } = bindLeaf('account.did', three)
  const path = people[0]?.path ?? ''
  expect(accountValues).toEqual([path])
  const state = after([], { account: { [path]: ['a', 'b', 'c'] } })
  expect([leaf.test(state, 1), leaf.observed(state, 1)]).toEqual([true, 3])
  expect([leaf.test(after([], { account: {} }), 1), leaf.observed(after([]), 1)]).toEqual([false, null])
  // What colleagues did is no fresh evidence of one's own, and time alone turns it only by another line.
  expect([leaf.latest(state, 1), leaf.until(state, 1, false)]).toEqual([null, null])
})

test.each<[Json, object]>([
  ['Report Created', { people: 1, each: 1, within: null, anchor: null }],
  [three, { people: 3, each: 1, within: 7 * 86_400_000 }],
  [
    { any_of: ['A', 'B'], at_least: 2, by: 'human' },
    { people: 1, each: 2, source: { match: { human: true } } },
  ],
  [{ event: 'A', after: 'Trial Started', within: '7d' }, { anchor: { match: { names: ['Trial Started'] } } }],
])('%j asks %j', (settings, question) => {
  expect(bindLeaf('account.did', settings).people).toMatchObject([question])
})

test('two leaves that ask the same share one answer', () => {
  const [one, other] = [bindLeaf('account.did', three), bindLeaf('account.did', { ...three, at_least: 1 })]
  expect(one.people).toEqual(other.people)
})
