import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type {
  ContactParts,
  CreateContact,
  DuplicatePage,
  DuplicatePair,
  GivenIdentity,
  MergePreview,
  SplitAnswer,
} from '../../../server/src/contract/contact-edit.ts'
import type { ContactDetail } from '../../../server/src/contract/contacts.ts'
import { contactKey, contactsKey } from './contacts.ts'
import { reportsKey } from './reports.ts'
import { ask, get, patch, post, type RequestFailed } from './request.ts'
import { stagesQuery } from './stages.ts'

const duplicatesKey = ['duplicates'] as const

/** Whoever is made, changed, joined or parted shows in lists, counts and proposals. */
function useChange<Answer, Given>(change: (given: Given) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation<Answer, RequestFailed, Given>({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: contactsKey }),
        client.invalidateQueries({ queryKey: reportsKey }),
        client.invalidateQueries({ queryKey: duplicatesKey }),
        client.invalidateQueries({ queryKey: stagesQuery().queryKey }),
      ])
    },
  })
}

export const useCreateContact = () =>
  useChange((given: Pick<CreateContact, 'identities' | 'traits'>) => post<ContactDetail>('/contacts', given))

export interface Edit {
  readonly set: Readonly<Record<string, string | number | boolean | null>>
  readonly was: Readonly<Record<string, unknown>>
  readonly identities: readonly GivenIdentity[]
}

export const useEditContact = (id: string) => useChange((edit: Edit) => patch<ContactDetail>(`/contacts/${id}`, edit))

interface Two {
  readonly survivor: string
  readonly other: string
}

export const useMerge = () => useChange(({ survivor, other }: Two) => post(`/contacts/${survivor}/merge`, { other }))
export const useUnmerge = () =>
  useChange(({ survivor, other }: Two) => post(`/contacts/${survivor}/unmerge`, { other }))

/** How two contacts would look as one. */
export const mergePreviewQuery = ({ survivor, other }: Two) =>
  queryOptions({
    queryKey: ['merge', survivor, other],
    queryFn: ({ signal }) => ask<MergePreview>(`/contacts/${survivor}/merge/preview`, { other }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const partsQuery = (id: string) =>
  queryOptions({
    queryKey: [...contactKey(id), 'parts'],
    queryFn: ({ signal }) => get<ContactParts>(`/contacts/${id}/parts`, {}, signal),
  })

export const useSplit = (id: string) =>
  useChange((identities: readonly { readonly kind: string; readonly value: string }[]) =>
    post<SplitAnswer>(`/contacts/${id}/split`, { identities }),
  )

/** Pairs of contacts that may be one person. */
export const duplicatesQuery = () =>
  infiniteQueryOptions({
    queryKey: [...duplicatesKey, 'list'],
    queryFn: ({ pageParam, signal }) => get<DuplicatePage>('/duplicates', { cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

export const duplicatesOfQuery = (id: string) =>
  queryOptions({
    queryKey: [...duplicatesKey, 'of', id],
    queryFn: ({ signal }) => get<{ items: DuplicatePair[] }>(`/contacts/${id}/duplicates`, {}, signal),
  })

interface Decision {
  readonly one: string
  readonly other: string
  readonly apart: boolean
}

export const useTellApart = () =>
  useChange(({ one, other, apart }: Decision) => post(`/duplicates/${one}/${other}/${apart ? 'apart' : 'reopen'}`, {}))
