import { describe, expect, test } from 'vitest'
import { presetProgram } from '../../testing/compiled.ts'
import { readLifecycle } from './document.ts'
import { presets } from './presets/presets.ts'
import { readCases } from './read-cases.ts'
import { runCases } from './run-cases.ts'

describe.each(presets)('preset $key', ({ key, cases, document }) => {
  const read = readCases(cases)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  test('is valid without a warning', () => {
    const checked = readLifecycle(document, 0, {})
    expect('faults' in checked ? checked.faults : checked.notices.filter(({ level }) => level === 'warning')).toEqual(
      [],
    )
  })
  test('its cases enter every stage', () => {
    const entered = new Set(
      runCases(presetProgram(key), read.cases).flatMap(({ path }) => path.map(({ stage }) => stage)),
    )
    const stages = presetProgram(key).tracks.flatMap(({ byKey }) => [...byKey.keys()])
    expect(stages.filter((stage) => !entered.has(stage))).toEqual([])
  })
  test('its cases name it', () => expect(read.lifecycle).toBe(`preset:${key}`))
  test.each(runCases(presetProgram(key), read.cases).map((result) => [result.name, result] as const))(
    '%s',
    (_name, { differences }) => expect(differences).toEqual([]),
  )
})
