import { expect, test } from 'vitest'
import { schemaFaults } from '../../testing/schema-check.ts'
import { lifecycleJsonSchema } from './json-schema.ts'
import { readText } from './placed.ts'
import { presets } from './presets/presets.ts'

const schema = lifecycleJsonSchema()

test.each(presets)('preset $key is as the schema says', ({ document }) => {
  const read = readText(document)
  expect('value' in read && schemaFaults(schema, read.value)).toEqual([])
})

const withCriteria = (when: object) => ({ ripen: 1, name: 'T', stages: [{ key: 'lead', entry: { when } }] })

test.each([
  [{ did: 'A' }],
  [{ all: [{ did: { event: 'A', within: '7d' } }, { not: { page: '/' } }] }],
  [{ 'traits.a.b': { at_least: 1 } }],
  [{ 'account.employees': { at_least: 1 } }],
  [{ 'account.opportunity': 'open' }],
])('%j is a condition', (when) => expect(schemaFaults(schema, withCriteria(when))).toEqual([]))

test.each([
  [{}],
  [{ didd: 'A' }],
  [{ did: 'A', page: '/' }],
  [{ any: [] }],
  [{ did: { event: 'A', twice: true } }],
  [{ 'account.opportunity': { at_least: 1 } }],
  [{ 'account.stage': 'mql' }],
  [{ enters: 'mql' }],
])('%j is none', (when) => expect(schemaFaults(schema, withCriteria(when))).not.toEqual([]))
