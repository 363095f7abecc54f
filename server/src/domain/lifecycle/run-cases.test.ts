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

describe('a case that comes out otherwise', () => {
  const differ = (text: string) => {
    const read = readCases(text)
    if ('faults' in read) throw new Error(JSON.stringify(read.faults))
    return runCases(presetProgram('b2b'), read.cases).flatMap(({ differences }) => differences)
  }
  const webinar = '- { at: 2026-01-05 10:00, did: Webinar Attended }'
  const one = (events: string, expected: string) =>
    differ(`cases:\n  - name: One\n    events:\n      ${events}\n    expect: ${expected}\n`)

  test('shows what the criteria of the expected stage found', () => {
    const [difference] = one(webinar, '{ stage: mql }')
    expect(difference).toMatchObject({ what: 'stage', expected: 'mql', found: 'engaged', reason: { op: 'all' } })
    const found = JSON.stringify(difference?.reason)
    expect(found).toContain('"kind":"score"')
    expect(found).toContain('"observed":20')
  })

  test('shows the conditions and the evidence of the last move', () => {
    const [difference] = one(webinar, '{ because: fit }')
    expect(difference).toMatchObject({
      what: 'because',
      expected: 'fit',
      found: ['rule', 'stages.engaged.entry', 'did'],
      reason: { op: 'leaf', kind: 'event', holds: true, evidence: ['e000001'] },
    })
  })

  test('says why a move was refused', () => {
    const [difference] = one('- { at: 2026-01-05, moved: customer, by: anna }', '{ stage: none }')
    expect(difference).toMatchObject({
      what: 'refused',
      expected: 'no',
      found: 'criteria',
      says: { key: 'ruling.criteria' },
    })
  })

  test.each([
    ['{ entered: [mql] }', { what: 'entered', expected: ['mql'], found: ['engaged'] }],
    ['{ entered: { engaged: 2026-02 } }', { what: 'entered', found: { engaged: '2026-01' } }],
    ['{ reached: [engaged] }', { what: 'reached', found: ['subscriber', 'lead', 'engaged'] }],
  ])('%s is compared with what the reports count', (expected, difference) => {
    expect(one(webinar, expected)).toMatchObject([difference])
  })
})

test.each([
  ['{ stage: mqll }', 5, 22],
  ['{ path: [lead, mqll] }', 5, 28],
  ['{ entered: { mqll: 2026-01 } }', 5, 26],
])('a stage that the lifecycle does not have is a fault of the case: %s', (expected, line, column) => {
  const text = `cases:\n  - name: One\n    events: []\n\n    expect: ${expected}\n`
  expect(readCases(text, ['lead', 'mql'])).toMatchObject({
    faults: [{ line, column, message: { key: 'fault.unknown', values: { name: 'mqll', nearest: 'mql' } } }],
  })
})
