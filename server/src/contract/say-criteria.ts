import { z } from 'zod'
import { LONGEST_WHERE } from './filter.ts'

export const SayCriteria = z.object({
  where: z.string().min(2).max(LONGEST_WHERE).describe('criteria as in the lifecycle document, as JSON'),
})

/** Criteria in words: one sentence for each of their outermost conditions. */
export const CriteriaSaid = z
  .object({
    joint: z.enum(['all', 'any']).describe('how the parts are joined'),
    parts: z.array(z.string()).meta({ example: ['is in mql', 'has done nothing for 30 days'] }),
  })
  .meta({ id: 'CriteriaSaid' })
export type CriteriaSaid = z.infer<typeof CriteriaSaid>
