import { describe, expect, test } from 'vitest'
import { readMapping } from './read-mapping.ts'
import { stageFinder } from './stage-names.ts'
import { suggestColumn, suggestMapping } from './suggest-mapping.ts'

const faultsOf = (text: string) => {
  const read = readMapping(text)
  return 'faults' in read
    ? read.faults.map(
        ({ line, column, message }) => `${line}:${column} ${message.key} ${JSON.stringify(message.values)}`,
      )
    : []
}
const head = 'import: 1\nname: Mine\nsystem: mine\n'

describe('a mapping that is wrong names the line and column', () => {
  test.each([
    [`${head}contact: { e_mail: Email }\n`, /^4:\d+ fault\.unknown_key .*"e_mail".*"email"/],
    [`${head}timezone: Europe/Berln\ncontact: { email: Email }\n`, /^4:11 fault\.zone .*Berln/],
    [head, /^1:1 fault\.missing .*contact/],
    [`${head}contact: { email: [ }\n`, /^4:\d+ fault\.yaml/],
  ])('%#', (text, fault) => {
    expect(faultsOf(text)[0]).toMatch(fault)
  })
})

test('stages are found by key, by name, and by what others call them', () => {
  const find = stageFinder([
    { key: 'lead', name: 'Lead' },
    { key: 'mql', name: 'Marketing qualified lead' },
    { key: 'won_over', name: 'Kunde' },
  ])
  expect(['MQL', 'Marketing Qualified Lead', 'marketingqualifiedlead', 'kunde', 'Won over', 'Other'].map(find)).toEqual(
    ['mql', 'mql', 'mql', 'won_over', 'won_over', null],
  )
})

test.each([
  ['E-Mail', ['a@b.example'], 'contact.email', 'text'],
  ['Kontakt', ['a@b.example', 'c@d.example'], 'contact.email', 'text'],
  ['first_name', ['Ada'], 'contact.traits.firstName', 'text'],
  ['Created At', ['2026-01-01', '2026-02-01'], 'contact.at', 'date'],
  ['Size', ['10', '2,000'], 'contact.traits.size', 'number'],
  ['Zip', ['00501', '10115'], 'contact.traits.zip', 'text'],
  ['Newsletter?', ['yes', 'no'], 'contact.traits.newsletter', 'boolean'],
  ['Nothing', [], 'ignore', 'text'],
])('a column %j of %j probably is %s', (header, values, field, type) => {
  expect(suggestColumn(header, values)).toEqual({ field, type })
})

test('the mapping made from suggestions is one', () => {
  const columns = ['Email', 'Company', 'Stage', 'Created At'].map((header) => ({
    header,
    suggestion: suggestColumn(header, header === 'Created At' ? ['2026-01-01'] : ['x']),
  }))
  expect(suggestMapping('My leads.csv', columns)).toMatchObject({
    name: 'My leads',
    contact: { email: 'Email', at: 'Created At' },
    account: { name: 'Company' },
    stages: [{ stage: 'Stage' }],
  })
})
