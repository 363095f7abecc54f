import { expect, test } from 'vitest'
import { traitName, traitText } from './trait-words.ts'

test.each([
  ['firstName', 'First name'],
  ['job_title', 'Job title'],
  ['company', 'Company'],
])('the trait %s is called %s', (key, name) => {
  expect(traitName(key)).toBe(name)
})

test.each([
  ['text', 'Acme', 'Acme'],
  ['a large number', 120000, '120,000'],
  ['truth', true, 'yes'],
  ['a structure', { city: 'Paris' }, '{"city":"Paris"}'],
])('%s reads well', (_name, value, text) => {
  expect(traitText(value)).toBe(text)
})
