import { expect, test } from 'vitest'
import { shortName, stagesOf } from './stages.ts'

const stage = (key: string, detour = false) => ({
  key,
  name: key,
  owner: null,
  detour,
  mode: null,
  levels: [],
  reasons: [],
  count: 0,
})

test.each([
  ['mql', 'MQL'],
  ['engaged', 'Engaged'],
  ['closed_won', 'Closed won'],
])('%s is told as %s where there is little room', (key, name) => {
  expect(shortName(key)).toBe(name)
})

test('stages ripen evenly in their order, and detours stand beside', () => {
  const stages = stagesOf({
    key: 'main',
    name: 'Main',
    stages: [stage('lead'), stage('mql'), stage('lost', true), stage('sql')],
  })
  expect(stages.ordered.map(({ key, ripe }) => [key, ripe])).toEqual([
    ['lead', 0],
    ['mql', 0.5],
    ['sql', 1],
  ])
  expect(stages.find('lost').ripe).toBeNull()
  expect(stages.find('gone_since').name).toBe('Gone since')
})
