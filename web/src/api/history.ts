import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { EventPage } from '../../../server/src/contract/events.ts'
import type { TransitionPage } from '../../../server/src/contract/transitions.ts'
import type { WhyView } from '../../../server/src/contract/why.ts'
import { contactKey } from './contacts.ts'
import { get } from './request.ts'

export const eventsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...contactKey(id), 'events'],
    queryFn: ({ pageParam, signal }) =>
      get<EventPage>(`/contacts/${id}/events`, { cursor: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

export const transitionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...contactKey(id), 'transitions'],
    queryFn: ({ signal }) => get<TransitionPage>(`/contacts/${id}/transitions`, { limit: 200 }, signal),
  })

export const whyQuery = (id: string) =>
  queryOptions({
    queryKey: [...contactKey(id), 'why'],
    queryFn: ({ signal }) => get<WhyView>(`/contacts/${id}/why`, {}, signal),
  })
