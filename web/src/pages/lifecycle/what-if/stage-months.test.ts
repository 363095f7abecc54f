import { expect, test } from 'vitest'
import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import { baseStage, conversionOf, monthsOf } from './stage-months.ts'

const stage = (key: string, detour = false) => ({
  stage: key,
  name: key,
  detour,
  current: { entered: 0, reached: 0 },
  candidate: { entered: 0, reached: 0 },
})
const answer = {
  stage: 'mql',
  stages: [stage('lead'), stage('nurturing', true), stage('mql'), stage('sql')],
  current: { mql: { '2026-01': 3 }, lead: { '2026-01': 12, '2026-03': 4 } },
  candidate: { mql: { '2026-01': 6, '2026-03': 1 }, lead: { '2026-01': 12, '2026-03': 4 } },
} as unknown as WhatIfView

test('entries are measured against the stage before, or the one that is asked for', () => {
  expect(baseStage(answer, undefined)).toBe('lead')
  expect(baseStage(answer, 'sql')).toBe('sql')
  expect(baseStage(answer, 'mql')).toBe('lead')
  expect(baseStage(answer, 'gone')).toBe('lead')
  expect(baseStage({ ...answer, stage: 'lead' }, undefined)).toBeNull()
  const jumped = { ...answer, stage: 'sql', candidate: { lead: { '2026-01': 12 } } }
  expect(baseStage(jumped, undefined)).toBe('lead')
  expect(baseStage({ ...jumped, current: {} }, undefined)).toBe('mql')
})

test('each month from the first to the last has its entries and its conversion, also where nobody came', () => {
  const months = monthsOf(answer, 'lead')
  expect(months.map(({ month, current, candidate }) => [month, current, candidate])).toEqual([
    ['2026-01', 3, 6],
    ['2026-02', 0, 0],
    ['2026-03', 0, 1],
  ])
  expect(months.map((one) => [conversionOf(one, 'current'), conversionOf(one, 'candidate')])).toEqual([
    [25, 50],
    [null, null],
    [0, 25],
  ])
  expect(monthsOf(answer, null)[0]?.base).toBeNull()
  expect(monthsOf({ ...answer, current: {}, candidate: {} }, 'lead')).toEqual([])
})
