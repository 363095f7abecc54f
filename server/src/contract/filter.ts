import { z } from 'zod'

/** Longest text of criteria in a query. */
export const LONGEST_WHERE = 20_000

export const SegmentKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'a key of small letters, digits and _, beginning with a letter')
  .meta({ example: 'quiet_mqls' })

/** What every list of contacts may be narrowed by. */
export const filterQuery = {
  where: z
    .string()
    .min(2)
    .max(LONGEST_WHERE)
    .optional()
    .describe('criteria as in the lifecycle document, as JSON: contacts for whom they hold now'),
  segment: SegmentKey.optional().describe('contacts in the saved segment with this key'),
}

/** How far the first look at everybody is. */
export const Counting = z
  .object({ done: z.int().nonnegative(), total: z.int().nonnegative() })
  .describe('how many contacts were looked at so far, of about how many')
export type Counting = z.infer<typeof Counting>
