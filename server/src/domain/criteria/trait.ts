import type { z } from 'zod'
import { message } from '../message.ts'
import { checkCondition, comparisonsGiven, compileCondition, conditionSettings } from './condition.ts'
import type { Criterion } from './criterion.ts'
import { keptValue, valueLeaf } from './kept-value.ts'

type Settings = z.infer<typeof conditionSettings>

/** A trait of the contact: `{ traits.title: { matches: "(?i)chief" } }`. */
export const trait: Criterion<Settings> = {
  kind: 'trait',
  key: 'traits.',
  settings: conditionSettings,
  check: checkCondition,
  bind(given, binder, subject) {
    const kept = keptValue(binder, `traits.${subject}`)
    return valueLeaf(kept, compileCondition(given, binder), kept.slot)
  },
  says: (given, subject) => message('criteria.trait', { trait: subject, comparisons: comparisonsGiven(given) }),
}
