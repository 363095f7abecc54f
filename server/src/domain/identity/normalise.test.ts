import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normaliseAnonymousId, normaliseEmail, normaliseUserId } from './normalise.ts'

describe('an e-mail address', () => {
  test.each([
    ['ada@acme.example', 'ada@acme.example'],
    ['  Ada.Lovelace@ACME.Example\t', 'ada.lovelace@acme.example'],
    ['\u200bada@acme.example\ufeff', 'ada@acme.example'],
    ['ada+news@acme.example', 'ada+news@acme.example'],
    ["o'hara@acme.example", "o'hara@acme.example"],
    ['ada@MÜLLER.example', 'ada@xn--mller-kva.example'],
    ['ada@xn--mller-kva.example', 'ada@xn--mller-kva.example'],
    ['jörg@acme.example', 'jörg@acme.example'],
    ['jo\u0308rg@acme.example', 'jörg@acme.example'],
    ['a@b.co', 'a@b.co'],
  ])('%j is %j', (text, email) => {
    expect(normaliseEmail(text)).toBe(email)
  })

  test.each([
    '',
    '@',
    'ada',
    'ada@',
    '@acme.example',
    'ada@acme',
    'ada@@acme.example',
    'ada@b@acme.example',
    'ada lovelace@acme.example',
    'ada@ac me.example',
    'ada@acme..example',
    'ada@-acme.example',
    'ada@acme.example.',
    'ada@192.168.0.1',
    'ada@[192.168.0.1]',
    'ada@acme.example:25',
    'ada@acme.example/x',
    'ada@acme%2eexample.com',
    'Ada <ada@acme.example>',
    'ada@acme.example, bob@acme.example',
    'mailto:ada@acme.example',
    "'ada@acme.example'",
    'ada\u0000@acme.example',
    'a\u200bda@acme.example',
    '.ada@acme.example',
    '\ud800a@acme.example',
    `${'a'.repeat(65)}@acme.example`,
    `ada@${'a'.repeat(64)}.example`,
    `ada@${'abc.'.repeat(70)}example`,
  ])('%j is none', (text) => {
    expect(normaliseEmail(text)).toBeNull()
  })

  test('in its normal form stays as it is', () => {
    const addresses = fc.oneof(
      fc.emailAddress(),
      fc.tuple(fc.string({ unit: 'grapheme' }), fc.domain()).map((parts) => parts.join('@')),
    )
    fc.assert(
      fc.property(addresses, (text) => {
        const email = normaliseEmail(text)
        fc.pre(email !== null)
        expect(normaliseEmail(email!)).toBe(email)
        expect(normaliseEmail(` ${text} `)).toBe(email)
      }),
    )
  })
})

describe.each([
  ['a user id', normaliseUserId],
  ['an anonymous id', normaliseAnonymousId],
])('%s', (_name, normalise) => {
  test.each([
    ['42', '42'],
    ['  u-1 ', 'u-1'],
    ['User|7', 'User|7'],
    ['507f191e810c19729de860ea', '507f191e810c19729de860ea'],
    ['4a2b1b9e-6f43-4a44-9f5c-1d0a8a3c2b1e', '4a2b1b9e-6f43-4a44-9f5c-1d0a8a3c2b1e'],
    ['ÄÖ-1', 'ÄÖ-1'],
    ['x'.repeat(255), 'x'.repeat(255)],
  ])('%j is %j', (text, id) => {
    expect(normalise(text)).toBe(id)
  })

  test.each([
    '',
    ' ',
    '0',
    '-1',
    'null',
    'NULL',
    ' undefined ',
    'None',
    'NaN',
    'true',
    '[object Object]',
    'anonymous',
    'N/A',
    '00000000-0000-0000-0000-000000000000',
    '0000',
    '{{user.id}}',
    '%%user_id%%',
    '*|UNIQID|*',
    'a\u0000b',
    'a\nb',
    '\ud83d',
    'x'.repeat(256),
  ])('%j is junk', (text) => {
    expect(normalise(text)).toBeNull()
  })
})
