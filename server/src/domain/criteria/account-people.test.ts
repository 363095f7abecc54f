import { expect, test } from 'vitest'
import { say } from '../../contract/messages/say.ts'
import { bindLeaf } from '../../testing/leaf.ts'
import { accountPeople } from './account-people.ts'

const world = { stages: ['lead', 'engaged', 'mql'] }
const two = { reached: 'engaged', people: 2, within: '30d' }

test('asks who stands in a stage or in a later one', () => {
  const { people, leaf, after } = bindLeaf('account.people', two, world)
  expect(people).toMatchObject([
    { source: { of: 'stage', track: 'main', stages: ['engaged', 'mql'] }, people: 2, within: 30 * 86_400_000 },
  ])
  const state = after([], { account: { [people[0]?.path ?? '']: ['a', 'b'] } })
  expect([leaf.test(state, 1), leaf.observed(state, 1), leaf.latest(state, 1)]).toEqual([true, 2, null])
})

test('only a stage of the ladder will do', () => {
  const names = {
    lists: [],
    scores: [],
    stages: ['engaged', 'lost'],
    progress: ['engaged'],
    levels: [],
    defined: [],
    segments: [],
    checklists: [],
    tracks: [],
    grade: false,
  }
  expect(accountPeople.check?.({ reached: 'engaged' }, names)).toEqual([])
  expect(accountPeople.check?.({ reached: 'lost' }, names)).toMatchObject([
    { path: ['reached'], message: { key: 'fault.unknown' } },
  ])
})

test.each([
  [{ reached: 'mql' }, 'somebody of the account is in mql or beyond'],
  [two, 'at least 2 people of the account are in engaged or beyond, having come that far within 30 days'],
])('%j is said so', (settings, sentence) => {
  expect(say(accountPeople.says(settings, ''), 'en')).toBe(sentence)
})
