import { expect, test } from 'vitest'
import { normalisePhone } from './phone.ts'

test.each([
  ['+49 30 901820', null, '+4930901820'],
  ['+49 (0)30 901820', null, '+4930901820'],
  ['030 901820', 'DE', '+4930901820'],
  ['030/901820', 'de', '+4930901820'],
  ['0043 1 58858', 'DE', '+43158858'],
  ['(202) 555-0123', 'US', '+12025550123'],
  ['+1 202 555 0123', 'Atlantis', '+12025550123'],
  ['tel:+12025550123', null, '+12025550123'],
  ['030 901820', null, null],
  ['030 901820', 'Atlantis', null],
  ['+1 202 555 0123 ext. 4', null, null],
  ['+49 123', null, null],
  ['123', 'DE', null],
  ['call +49 30 901820', null, null],
  ['', 'DE', null],
])('%j in %j is %j', (text, country, phone) => {
  expect(normalisePhone(text, country)).toBe(phone)
})
