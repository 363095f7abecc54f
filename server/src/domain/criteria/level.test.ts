import { expect, test } from 'vitest'
import { bindLeaf } from '../../testing/leaf.ts'
import type { Json } from '../json.ts'
import { level } from './level.ts'

test.each<[settings: Json, present: string | null, holds: boolean]>([
  ['hot', 'hot', true],
  ['hot', 'warm', false],
  ['hot', null, false],
  [['hot', 'warm'], 'warm', true],
])('%j with the level %s: %s', (settings, present, holds) => {
  const { leaf, after } = bindLeaf('level', settings, { position: { level: present } })
  expect(leaf.test(after([]), 9)).toBe(holds)
})

test('names a level that is near', () => {
  const names = {
    lists: [],
    scores: [],
    stages: [],
    progress: [],
    levels: ['warm'],
    defined: [],
    segments: [],
    checklists: [],
    tracks: [],
    grade: false,
  }
  expect(level.check?.('warmm', names)).toMatchObject([{ message: { values: { nearest: 'warm' } } }])
})
