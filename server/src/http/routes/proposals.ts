import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DraftParams } from '../../contract/drafts.ts'
import {
  AgreementView,
  AnswerProposal,
  AskAgreement,
  ProposalParams,
  ProposalView,
  Propose,
  Proposed,
} from '../../contract/proposals.ts'
import { LONGEST_DOCUMENT } from '../../domain/lifecycle/placed.ts'
import { askAgreement } from '../../flows/drafts/agreement.ts'
import { answerProposal, propose, showProposal } from '../../flows/drafts/propose.ts'
import type { Ripen } from '../../flows/ripen.ts'
import { actorOf, callerOf, personOf } from '../caller.ts'
import { mayAnswer, mayChange, mayGoWithout, mayRead } from '../permissions.ts'

const tags = ['Lifecycle']

/** What the owning teams are asked to agree to, and what they say. */
export function proposalRoutes(ripen: Ripen) {
  return async (untyped: FastifyInstance) => {
    const app = untyped.withTypeProvider<ZodTypeProvider>()

    app.post(
      '/lifecycle/agreement',
      {
        config: { permission: mayChange },
        bodyLimit: 3 * LONGEST_DOCUMENT,
        schema: {
          tags,
          summary: 'Whose word a document needs before it is published',
          body: AskAgreement,
          response: { 200: AgreementView },
        },
      },
      async (request) => {
        const caller = callerOf(request)
        const { teams, missing, proposal } = await askAgreement(ripen, {
          ...request.body,
          by: actorOf(caller),
        })
        return { teams, missing, proposal: proposal?.id ?? null, mayWithout: mayGoWithout(caller) }
      },
    )

    app.post(
      '/drafts/:id/proposal',
      {
        config: { permission: mayChange },
        schema: {
          tags,
          summary: 'Ask the owning teams to agree to a draft as it is now',
          params: DraftParams,
          body: Propose,
          response: { 201: Proposed },
        },
      },
      async (request, reply) => {
        const by = actorOf(callerOf(request))
        const id = await propose(ripen, { draft: request.params.id, ...request.body, by })
        return reply.code(201).send({ id })
      },
    )

    app.get(
      '/proposals/:id',
      {
        config: { permission: mayRead },
        schema: {
          tags,
          summary: 'What teams were asked to agree to, and what they said',
          params: ProposalParams,
          response: { 200: ProposalView },
        },
      },
      (request) => {
        const caller = callerOf(request)
        return showProposal(ripen, request.params.id, caller.by === 'person' && mayAnswer(caller) ? caller : null)
      },
    )

    app.post(
      '/proposals/:id/answers',
      {
        config: { permission: mayAnswer },
        schema: {
          tags,
          summary: 'Agree, ask for a change, or comment',
          description:
            'For people of the teams that are asked: the word counts for each of them that the person is in. Whoever may change drafts may comment too.',
          params: ProposalParams,
          body: AnswerProposal,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const person = personOf(request)
        await answerProposal(ripen, request.params.id, request.body, {
          by: actorOf(person),
          teams: person.teams,
          mayChange: mayChange(person),
        })
        return reply.code(204).send(null)
      },
    )
  }
}
