import { queryOptions } from '@tanstack/react-query'
import type { PublishEffect } from '../../../server/src/contract/lifecycle.ts'
import type { AgreementView, AnswerProposal, ProposalView } from '../../../server/src/contract/proposals.ts'
import { ask, get, post } from './request.ts'

/** Whose word a document needs before it is published. */
export const agreementQuery = (document: string, effect: PublishEffect) =>
  queryOptions({
    queryKey: ['proposals', 'agreement', document, effect],
    queryFn: ({ signal }) => ask<AgreementView>('/lifecycle/agreement', { document, effect }, signal),
  })

/** What teams were asked to agree to, and what they said. */
export const proposalQuery = (id: string) =>
  queryOptions({
    queryKey: ['proposals', 'one', id],
    queryFn: ({ signal }) => get<ProposalView>(`/proposals/${id}`, {}, signal),
  })

export const proposeDraft = (draft: string, message: string) =>
  post<{ id: string }>(`/drafts/${draft}/proposal`, { message })

export const answerProposal = (id: string, answer: AnswerProposal) => post<void>(`/proposals/${id}/answers`, answer)
