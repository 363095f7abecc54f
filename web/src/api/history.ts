import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { EventView } from '../../../server/src/contract/events.ts'
import type { TimelinePage } from '../../../server/src/contract/timeline.ts'
import { contactPart, FIRST_EVENTS } from './contact-parts.ts'
import { contactKey } from './contacts.ts'
import { get } from './request.ts'

/** What of a timeline is asked for. */
export interface TimelineFilter {
  /** Sorts of things with commas between (default: all). */
  readonly sort?: string | undefined
  readonly q?: string | undefined
  /** An event or a move to begin around (default: the newest end). */
  readonly around?: string | undefined
}

interface TimelinePlace {
  readonly older?: string
  readonly newer?: string
}

const NEXT_PAGE = 1000

export const timelineQuery = (id: string, { sort, q, around }: TimelineFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...contactKey(id), 'timeline', { sort, q, around }],
    queryFn: ({ pageParam, signal }) => {
      const isFirst = pageParam.older === undefined && pageParam.newer === undefined
      if (isFirst && sort === undefined && q === undefined && around === undefined) return contactPart(id, 'timeline')
      return get<TimelinePage>(
        `/contacts/${id}/timeline`,
        { sort, q, around: isFirst ? around : null, ...pageParam, limit: isFirst ? FIRST_EVENTS : NEXT_PAGE },
        signal,
      )
    },
    initialPageParam: {} as TimelinePlace,
    getNextPageParam: ({ older }): TimelinePlace | null => (older === null ? null : { older }),
    getPreviousPageParam: ({ newer }): TimelinePlace | null => (newer === null ? null : { newer }),
    // What was shown before stays while another filter loads, and never another person's.
    placeholderData: (shown, before) => (before?.queryKey[2] === id ? shown : undefined),
  })

/** One event with all that was sent. */
export const eventQuery = (contact: string, event: string) =>
  queryOptions({
    queryKey: [...contactKey(contact), 'event', event],
    queryFn: ({ signal }) => get<EventView>(`/contacts/${contact}/events/${event}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const whyQuery = (id: string) =>
  queryOptions({
    queryKey: [...contactKey(id), 'why'],
    queryFn: () => contactPart(id, 'why'),
  })
