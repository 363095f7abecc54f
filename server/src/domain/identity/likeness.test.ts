import { describe, expect, test } from 'vitest'
import { type Likeable, likenessesOf } from './likeness.ts'

const nobody: Likeable = { emails: [], phones: [], name: null, companies: [], account: null }
const textsOf = (given: Partial<Likeable>) => likenessesOf({ ...nobody, ...given }).map(({ text }) => text)
const alike = (one: Partial<Likeable>, other: Partial<Likeable>) =>
  textsOf(one).some((text) => textsOf(other).includes(text))

describe('addresses are alike', () => {
  test.each([
    ['ada.lovelace@acme.example', 'adalovelace@acme.example'],
    ['ada+news@acme.example', 'ada@acme.example'],
    ['a.d.a+x+y@acme.example', 'ada@acme.example'],
    ['Ada@Acme.example ', 'ada@acme.example'],
    ['ada@googlemail.com', 'a.da@gmail.com'],
  ])('%s and %s', (one, other) => {
    expect(alike({ emails: [one] }, { emails: [other] })).toBe(true)
  })

  test.each([
    ['ada@acme.example', 'ada@acme.test'],
    ['ada@acme.example', 'adam@acme.example'],
    ['+x@acme.example', '+y@acme.example'],
    ['...@acme.example', '+@acme.example'],
    ['nobody', 'nobody'],
  ])('%s and %s are not', (one, other) => {
    expect(alike({ emails: [one] }, { emails: [other] })).toBe(false)
  })
})

describe('phone numbers are alike', () => {
  test.each([
    ['+49 30 901820-0', '(030) 9018200'],
    ['0049309018200', '+49309018200'],
    ['+49 30 9018200 ext. 7', '+49 30 9018200'],
  ])('%s and %s', (one, other) => {
    expect(alike({ phones: [one] }, { phones: [other] })).toBe(true)
  })

  test.each([
    ['12345', '12345'],
    ['0000000', '0000000'],
    ['', ''],
    ['+49 30 9018200', '+49 30 9018201'],
  ])('%s and %s are not', (one, other) => {
    expect(alike({ phones: [one] }, { phones: [other] })).toBe(false)
  })
})

describe('names are alike', () => {
  const at = (name: string, company: string) => ({ name, companies: [company] })
  test.each([
    [at('Ada Lovelace', 'Acme Inc.'), at('LOVELACE, Ada', 'ACME')],
    [at('José Núñez', 'Müller GmbH'), at('Jose Nunez', 'Muller')],
    [
      { name: 'Ada Lovelace', account: 'a-1' },
      { name: 'ada  lovelace', account: 'a-1' },
    ],
    [at('Ada Lovelace', 'Inc.'), at('Ada Lovelace', 'inc')],
  ])('%j and %j', (one, other) => {
    expect(alike(one, other)).toBe(true)
  })

  test.each([
    [at('Ada Lovelace', 'Acme'), at('Ada Lovelace', 'Globex')],
    [at('Ada', 'Acme'), at('Ada', 'Acme')],
    [{ name: 'Ada Lovelace' }, { name: 'Ada Lovelace' }],
    [at('Ada Lovelace', ''), at('Ada Lovelace', '')],
    [at('<script>', 'Acme'), at('<script>', 'Acme')],
  ])('%j and %j are not', (one, other) => {
    expect(alike(one, other)).toBe(false)
  })
})

test('a name of a hundred thousand words costs little and is none', () => {
  expect(textsOf({ name: 'ada '.repeat(100_000), companies: ['x'.repeat(100_000)] })).toEqual([])
})
