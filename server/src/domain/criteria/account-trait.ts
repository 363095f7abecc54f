import type { z } from 'zod'
import { message } from '../message.ts'
import { checkCondition, comparisonsGiven, compileCondition, conditionSettings } from './condition.ts'
import type { Criterion } from './criterion.ts'
import { valueLeaf } from './kept-value.ts'

type Settings = z.infer<typeof conditionSettings>

/** A value of the contact's account: `{ account.employees: { at_least: 50 } }`. */
export const accountTrait: Criterion<Settings> = {
  kind: 'account_trait',
  key: 'account.',
  settings: conditionSettings,
  check: checkCondition,
  bind(given, binder, subject) {
    binder.accountValue(subject)
    return valueLeaf((state) => state.line?.values[subject], compileCondition(given, binder), 'line')
  },
  says: (given, subject) => message('criteria.account_trait', { trait: subject, comparisons: comparisonsGiven(given) }),
}
