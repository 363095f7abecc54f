import { expect, test } from 'vitest'
import { type GaveSettings, gaveHolds } from './gave.ts'

test.each<[settings: GaveSettings, gave: string[] | undefined, holds: boolean]>([
  [['email'], ['Email', 'name'], true],
  [['email', 'phone'], ['email'], false],
  [{ any_of: ['phone', 'email'] }, ['email'], true],
  [{ any_of: ['phone'] }, ['email'], false],
  [{ more_than: ['email'] }, ['email'], false],
  [{ more_than: ['email'] }, ['email', 'EMAIL'], false],
  [{ more_than: ['email'] }, ['email', 'company'], true],
  [{ more_than: ['email', 'Email'] }, ['email', 'company'], true],
  [{ more_than: ['email'] }, ['phone', 'company'], false],
  [['email'], undefined, false],
])('%j of %j: %s', (settings, gave, holds) => {
  expect(gaveHolds(settings, gave)).toBe(holds)
})
