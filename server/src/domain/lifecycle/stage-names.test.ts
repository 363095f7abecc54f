import { expect, test } from 'vitest'
import { message } from '../message.ts'
import { stageNames, withStageNames } from './stage-names.ts'

const names = stageNames({
  stages: [{ key: 'mql', name: 'Qualified' }, { key: 'lead' }],
  detours: [{ key: 'lost', name: 'Lost' }],
})

test('stages are told by their names, those without one and unknown ones by their keys', () => {
  expect(['mql', 'lost', 'lead', 'gone'].map(names)).toEqual(['Qualified', 'Lost', 'lead', 'gone'])
})

test('a message names its stages, and what is no stage stays', () => {
  const given = message('ruling.requires', { stage: 'mql', requires: ['lost', 'mql'], reasons: ['mql'], from: null })
  expect(withStageNames(given, names)).toEqual(
    message('ruling.requires', { stage: 'Qualified', requires: ['Lost', 'Qualified'], reasons: ['mql'], from: null }),
  )
})
