import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readColumnUses } from './column-uses.ts'
import { setColumnUse } from './set-column-use.ts'

const mapping = `import: 1
name: HubSpot contacts
system: hubspot
contact:
  email: [ Email, Other ] # the first is the main one
  record: { object: contact, id: Record ID }
  traits:
    firstName: First Name
    employees: { column: Size, type: number }
    value: Worth
  source: { column: Source, values: { ORGANIC: organic } }
stages:
  - stage: { value: mql }
    at: Became MQL
  - stage: Stage
events:
  - { kind: conversion, name: First Conversion, at: First Conversion Date }
  - { name: { value: Trial }, at: Trial start }
opportunities:
  - { id: Deal, state: { value: won }, when: { column: Status, is: won } }
`

const uses = (text: string) =>
  (readColumnUses(text) ?? []).map(({ column, field, type, isPlain }) => [column, field, type, isPlain])
const useOf = (text: string, column: string) => readColumnUses(text)?.find((use) => use.column === column) ?? null

test('every use of a column is found, with whether it can be said plainly', () => {
  expect(uses(mapping)).toEqual([
    ['Email', 'contact.email', 'text', true],
    ['Other', 'contact.email', 'text', true],
    ['Record ID', 'contact.record', 'text', true],
    ['First Name', 'contact.traits.firstName', 'text', true],
    ['Size', 'contact.traits.employees', 'number', true],
    ['Worth', 'contact.traits.value', 'text', true],
    ['Source', 'contact.source', 'text', false],
    ['Became MQL', 'stages.mql', 'text', true],
    ['Stage', 'stages', 'text', true],
    ['First Conversion', 'events.name', 'text', false],
    ['First Conversion Date', 'events.at', 'text', false],
    ['Trial start', 'events.Trial', 'text', true],
    ['Deal', 'opportunities.id', 'text', false],
    ['Status', 'opportunities.when', 'text', false],
  ])
})

test('a text that is no mapping has no uses, and is left alone', () => {
  expect(readColumnUses('import: [')).toBeNull()
  expect(readColumnUses('just words')).toBeNull()
  expect(setColumnUse('import: [', null, { column: 'A', field: 'contact.email', type: 'text' })).toBe('import: [')
})

test.each([
  ['another e-mail address', 'New', 'contact.email', 'text', { contact: { email: ['Email', 'Other', 'New'] } }],
  [
    'a trait with its type',
    'New',
    'contact.traits.size',
    'number',
    { contact: { traits: { size: { column: 'New', type: 'number' } } } },
  ],
  [
    'a part that is not there yet',
    'New',
    'account.traits.industry',
    'text',
    { account: { traits: { industry: 'New' } } },
  ],
  [
    'the day a stage was entered',
    'New',
    'stages.sql',
    'text',
    { stages: [{}, {}, { stage: { value: 'sql' }, at: 'New' }] },
  ],
  ['an event on a date', 'New', 'events.Demo', 'text', { events: [{}, {}, { name: { value: 'Demo' }, at: 'New' }] }],
] as const)('a column becomes %s', (_name, column, field, type, expected) => {
  const text = setColumnUse(mapping, null, { column, field, type })
  expect(parse(text)).toMatchObject(expected)
  expect(text).toContain('# the first is the main one')
  expect(useOf(text, column)).toMatchObject({ field, type, isPlain: true })
})

test.each([
  ['one of several', 'Other', { contact: { email: ['Email'] } }],
  ['a record', 'Record ID', { contact: { email: ['Email', 'Other'] } }],
])('ignoring takes away %s', (_name, column, expected) => {
  const text = setColumnUse(mapping, useOf(mapping, column), { column, field: null, type: 'text' })
  expect(parse(text)).toMatchObject(expected)
  expect(useOf(text, column)).toBeNull()
})

test('a stage without its date would be everybody’s, so it goes with it', () => {
  const text = setColumnUse(mapping, useOf(mapping, 'Became MQL'), { column: 'Became MQL', field: null, type: 'text' })
  expect(parse(text).stages).toEqual([{ stage: 'Stage' }])
  const none = setColumnUse(text, useOf(text, 'Stage'), { column: 'Stage', field: null, type: 'text' })
  expect(parse(none)).not.toHaveProperty('stages')
})

test('a use is replaced by another', () => {
  const before = useOf(mapping, 'Size')
  const text = setColumnUse(mapping, before, { column: 'Size', field: 'account.traits.employees', type: 'number' })
  expect(parse(text)).toMatchObject({ account: { traits: { employees: { column: 'Size', type: 'number' } } } })
  expect(parse(text).contact.traits).not.toHaveProperty('employees')
})
