import { z } from 'zod'
import { ActorView } from './actor.ts'
import { Moment } from './moment.ts'
import { pageOf } from './page.ts'

export const TransitionId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[1-9]\d{0,9}$/, 'is a contact’s id, a dot and a number')
  .meta({
    description: "the contact's id, a dot, and the number of the transition in its ledger",
    example: '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14.3',
  })

export const Cause = z
  .enum(['rule', 'exit', 'person', 'import', 'crm', 'merge', 'publish'])
  .describe('what moved the contact: criteria, an exit, a person, a file, another system, a merge, a new version')

const Skipped = z.object({
  stage: z.string(),
  why: z.enum(['manual', 'approval', 'criteria', 'requires', 'from', 'passed']),
  text: z.string().describe('the same in words'),
})

/** One change of stage, as recorded. */
export const TransitionView = z
  .object({
    id: TransitionId,
    contact: z.object({ id: z.guid(), name: z.string().nullable(), email: z.string().nullable() }),
    track: z.string().meta({ example: 'main' }),
    cycle: z.int(),
    at: Moment.describe('when it came about: the time of its evidence'),
    recordedAt: Moment.describe('when it was written down'),
    from: z.string().nullable().meta({ example: 'lead' }),
    to: z.string().meta({ example: 'mql' }),
    level: z.string().nullable(),
    cause: Cause,
    text: z.string().describe('what moved it, in words').meta({ example: 'met the criteria' }),
    reason: z.string().nullable(),
    actor: ActorView,
    version: z.int().describe('of the lifecycle'),
    rule: z
      .string()
      .nullable()
      .describe(
        'the rule that moved; `undated` where another system named the stage without its date, `restate` where a version moved whom it would have had elsewhere',
      )
      .meta({ example: 'stages.mql.entry' }),
    skipped: z.array(Skipped).describe('stages that were passed over'),
    imported: z.boolean(),
    replayed: z
      .boolean()
      .describe('made by publishing a version with `restate`: reached, and not entered, on this day'),
    since: Moment.nullable().describe('of such a move: since when its version has the contact there'),
    voided: z.boolean().describe('declared a mistake'),
  })
  .meta({ id: 'Transition' })
export type TransitionView = z.infer<typeof TransitionView>

export const TransitionPage = pageOf(TransitionView)
export type TransitionPage = z.infer<typeof TransitionPage>

export const VoidTransition = z
  .object({ reason: z.string().trim().min(1).max(500).meta({ example: 'The demo was booked by a bot.' }) })
  .meta({ id: 'VoidTransition' })
export const VoidedTransitions = z.object({
  voided: z.array(TransitionId).describe('this one, and the automatic ones that rested on it'),
})
