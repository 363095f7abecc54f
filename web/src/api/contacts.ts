import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ContactPage } from '../../../server/src/contract/contacts.ts'
import { type Door, isDoor, readDoor } from '../components/door/door.ts'
import { contactPart } from './contact-parts.ts'
import { get } from './request.ts'

export interface ContactFilter extends Door {
  readonly q?: string | undefined
  /** Criteria; a text where an address holds what is none. */
  readonly where?: Readonly<Record<string, unknown>> | string | undefined
  readonly segment?: string | undefined
  /** Who stands in the stage longest comes first. */
  readonly sort?: 'since' | undefined
}

/** Whether a list's order can be chosen: what is searched or filtered has one of its own. */
export function isSortable(filter: ContactFilter): boolean {
  const { q, where, segment, stage } = filter
  return [q, where, segment].every((part) => part === undefined) && stage !== NO_STAGE && !isDoor(filter)
}

/** In the place of a stage's key: contacts that stand in none. */
export const NO_STAGE = 'none'

const PAGE_SIZE = 50
/** How often a list is read again while not everybody was looked at (milliseconds). */
const LOOKS_AGAIN = 1500

/** Everything about contacts lies under this key. */
export const contactsKey = ['contacts'] as const

/** What the API is asked with for a filter. @param filter may hold more than that */
export function filterParameters(filter: ContactFilter) {
  const { stage, q, where, segment } = filter
  return {
    stage,
    q,
    segment,
    ...readDoor({ ...filter }),
    where: typeof where === 'object' ? JSON.stringify(where) : where,
  }
}

/** Columns as the API is asked for them. */
export function columnsParameter(columns: readonly string[]): string | undefined {
  return columns.length === 0 ? undefined : columns.map((name) => name.replaceAll(',', '%2C')).join(',')
}

/**
 * Pages of the contacts that a filter names.
 *
 * @param filter may hold more than that
 * @param columns what the entries shall say beside what all of them say
 */
export const contactsQuery = (filter: ContactFilter, columns: readonly string[] = []) => {
  const asked = {
    ...filterParameters(filter),
    sort: isSortable(filter) ? filter.sort : undefined,
    columns: columnsParameter(columns),
  }
  return infiniteQueryOptions({
    queryKey: [...contactsKey, 'list', asked],
    queryFn: ({ pageParam, signal }) =>
      get<ContactPage>('/contacts', { ...asked, cursor: pageParam, limit: PAGE_SIZE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.pages[0]?.counting === undefined ? false : LOOKS_AGAIN),
  })
}

export const contactKey = (id: string) => [...contactsKey, 'one', id] as const

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: [...contactKey(id), 'detail'],
    queryFn: () => contactPart(id, 'contact'),
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
