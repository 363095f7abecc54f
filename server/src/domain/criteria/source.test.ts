import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import type { Json, JsonObject } from '../json.ts'
import { source } from './source.ts'

const touch = (at: number, stamp: JsonObject) => occurred(at, 'page', '', {}, { stamp })
const touches = [
  touch(1, { source: 'organic_search', medium: 'organic', campaign: null }),
  touch(2, { source: 'paid_search', medium: 'cpc', campaign: 'Spring Sale' }),
]

test.each<[settings: Json, holds: boolean]>([
  ['organic_search', true],
  ['paid_search', false],
  [['paid_search', 'organic_search'], true],
  [{ is: { contains: 'search' } }, true],
  [{ which: 'latest', is: 'paid_search' }, true],
  [{ which: 'latest', is: 'paid_search', medium: 'email' }, false],
  [{ which: 'latest', campaign: { starts: 'spring' } }, true],
  [{ which: 'original', campaign: { exists: true } }, false],
])('first organic, then paid: %j is %s', (settings, holds) => {
  const { leaf, after } = bindLeaf('source', settings)
  expect(leaf.test(after(touches), 9)).toBe(holds)
  expect(leaf.latest(after(touches), 9)).toBeNull()
})

test('an unknown list is told at its place', () => {
  const names = {
    lists: [],
    scores: [],
    stages: [],
    progress: [],
    levels: [],
    defined: [],
    segments: [],
    checklists: [],
    tracks: [],
    grade: false,
  }
  expect(source.check?.({ is: { in_list: 'x' }, campaign: { not_in_list: 'y' } }, names)).toMatchObject([
    { path: ['is', 'in_list'] },
    { path: ['campaign', 'not_in_list'] },
  ])
})
