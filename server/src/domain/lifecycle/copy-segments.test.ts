import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { copySegments, nameSaved, segmentsNamed, segmentsUsed } from './copy-segments.ts'
import { readLifecycle } from './document.ts'

const saved = new Map([
  ['quiet', { idle: '30d' }],
  ['quiet_leads', { all: [{ stage: 'lead' }, { segment: 'quiet' }] }],
  ['unused', { stage: 'lead' }],
])

const document = (more = '', when = '{ segment: quiet_leads }') => `# ours
ripen: 1
name: Two steps
stages:
  - key: lead # first
    name: Lead
    entry: { when: { known: true } }
  - key: mql
    name: MQL
    entry: { when: ${when} }
${more}`

describe('saved segments are copied into the document that names them', () => {
  test('with those that they name, and everything else stays as it was written', () => {
    const text = document()
    const copied = copySegments(text, saved)
    expect(copied.startsWith(text)).toBe(true)
    expect(parse(copied).segments).toEqual({ quiet: saved.get('quiet'), quiet_leads: saved.get('quiet_leads') })
    expect(readLifecycle(copied, 1, {})).toHaveProperty('compiled')
    expect(copySegments(copied, saved)).toBe(copied)
  })

  test('where there is nothing to copy, nothing changes', () => {
    const text = document('', '{ stage: lead }')
    expect(copySegments(text, saved)).toBe(text)
    expect(copySegments(document(), new Map())).toBe(document())
  })

  test('a copy of before gives way to the segment as it is now; others stay', () => {
    const text = document(
      'segments:\n  own: { known: email } # mine\n  quiet: { idle: 10d }\n',
      '{ any: [{ segment: quiet }, { segment: own }] }',
    )
    const copied = copySegments(text, saved)
    expect(parse(copied).segments).toEqual({ own: { known: 'email' }, quiet: { idle: '30d' } })
    expect(copied).toContain('# mine')
    expect(copied).toContain('# first')
  })

  test('through a segment that only the document has', () => {
    const text = document('segments:\n  own: { segment: quiet }\n', '{ segment: own }')
    expect(parse(copySegments(text, saved)).segments).toEqual({ own: { segment: 'quiet' }, quiet: { idle: '30d' } })
  })

  test.each([
    ['JSON', JSON.stringify(parse(document()))],
    ['an empty section', document('segments:\n')],
    ['lines that end as on Windows', document().replaceAll('\n', '\r\n')],
  ])('into %s too', (_, text) => {
    const copied = copySegments(text, saved)
    expect(Object.keys(parse(copied).segments).sort()).toEqual(['quiet', 'quiet_leads'])
    expect(readLifecycle(copied, 1, {})).toHaveProperty('compiled')
  })

  test.each([
    ['no YAML', 'segment: [quiet'],
    ['a list', '- segment: quiet'],
    ['nothing', ''],
  ])('%s is left to whoever reads it', (_, text) => {
    expect(copySegments(text, saved)).toBe(text)
  })
})

test('one that there is nowhere is told with the nearest that is saved', () => {
  const read = readLifecycle(copySegments(document('', '{ segment: quite }'), saved), 1, {})
  if (!('faults' in read)) throw new Error('There is no such segment.')
  expect(nameSaved(read.faults, saved)).toMatchObject([
    { path: ['stages', 1, 'entry', 'when', 'segment'], message: { values: { name: 'quite', nearest: 'quiet' } } },
  ])
})

test('what names a segment is found however deep, and loops end', () => {
  expect(segmentsNamed({ all: [{ not: { segment: 'a' } }, { any: [{ segment: 'b' }] }] })).toEqual(['a', 'b'])
  const loop = new Map([
    ['a', { segment: 'b' }],
    ['b', { segment: 'a' }],
  ])
  expect(Object.keys(segmentsUsed({ segment: 'a' }, loop))).toEqual(['a', 'b'])
})
