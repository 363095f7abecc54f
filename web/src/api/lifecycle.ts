import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type {
  ComparedVersions,
  LifecycleVersion,
  LifecycleVersionPage,
  PublishEffect,
  Published,
  Validation,
} from '../../../server/src/contract/lifecycle.ts'
import type { PlanView, WhatIfView } from '../../../server/src/contract/what-if.ts'
import { contactsKey } from './contacts.ts'
import { reportsKey } from './reports.ts'
import { ask, get, put, type RequestFailed } from './request.ts'

const lifecycleKey = ['lifecycle'] as const
const MINUTE = 60_000

/** The version in force. */
export const lifecycleQuery = () =>
  queryOptions({
    queryKey: [...lifecycleKey, 'head'],
    queryFn: ({ signal }) => get<LifecycleVersion>('/lifecycle', {}, signal),
  })

export const versionsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...lifecycleKey, 'versions'],
    queryFn: ({ pageParam, signal }) =>
      get<LifecycleVersionPage>('/lifecycle/versions', { cursor: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

/** Documents to begin with, which come with Ripen. */
export const presetsQuery = () =>
  queryOptions({
    queryKey: ['lifecycle-presets'],
    queryFn: ({ signal }) =>
      get<{ items: readonly { key: string; says: string; document: string }[] }>('/lifecycle/presets', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** One version with its text, which never changes. */
export const versionQuery = (version: number) =>
  queryOptions({
    queryKey: [...lifecycleKey, 'version', version],
    queryFn: ({ signal }) => get<LifecycleVersion>(`/lifecycle/versions/${version}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What differs between two versions, in words. */
export const comparedQuery = (from: number, to: number) =>
  queryOptions({
    queryKey: [...lifecycleKey, 'compared', from, to],
    queryFn: ({ signal }) => get<ComparedVersions>('/lifecycle/compare', { from, to }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** What is wrong with a draft. */
export const validationQuery = (document: string) =>
  queryOptions({
    queryKey: ['draft', 'validation', document],
    queryFn: ({ signal }) => ask<Validation>('/lifecycle/validate', { document }, signal),
    placeholderData: keepPreviousData,
    staleTime: MINUTE,
  })

/** What publishing a draft would do now. */
export const planQuery = (document: string, effect: PublishEffect = 'keep') =>
  queryOptions({
    queryKey: ['draft', 'plan', document, effect],
    queryFn: ({ signal }) => ask<PlanView>('/lifecycle/plan', { document, effect }, signal),
    placeholderData: keepPreviousData,
    staleTime: MINUTE,
  })

export interface AskedWhatIf {
  readonly document: string
  readonly stage?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
}

/** A draft against the version in force, over the whole history. */
export const whatIfQuery = (asked: AskedWhatIf) =>
  queryOptions({
    queryKey: ['draft', 'what-if', asked],
    queryFn: ({ signal }) => ask<WhatIfView>('/lifecycle/what-if', asked, signal),
    placeholderData: keepPreviousData,
    staleTime: MINUTE,
  })

interface Publish {
  readonly document: string
  readonly message: string
  readonly effect: PublishEffect
  /** The version that the draft was made from. */
  readonly base: number
  /** The draft on the server, to be closed. */
  readonly draft: string | null
  /** Why it goes without the word of teams that have yet to agree. */
  readonly without: string | null
}

/** Publishes a draft, unless another was published since it was begun. */
export function usePublish() {
  const client = useQueryClient()
  return useMutation<Published, RequestFailed, Publish>({
    mutationFn: ({ document, message, effect, base, draft, without }) => {
      const more = { ...(draft === null ? {} : { draft }), ...(without === null ? {} : { withoutAgreement: without }) }
      return put<Published>('/lifecycle', { document, message, effect, ...more }, { 'if-match': `"v${base}"` })
    },
    onSettled: async () => {
      await Promise.all(
        [lifecycleKey, contactsKey, reportsKey, ['draft'], ['drafts'], ['proposals']].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
    },
  })
}
