import { z } from 'zod'
import { ContactId, ProposalView } from './contacts.ts'
import { Moment } from './moment.ts'
import { Cause, TransitionId } from './transitions.ts'

const Leaf = z
  .object({
    op: z.literal('leaf'),
    kind: z.string().describe('of the condition'),
    path: z.string().describe('where it stands in the lifecycle document'),
    text: z.string().describe('the condition in words').meta({ example: 'Requested a demo' }),
    holds: z.boolean(),
    observed: z.unknown().describe('what was found'),
    found: z
      .string()
      .nullable()
      .describe('what was found, in words; null where `observed` says it itself')
      .meta({ example: 'deal “d-1” of 900 was won on 2026-03-02' }),
    wanted: z.unknown().describe('what the document asks for'),
    evidence: z.array(z.guid()).describe('the newest of the events that it rests on'),
  })
  .meta({ id: 'ExplainedCondition' })

const branch = z.object({
  op: z.enum(['all', 'any', 'not', 'is']),
  name: z.string().optional().describe('of named criteria'),
  holds: z.boolean(),
  get parts(): z.ZodArray<z.ZodUnion<[typeof Leaf, typeof branch]>> {
    return z.array(z.union([Leaf, branch]))
  },
})
z.globalRegistry.add(branch, { id: 'ExplainedGroup' })

/** Why criteria hold: a tree of conditions, each with what was found and the events behind it. */
export const ExplanationView = z.union([Leaf, branch]).meta({ id: 'Explanation' })
export type ExplanationView = z.infer<typeof ExplanationView>

const ScoreShareView = z.object({
  event: z.guid(),
  at: Moment,
  text: z.string().describe('the event in words'),
  group: z.string(),
  rule: z.int(),
  points: z.number().describe('points that the rule gives'),
  cut: z.number().describe('points that the cap of the group took away, zero or less'),
  now: z.number().describe('what is left of them'),
})

const ThresholdView = z.object({
  points: z.number(),
  uses: z.array(
    z.object({
      use: z.enum(['entry', 'exit', 'level', 'exclusion', 'grade']),
      stage: z.string().nullable().describe('the stage that asks for it; null for a grade'),
      sign: z.string().nullable().describe('the level, or the sign of the grade'),
    }),
  ),
  reached: z.boolean(),
  until: Moment.nullable().describe('when the points fade below it if nothing happens; null where they do not'),
})

const ScoreView = z
  .object({
    name: z.string(),
    points: z.number(),
    cap: z.number().describe('most points that it can have'),
    counted: z
      .number()
      .nullable()
      .describe('points that criteria count where they are others: those of the present cycle'),
    halfLife: z.number().nullable().describe('milliseconds in which half of the points fade'),
    groups: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        cap: z.number().nullable(),
        points: z.number().describe('what is left of its points now'),
        earlier: z.number().describe('the part of them that came before the shares that are listed'),
      }),
    ),
    shares: z.array(ScoreShareView).describe('the newest contributions, oldest first'),
    since: Moment.nullable().describe('shares are listed from here on; null: all there ever were'),
    conditions: z.array(
      z.object({
        path: z.string().describe('where the rule stands in the lifecycle document'),
        text: z.string().describe('what it asks for, in words').meta({ example: 'title matches (?i)chief|head' }),
        points: z.number(),
        holds: z.boolean(),
      }),
    ),
    thresholds: z.array(ThresholdView).describe('where its points make a difference, the most points first'),
  })
  .meta({ id: 'ExplainedScore' })

const PathStep = z.object({
  track: z.string(),
  stage: z.string(),
  at: Moment,
  cause: Cause,
  rule: z.string().nullable().describe('the rule that moved').meta({ example: 'stages.mql.entry' }),
  reason: z.string().nullable(),
  version: z.int().describe('of the lifecycle that moved it'),
  text: z.string().describe('what moved it, in words').meta({ example: 'met the criteria' }),
  because: z.array(z.string()).describe('the conditions that held, in words'),
  transition: TransitionId,
  voided: z.boolean(),
})

const EvidenceEvent = z.object({
  id: z.guid(),
  at: Moment,
  kind: z.string(),
  name: z.string(),
  text: z.string().describe('the event in words'),
})

const NoStage = z.object({
  text: z.string().describe('why it is in none, in words'),
  stage: z.string().nullable().describe('the first stage that it could enter by itself'),
  explanation: ExplanationView.nullable().describe('what the criteria of that stage find now'),
})

const Touch = z.object({
  source: z.string().meta({ example: 'paid_search' }),
  campaign: z.string().nullable(),
  at: Moment,
  event: z.guid().nullable().describe('the visit, where it is still known'),
})

const Deal = z.object({
  id: z.string(),
  state: z.enum(['open', 'won', 'lost']),
  kind: z.string(),
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  step: z.string().nullable().describe('of the pipeline'),
  role: z.string().nullable().describe('of the contact in the deal'),
  at: Moment.nullable().describe('when it came into its state'),
})

const PresentStage = z.object({
  name: z.string(),
  description: z.string().nullable(),
  guidance: z.string().nullable().describe('what to do with somebody in this stage'),
  owner: z.string().nullable().describe('the team that answers for it'),
})

const NamedCriteria = z.object({
  name: z.string().meta({ example: 'icp' }),
  holds: z.boolean(),
  explanation: ExplanationView.nullable().describe(
    'null where it cannot be told: no rule uses it, and the history is too long to go through',
  ),
})

/** Why a contact is where it is. */
export const WhyView = z
  .object({
    contact: z.object({
      id: ContactId,
      email: z.string().nullable(),
      name: z.string().nullable(),
      known: z.boolean(),
      account: z.object({ id: z.guid(), name: z.string().nullable() }).nullable(),
    }),
    track: z.string(),
    stage: z.string().nullable(),
    since: Moment.nullable(),
    level: z.string().nullable(),
    cause: Cause.nullable(),
    reason: z.string().nullable(),
    version: z.int().nullable().describe('of the lifecycle that moved it'),
    transition: TransitionId.nullable(),
    explanation: ExplanationView.nullable().describe('null where no rule moved: a person, a file or time alone did'),
    noStage: NoStage.nullable().describe('where it is in no stage: what is missing'),
    evidence: z.array(z.guid()).describe('ids of the events that the move rests on, oldest first'),
    evidenceEvents: z.array(EvidenceEvent),
    trigger: EvidenceEvent.nullable().describe(
      'the event after which the move was decided; null where time alone brought it',
    ),
    scores: z.record(z.string(), ScoreView),
    grade: z.string().nullable(),
    path: z.array(PathStep).describe('the moves so far, oldest first: the newest 100'),
    earlierMoves: z.int().describe('moves before those'),
    proposals: z.array(ProposalView),
    events: z.int().describe('events of its whole history'),
    folded: z.int().describe('of these, the newest that were gone through one by one for this answer'),
    present: PresentStage.nullable(),
    named: z.array(NamedCriteria).describe('the named criteria of the lifecycle, such as ideal customers and personas'),
    deals: z.array(Deal).describe('deals in which it has a role, open ones first'),
    touches: z.object({
      first: Touch.nullable(),
      latest: Touch.nullable(),
      tipping: Touch.omit({ campaign: true, event: true })
        .extend({ stage: z.string() })
        .nullable()
        .describe('the touch within 30 days before the last stage entry, by which reports count it'),
      recent: z.array(Touch).describe('touches of the newest events, newest first'),
    }),
    next: z.object({ wakeAt: Moment.nullable().describe('when time alone may next move it') }),
  })
  .meta({ id: 'Why' })
export type WhyView = z.infer<typeof WhyView>
