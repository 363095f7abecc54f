import { z } from 'zod'
import { criteria, key, stretch, trigger } from './schema-parts.ts'

const promises = { accept: stretch().optional(), respond: stretch().optional(), decide: stretch().optional() }

/** Where the first way finds nobody. Under a name of its own: an object with a literal `then` passes for a promise. */
const FALLBACK = 'then'

const route = z.strictObject({
  by: z
    .enum(['owner', 'account_owner', 'territory', 'skill', 'round_robin', 'weighted', 'least_loaded', 'capacity'])
    .optional(),
  [FALLBACK]: z.enum(['round_robin', 'weighted', 'least_loaded', 'capacity']).optional(),
})

const handoff = z.strictObject({
  name: z.string().optional(),
  trigger,
  when: criteria.optional(),
  unless: criteria.optional(),
  to: key.describe('a team, or opportunity_owner, account_owner, contact_owner'),
  route: route.optional(),
  max_age: stretch('elapsed').optional().describe('no clock starts on evidence older than this (default: 7d)'),
  counts: z.boolean().optional(),
  keep_owner: stretch('elapsed').optional(),
  promises: z
    .strictObject({ ...promises, tiers: z.array(z.strictObject({ if: criteria, ...promises })).optional() })
    .optional(),
  reject: z.array(z.strictObject({ reason: z.string().min(1), to: key, counts: z.boolean().optional() })).optional(),
})

/** Handoffs are checked and kept with each version; what they promise is not yet in effect. */
export const handoffs = z.record(key, handoff)
export type HandoffDocument = z.infer<typeof handoff>

/** Whom a handoff may name beside teams. */
export const HANDOFF_OWNERS: readonly string[] = ['opportunity_owner', 'account_owner', 'contact_owner']
