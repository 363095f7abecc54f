import { expect, test } from 'vitest'
import { emptyState } from '../../domain/lifecycle/fold.ts'
import { stageNames } from '../../domain/lifecycle/stage-names.ts'
import { programOf } from '../../testing/compiled.ts'
import { sayCause } from './say-cause.ts'
import { sayReason } from './say-reason.ts'

const told = (criteria: string) => {
  const program = programOf(
    `ripen: 1\nname: T\ndefine: { icp: { account.employees: { at_least: 50 } } }\nstages: [ { key: a, entry: { when: ${criteria} } } ]\n`,
  )
  const when = program.tracks[0]?.stages[0]?.when
  return when == null ? null : sayReason(when.reasons(emptyState(program, 'a'), 1))
}

test.each([
  ['{ did: A }', 'did “A”'],
  ['{ is: icp }', 'is “icp” (the account’s employees is at least 50)'],
  ['{ not: { did: A } }', 'not: did “A”'],
  [
    '{ all: [ { did: A }, { any: [ { did: B }, { email: free } ] } ] }',
    'did “A” and (did “B” or has an address of a free mail service)',
  ],
])('%s', (criteria, words) => expect(told(criteria)).toBe(words))

const names = stageNames({ stages: [{ key: 'mql', name: 'Qualified' }] })

test('who was moved by a new version did not meet its criteria', () => {
  expect(sayCause({ cause: 'publish', rule: 'stages.mql.entry' }, names)).toBe('met the criteria of a new version')
  expect(sayCause({ cause: 'publish', rule: 'migrate.sal' }, names)).toBe(
    'was moved by a new version, in which the stage “sal” was renamed or removed',
  )
  expect(sayCause({ cause: 'import', rule: 'undated' }, names)).toBe('was imported in this stage')
})
