import { expect, test } from 'vitest'
import { lifecycleJsonSchema } from '../../../../../server/src/domain/lifecycle/json-schema.ts'
import type { JsonSchema } from '../fields/field.ts'
import { openText } from '../model/opened.ts'
import { placeOfWord, wordsAt } from './complete-yaml.ts'

const schema = lifecycleJsonSchema() as JsonSchema
const whole = `ripen: 1
name: T
teams: [sales, marketing]
define: { warm: { did: A } }
stages:
  - key: lead
    owner: |
    entry: { mode: |, when: { all: [ { is: | }, { | } ] } }
  - key: mql
    |
    exits: [ { to: |, after: 5d } ]
`

/** Completed at the nth bar, all bars taken away. */
function completed(nth: number): readonly string[] {
  const places = [...whole.matchAll(/\|/g)].map(({ index }) => index)
  const text = whole.replaceAll('|', '')
  const at = (places[nth] ?? 0) - nth
  const root = openText(text)?.value ?? {
    teams: ['sales', 'marketing'],
    define: { warm: {} },
    stages: [{ key: 'lead' }, { key: 'mql' }],
  }
  const place = placeOfWord(text, at, at)
  return place === null ? [] : wordsAt(schema, root, place).map(({ label }) => label)
}

test.each([
  ['the teams of the document', 0, ['sales', 'marketing']],
  ['the choices of the schema', 1, ['automatic', 'approval', 'manual']],
  ['named criteria', 2, ['warm']],
  ['kinds of conditions', 3, ['did', 'score', 'all', 'account.did']],
  ['keys that the stage has not yet', 4, ['entry', 'levels', 'guidance']],
  ['stages', 5, ['lead', 'mql']],
])('%s are proposed', (_name, nth, wanted) => {
  expect(completed(nth)).toEqual(expect.arrayContaining(wanted))
})

test('a key that is there is not proposed again', () => {
  expect(completed(4)).not.toContain('exits')
  expect(completed(4)).not.toContain('key')
})
