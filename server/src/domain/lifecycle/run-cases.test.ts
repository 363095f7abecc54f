import { describe, expect, test } from 'vitest'
import { presetProgram } from '../../testing/compiled.ts'
import { presets } from './presets/presets.ts'
import { readCases } from './read-cases.ts'
import { runCases } from './run-cases.ts'

describe.each(presets)('preset $key', ({ key, cases }) => {
  const read = readCases(cases)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  test('its cases name it', () => expect(read.lifecycle).toBe(`preset:${key}`))
  test.each(runCases(presetProgram(key), read.cases).map((result) => [result.name, result] as const))(
    '%s',
    (_name, { differences }) => expect(differences).toEqual([]),
  )
})
