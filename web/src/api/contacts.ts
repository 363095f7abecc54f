import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ContactDetail, ContactPage } from '../../../server/src/contract/contacts.ts'
import { get } from './request.ts'

export interface ContactFilter {
  readonly stage?: string | undefined
  readonly q?: string | undefined
}

const PAGE_SIZE = 50

/** Everything about contacts lies under this key. */
export const contactsKey = ['contacts'] as const

export const contactsQuery = ({ stage, q }: ContactFilter) =>
  infiniteQueryOptions({
    queryKey: [...contactsKey, 'list', { stage: stage ?? null, q: q ?? null }],
    queryFn: ({ pageParam, signal }) =>
      get<ContactPage>('/contacts', { stage, q, cursor: pageParam, limit: PAGE_SIZE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

export const contactKey = (id: string) => [...contactsKey, 'one', id] as const

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: [...contactKey(id), 'detail'],
    queryFn: ({ signal }) => get<ContactDetail>(`/contacts/${id}`, {}, signal),
  })

/** Looks again and again, for as long as it is on screen, whether the first contact is there. */
export const firstContactQuery = () =>
  queryOptions({
    queryKey: [...contactsKey, 'first'],
    queryFn: async ({ signal, client }) => {
      const page = await get<ContactPage>('/contacts', { limit: 1 }, signal)
      if (page.items.length > 0)
        void client.invalidateQueries({ predicate: ({ queryKey }) => !queryKey.includes('first') })
      return page.items.length
    },
    refetchInterval: 3000,
  })
