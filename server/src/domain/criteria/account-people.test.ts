import { expect, test } from 'vitest'
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
