import { expect, test } from 'vitest'
import { bindLeaf, occurred } from '../../testing/leaf.ts'
import { checklistPresets, questionsOf } from '../checklists.ts'
import type { Json, JsonObject } from '../json.ts'
import { checklist } from './checklist.ts'

const answered = (at: number, values: JsonObject, name = 'discovery') => occurred(at, 'answer', name, { values })
const world = { checklists: { discovery: ['budget', 'need'], none: [] } }

test.each<[settings: Json, answers: JsonObject[], holds: boolean, found: string[]]>([
  ['discovery', [], false, []],
  ['discovery', [{ budget: 5 }], false, ['budget']],
  ['discovery', [{ budget: 5, need: 'speed' }], true, ['budget', 'need']],
  ['discovery', [{ budget: 5 }, { need: 'speed' }], true, ['budget', 'need']],
  ['discovery', [{ budget: 5, need: 'speed' }, { need: null }], false, ['budget']],
  ['discovery', [{ budget: 0, need: false }], true, ['budget', 'need']],
  ['discovery', [{ budget: 5, need: '  ' }], false, ['budget']],
  [{ key: 'discovery', questions: ['need'] }, [{ need: 'speed' }], true, ['need']],
])('%j after the answers %j: %s', (settings, answers, holds, found) => {
  const { leaf, after } = bindLeaf('checklist', settings, world)
  const state = after(answers.map((values, index) => answered(index + 1, values)))
  expect(leaf.test(state, 9)).toBe(holds)
  expect(leaf.observed(state, 9)).toMatchObject({ answered: found })
  expect(leaf.latest(state, 9)).toBe(answers.length === 0 ? null : answers.length)
})

test('answers to another checklist do not count, and a list without questions is never complete', () => {
  const { leaf, after } = bindLeaf('checklist', 'discovery', world)
  expect(leaf.test(after([answered(1, { budget: 5, need: 'speed' }, 'other')]), 9)).toBe(false)
  const empty = bindLeaf('checklist', 'none', world)
  expect(empty.leaf.test(empty.after([]), 9)).toBe(false)
})

test('names a checklist that is near', () => {
  const names = {
    lists: [],
    scores: [],
    stages: [],
    progress: [],
    levels: [],
    defined: [],
    segments: [],
    checklists: ['discovery'],
    tracks: [],
    grade: false,
  }
  expect(checklist.check?.('discovry', names)).toMatchObject([{ message: { values: { nearest: 'discovery' } } }])
})

test('a preset brings its questions, and a document may add to them', () => {
  expect(questionsOf({ preset: 'bant' })).toEqual(['budget', 'authority', 'need', 'timeline'])
  expect(questionsOf({ preset: 'bant', questions: [{ key: 'need' }, { key: 'rivals' }] })).toEqual([
    'budget',
    'authority',
    'need',
    'timeline',
    'rivals',
  ])
  expect(questionsOf(undefined)).toEqual([])
  for (const questions of Object.values(checklistPresets))
    expect(new Set(questions.map(({ key }) => key)).size).toBe(questions.length)
})
