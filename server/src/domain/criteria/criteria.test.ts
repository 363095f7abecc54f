import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { criteria, criterionKeys, findCriterion, keysToCome } from './criteria.ts'

test('no two kinds share a name or a key', () => {
  expect(new Set(criteria.map(({ kind }) => kind)).size).toBe(criteria.length)
  expect(new Set(criterionKeys).size).toBe(criteria.length)
})

test.each([
  ['did', 'event', ''],
  ['traits.title', 'trait', 'title'],
  ['traits.company.size', 'trait', 'company.size'],
  ['account.employees', 'account_trait', 'employees'],
  ['account.opportunity', 'account_opportunity', ''],
  ['is', 'is', ''],
])('%s is a leaf of the kind %s', (key, kind, subject) => {
  const found = findCriterion(key)
  expect([found?.criterion.kind, found?.subject]).toEqual([kind, subject])
})

test.each(['', 'traits', 'traits.', 'account.', 'nothing', 'toString', ...keysToCome])('%j is no leaf', (key) => {
  expect(findCriterion(key)).toBeNull()
})

describe('the settings of each kind', () => {
  test.each(criteria.map((criterion) => [criterion.kind, criterion] as const))(
    '%s become a JSON Schema',
    (_kind, { settings }) => {
      expect(z.toJSONSchema(settings, { io: 'input' })).toBeTypeOf('object')
    },
  )

  test.each(criteria.map((criterion) => [criterion.kind, criterion] as const))(
    '%s refuse what they do not know',
    (_kind, { settings }) => {
      expect(settings.safeParse({ no_such_setting_anywhere: [1] }).success).toBe(false)
      expect(settings.safeParse(undefined).success).toBe(false)
    },
  )
})
