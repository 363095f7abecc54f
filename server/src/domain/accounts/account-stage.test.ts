import { expect, test } from 'vitest'
import { type AccountDeal, accountStage, type EngagedPerson } from './account-stage.ts'

const group = {
  stages: ['lead', 'mql', 'opportunity', 'customer', 'evangelist'],
  dealStages: { open: 'opportunity', won: 'customer' },
}
const person = (stage: string): EngagedPerson => ({ contact: 'ada', stage, since: 5, roles: ['champion'] })
const deal = (state: string, changedAt = 1, id = 'd1'): AccountDeal => ({ id, state, changedAt })

test.each<[string, EngagedPerson | null, AccountDeal[], unknown]>([
  ['nobody and nothing: none', null, [], null],
  ['the furthest person', person('mql'), [], { stage: 'mql', since: 5, reason: { by: 'person', contact: 'ada' } }],
  [
    'at least opportunity while a deal is open',
    person('mql'),
    [deal('open')],
    { stage: 'opportunity', since: 1, reason: { by: 'opportunity', opportunity: 'd1', state: 'open' } },
  ],
  ['at least customer once one was won', null, [deal('open'), deal('won', 3, 'd2')], { stage: 'customer', since: 3 }],
  ['a lost deal holds nothing', person('mql'), [deal('lost')], { stage: 'mql' }],
  ['a person beyond the deals', person('evangelist'), [deal('won')], { stage: 'evangelist' }],
])('an account stands where %s', (_what, one, deals, expected) => {
  const found = accountStage(group, one, deals)
  if (expected === null) expect(found).toBeNull()
  else expect(found).toMatchObject(expected as object)
})
