import { expect, test } from 'vitest'
import type { EmailKind } from './email-kind.ts'
import { corporateDomain, emailKind } from './email-kind.ts'

test.each<[string, EmailKind, string | null]>([
  ['ada@acme.example', 'corporate', 'acme.example'],
  ['ada@mail.acme.co.uk', 'corporate', 'acme.co.uk'],
  ['ada@xn--mller-kva.de', 'corporate', 'xn--mller-kva.de'],
  ['ada@siemens.com', 'corporate', 'siemens.com'],
  ['ada@acme.co.com', 'corporate', 'acme.co.com'],
  ['ada@acme.github.io', 'corporate', 'acme.github.io'],
  ['ada@github.io', 'corporate', null],
  ['info@acme.example', 'role', 'acme.example'],
  ['sales-emea@acme.example', 'role', 'acme.example'],
  ['support+42@acme.example', 'role', 'acme.example'],
  ['info2@acme.example', 'role', 'acme.example'],
  ['buchhaltung@acme.example', 'role', 'acme.example'],
  ['infokemp@acme.example', 'corporate', 'acme.example'],
  ['ada@gmail.com', 'free', null],
  ['info@gmail.com', 'free', null],
  ['ada@hotmail.co.uk', 'free', null],
  ['ada@web.de', 'free', null],
  ['ada@t-online.de', 'free', null],
  ['ada@proton.me', 'free', null],
  ['ada@qq.com', 'free', null],
  ['ada@mailinator.com', 'disposable', null],
  ['ada@sub.mailinator.com', 'disposable', null],
  ['ada@yopmail.com', 'disposable', null],
  ['ada@stanford.edu', 'education', null],
  ['ada@cs.ox.ac.uk', 'education', null],
  ['ada@u-tokyo.ac.jp', 'education', null],
  ['ada@unimelb.edu.au', 'education', null],
  ['ada@ethz.ch', 'education', null],
  ['ada@student.uni-bonn.de', 'education', null],
  ['ada@lausd.k12.ca.us', 'education', null],
  ['ada@vodafone.de', 'provider', null],
  ['x7@mozmail.com', 'provider', null],
  ['1+ada@users.noreply.github.com', 'provider', null],
  ['ada@github.com', 'corporate', 'github.com'],
])('%s is %s, its company %j', (email, kind, domain) => {
  expect(emailKind(email)).toBe(kind)
  expect(corporateDomain(email)).toBe(domain)
})
