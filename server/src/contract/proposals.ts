import { z } from 'zod'
import { ActorView } from './actor.ts'
import { DifferenceView, PublishEffect } from './lifecycle.ts'
import { Moment } from './moment.ts'

export const ProposalParams = z.object({ id: z.guid() })

const count = z.int().nonnegative()

/** What publishing would have done when it was asked. */
export const ProposalEffect = z.object({
  chosen: PublishEffect.default('keep'),
  needs: z.enum(['refold', 'decide', 'nothing']),
  contacts: count,
  moving: count,
  moves: z.array(z.object({ track: z.string(), from: z.string().nullable(), to: z.string(), count })),
  removed: z.array(z.object({ stage: z.string(), standing: count, to: z.string() })),
})
export type ProposalEffect = z.infer<typeof ProposalEffect>

const Agreed = z.object({
  by: ActorView,
  at: Moment,
  how: z
    .enum(['said', 'proposed', 'published'])
    .describe('said so; or is of the team and proposed it, or published it'),
})

export const TeamAgreement = z
  .object({
    team: z.string().meta({ example: 'sales' }),
    name: z.string(),
    stages: z.array(z.string()).describe('keys of changed stages that are its business'),
    handoffs: z.array(z.string()),
    people: z.array(z.object({ id: z.string(), name: z.string() })).describe('who can answer; nobody: it is not asked'),
    agreed: Agreed.nullable(),
    wants: z
      .object({ by: ActorView, at: Moment, message: z.string() })
      .nullable()
      .describe('the change that it asked for'),
  })
  .meta({ id: 'TeamAgreement' })
export type TeamAgreement = z.infer<typeof TeamAgreement>

/** Whose word a document needs before it can be published. */
export const AgreementView = z
  .object({
    teams: z.array(TeamAgreement),
    missing: z.array(z.string()).describe('teams that have yet to agree'),
    proposal: z.guid().nullable().describe('where they are asked'),
    mayWithout: z.boolean().describe('whether who asks may publish without them, saying why'),
  })
  .meta({ id: 'Agreement' })
export type AgreementView = z.infer<typeof AgreementView>

export const AskAgreement = z.object({
  document: z.string().min(1).describe('the lifecycle as YAML'),
  effect: PublishEffect.default('keep'),
})

export const Propose = z
  .object({ message: z.string().trim().max(1000).default('').describe('what has changed and why') })
  .meta({ id: 'Propose' })

export const Proposed = z.object({ id: z.guid() })

export const ProposalView = z
  .object({
    id: z.guid(),
    draft: z.guid(),
    name: z.string(),
    base: z.int(),
    document: z.string(),
    message: z.string(),
    differences: z.array(DifferenceView),
    effect: ProposalEffect,
    teams: z.array(TeamAgreement),
    askedAt: Moment,
    askedBy: ActorView,
    state: z.enum(['open', 'withdrawn', 'published', 'overtaken']).describe('overtaken: another version came first'),
    withdrawnAt: Moment.nullable(),
    withdrawnBy: ActorView.nullable(),
    publishedVersion: z.int().nullable(),
    words: z.array(
      z.object({
        id: z.guid(),
        team: z.string().nullable(),
        word: z.enum(['agreed', 'change_asked', 'comment']),
        message: z.string(),
        by: ActorView,
        at: Moment,
      }),
    ),
    mine: z.array(z.string()).describe('teams in whose name whoever asks may answer'),
  })
  .meta({ id: 'LifecycleProposal' })
export type ProposalView = z.infer<typeof ProposalView>

export const AnswerProposal = z
  .object({
    word: z.enum(['agreed', 'change_asked', 'comment']),
    message: z.string().trim().max(2000).default('').describe('needed to ask for a change, and to comment'),
  })
  .meta({ id: 'AnswerProposal' })
export type AnswerProposal = z.infer<typeof AnswerProposal>
