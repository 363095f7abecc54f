import { z } from 'zod'
import { message } from '../message.ts'
import { checkCondition, comparisonsGiven, compileCondition, conditionSettings } from './condition.ts'
import type { Criterion } from './criterion.ts'
import { keptValue, stateLeaf } from './kept-value.ts'

const name = z.string().min(1).max(200)
const asked = z
  .strictObject({
    which: z
      .enum(['original', 'latest'])
      .optional()
      .describe('the first touch ever or the last one (default: original)'),
    is: conditionSettings.optional().describe('a condition on the source'),
    medium: conditionSettings.optional().describe('a condition on the medium'),
    campaign: conditionSettings.optional().describe('a condition on the campaign'),
  })
  .refine(
    ({ is, medium, campaign }) => is !== undefined || medium !== undefined || campaign !== undefined,
    'at least one of is, medium, campaign',
  )
const settings = z.union([
  name.describe('the original source'),
  z.array(name).min(1).describe('one of these is the original source'),
  asked,
])
type Settings = z.infer<typeof settings>

function partsOf(given: Settings) {
  const {
    which = 'original',
    is,
    medium,
    campaign,
  } = typeof given === 'string' || Array.isArray(given) ? { is: given } : (given as z.infer<typeof asked>)
  const conditions = Object.entries({ source: is, medium, campaign }).flatMap(([part, condition]) =>
    condition === undefined ? [] : [{ part, condition }],
  )
  return { which, conditions }
}

/** Where the contact came from: `{ source: paid_search }`. */
export const source: Criterion<Settings> = {
  kind: 'source',
  key: 'source',
  settings,
  check: (given, names) =>
    partsOf(given).conditions.flatMap(({ part, condition }) =>
      checkCondition(condition, names).map((fault) => ({
        ...fault,
        path: [part === 'source' ? 'is' : part, ...fault.path],
      })),
    ),
  bind(given, binder) {
    const { which, conditions } = partsOf(given)
    const parts = conditions.map(({ part, condition }) => ({
      part,
      read: keptValue(binder, `stamp.${part}`, which === 'original'),
      condition: compileCondition(condition, binder),
    }))
    return stateLeaf(
      (state) => Object.fromEntries(parts.map(({ part, read }) => [part, read(state) ?? null])),
      // Sources are words: no comparison with the present can turn them.
      (state) => parts.every(({ read, condition }) => condition.test(read(state), 0)),
    )
  },
  says(given) {
    const { which, conditions } = partsOf(given)
    return message('criteria.source', {
      which,
      conditions: Object.fromEntries(conditions.map(({ part, condition }) => [part, comparisonsGiven(condition)])),
    })
  },
}
