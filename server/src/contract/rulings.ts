import { z } from 'zod'
import { TransitionView } from './transitions.ts'

/** A person's decision to move a contact. */
export const RuleContact = z
  .object({
    to: z.string().min(1).max(100).meta({ example: 'sal' }),
    from: z.string().min(1).max(100).nullable().optional().describe('the stage that you saw; refused where it changed'),
    track: z.string().min(1).max(100).optional().describe('default: the first track'),
    reason: z.string().trim().min(1).max(500).nullable().default(null),
    force: z.boolean().default(false).describe('also where the lifecycle does not provide for this move'),
  })
  .meta({ id: 'RuleContact' })
export type RuleContact = z.infer<typeof RuleContact>

export const Ruled = z.object({ transition: TransitionView })
export type Ruled = z.infer<typeof Ruled>
