import { z } from 'zod'
import { ContactId } from './contacts.ts'
import { DifferenceView, NoticeView, PublishEffect } from './lifecycle.ts'
import { Moment } from './moment.ts'
import { ExplanationView } from './why.ts'

const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-01')
  .meta({ example: '2026-01' })
const count = z.int().nonnegative()

export const AskWhatIf = z
  .object({
    document: z.string().min(1).describe('the candidate as YAML'),
    since: Month.optional().describe('the first month that counts (default: from the beginning)'),
    until: Month.optional().describe('the last month that counts (default: the present one)'),
    stage: z
      .string()
      .optional()
      .describe('the stage whose people are compared (default: mql, else the first with a volume)'),
  })
  .refine(({ since, until }) => since === undefined || until === undefined || since <= until, {
    path: ['until'],
    message: 'The last month comes before the first: nothing would be counted.',
  })
  .meta({ id: 'AskWhatIf' })
export type AskWhatIf = z.infer<typeof AskWhatIf>

const Person = z.object({ id: ContactId, name: z.string().nullable(), email: z.string().nullable() })

const ComparedPerson = Person.extend({
  enteredNow: Moment.nullable().describe('first entry into the stage under the lifecycle in force'),
  enteredThen: Moment.nullable().describe('first entry under the candidate'),
  grade: z.string().nullable().describe('at that entry'),
  explanation: ExplanationView.nullable().describe('why it enters, under the candidate or, if dropped, at present'),
  otherwise: ExplanationView.nullable().describe('what the criteria of the other lifecycle found at that moment'),
})

const Estimate = z
  .object({
    low: count,
    likely: count,
    high: count,
    level: z.number().describe('how sure the interval from low to high is').meta({ example: 0.9 }),
    people: count.describe('added people that it is about'),
    basis: z.object({ kept: count, reached: count }).describe('the kept people that it is learnt from'),
    grades: z.array(z.object({ grade: z.string(), added: count, kept: count, reached: count })),
    trust: z.enum(['usual', 'weak']).describe('weak: learnt from few people, or for people unlike any that were kept'),
  })
  .meta({ id: 'WhatIfEstimate' })

const LaterStage = z.object({
  stage: z.string(),
  name: z.string(),
  kept: count.describe('kept people that did reach it, by the ledger'),
  dropped: count.describe('dropped people that did reach it, by the ledger'),
  added: count.describe('added people that reached it anyway, without being handed over there'),
  estimate: Estimate.nullable().describe(
    'how many of the added people would reach it: an estimate, never observed; null where too few were kept',
  ),
})

const StageCounts = z.object({
  entered: count.describe('entries'),
  reached: count.describe('people that entered it or a later stage'),
})

const byMonth = z.record(z.string(), z.record(z.string(), count)).describe('entries by stage and month')

/** The lifecycle in force against a candidate, each walked over the whole history. */
export const WhatIfView = z
  .object({
    version: z.int().describe('of the lifecycle in force'),
    stage: z.string().describe('the stage whose people are compared').meta({ example: 'mql' }),
    since: Month.nullable(),
    until: Month.nullable(),
    contacts: count,
    current: byMonth,
    candidate: byMonth,
    stages: z.array(
      z.object({
        stage: z.string(),
        name: z.string(),
        detour: z.boolean(),
        current: StageCounts,
        candidate: StageCounts,
      }),
    ),
    kept: count.describe('people who enter the stage under both'),
    dropped: count.describe('people who enter it only under the lifecycle in force'),
    added: count.describe('people who enter it only under the candidate'),
    later: z.array(LaterStage),
    people: z.object({
      kept: z.array(ComparedPerson),
      dropped: z.array(ComparedPerson),
      added: z.array(ComparedPerson),
    }),
    orphaned: count.describe('moves by people that the candidate does not follow: the contact is not where they name'),
    orphanedNow: count.describe('the same under the lifecycle in force'),
    differences: z.array(DifferenceView),
    notices: z.array(NoticeView),
    engine: z.enum(['walk', 'snapshot']).describe('how the history was walked'),
    cpu_ms: count,
  })
  .meta({ id: 'WhatIf' })
export type WhatIfView = z.infer<typeof WhatIfView>

export const AskPlan = z
  .object({ document: z.string().min(1).describe('the candidate as YAML'), effect: PublishEffect.default('keep') })
  .meta({ id: 'AskPlan' })

const PlannedMove = z.object({
  track: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  count,
  people: z.array(Person.extend({ at: Moment, explanation: ExplanationView.nullable() })).describe('a few of them'),
})

/** What publishing a document now would do. */
export const PlanView = z
  .object({
    version: z.int().nullable().describe('of the lifecycle in force; null before the first'),
    differences: z.array(DifferenceView),
    needs: z
      .enum(['refold', 'decide', 'nothing'])
      .describe(
        'refold: all histories are folded anew; decide: contacts are decided again; nothing: only words change',
      ),
    contacts: count.describe('that were looked at'),
    moving: count.describe('people who would move'),
    effect: PublishEffect,
    forward: count.describe('people who would move on in the order of the stages, or into their first one'),
    back: count.describe('people who would move back in it'),
    beside: count.describe('people who would move into a detour, or out of one'),
    stays: z
      .object({
        opportunity: count.describe('held by an open opportunity'),
        handoff: count.describe('held by an open handoff'),
        no_stage: count.describe('for whom the version would have no stage'),
        orphaned: count.describe('moves by people that found the contact in another stage, and so are not followed'),
      })
      .nullable()
      .describe('who would stand elsewhere under `restate` and stays nevertheless; null of `keep`'),
    moves: z.array(PlannedMove),
    removed: z.array(
      z.object({ stage: z.string(), standing: count, to: z.string().describe('where `migrate` sends them') }),
    ),
    notices: z.array(NoticeView),
    cpu_ms: count,
  })
  .meta({ id: 'Plan' })
export type PlanView = z.infer<typeof PlanView>
