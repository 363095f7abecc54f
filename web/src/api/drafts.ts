import { queryOptions } from '@tanstack/react-query'
import type { DraftCreated, DraftItem, DraftSaved, DraftView } from '../../../server/src/contract/drafts.ts'
import type { PublishEffect } from '../../../server/src/contract/lifecycle.ts'
import { get, patch, post, remove } from './request.ts'

/** Lifecycles that people are at work on. */
export const draftsQuery = () =>
  queryOptions({
    queryKey: ['drafts'],
    queryFn: ({ signal }) => get<{ items: DraftItem[] }>('/drafts', {}, signal),
  })

const LONGEST_WAIT = 30_000

/** Drafts as the server keeps them. */
export const draftApi = {
  read: (id: string) => get<DraftView>(`/drafts/${id}`, {}, AbortSignal.timeout(LONGEST_WAIT)),
  /** Once, however often it is repeated with the same key. */
  create: (given: { readonly document: string; readonly base: number }, key: string) =>
    post<DraftCreated>('/drafts', given, key),
  bringBack: (version: number) => post<DraftCreated>('/drafts', { bringBack: version }),
  save: (
    id: string,
    revision: number,
    change: {
      readonly document?: string
      readonly base?: number
      readonly name?: string
      readonly effect?: PublishEffect
    },
  ) => patch<DraftSaved>(`/drafts/${id}`, change, { 'if-match': `"r${revision}"` }),
  discard: (id: string) => remove(`/drafts/${id}`),
  restore: (id: string) => post<DraftView>(`/drafts/${id}/restore`, {}),
}
export type DraftApi = typeof draftApi
