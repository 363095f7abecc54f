import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  BulkActionPage,
  BulkActionView,
  BulkPeoplePage,
  BulkPeopleQuery,
  BulkSelection,
  BulkTeams,
  BulkWork,
} from '../../../server/src/contract/bulk-actions.ts'
import { contactsKey } from './contacts.ts'
import { reportsKey } from './reports.ts'
import { get, post, type RequestFailed, remove } from './request.ts'
import { stagesQuery } from './stages.ts'

/** Everything about bulk actions lies under this key. */
const bulkKey = ['bulk'] as const

const PAGE_SIZE = 50
const LOOK_AGAIN = 700

/** Whether something goes on by itself in this state. */
export const isAtWork = (state: BulkActionView['state']) =>
  state === 'gathering' || state === 'planning' || state === 'running' || state === 'undoing'

/** Bulk actions, newest first; asked again for as long as one of them goes on. */
export const bulkActionsQuery = () =>
  infiniteQueryOptions({
    queryKey: [...bulkKey, 'list'],
    queryFn: ({ pageParam, signal }) =>
      get<BulkActionPage>('/bulk-actions', { cursor: pageParam, limit: PAGE_SIZE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => isAtWork(state))) ? LOOK_AGAIN : false,
  })

export const bulkActionQuery = (id: string) =>
  queryOptions({
    queryKey: [...bulkKey, 'one', id],
    queryFn: ({ signal }) => get<BulkActionView>(`/bulk-actions/${id}`, {}, signal),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isAtWork(data.state) ? LOOK_AGAIN : false),
  })

export type PeopleAsked = Pick<BulkPeopleQuery, 'outcome' | 'reason'>

/** People of an action, by what became of them. @param state another one makes the answer another */
export const bulkPeopleQuery = (id: string, { outcome, reason }: PeopleAsked, state: string) =>
  infiniteQueryOptions({
    queryKey: [...bulkKey, 'people', id, { outcome, reason, state }],
    queryFn: ({ pageParam, signal }) =>
      get<BulkPeoplePage>(
        `/bulk-actions/${id}/people`,
        { outcome, reason, cursor: pageParam, limit: PAGE_SIZE },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

/** Teams with somebody in them, and people who can own contacts. */
export const bulkTeamsQuery = () =>
  queryOptions({
    queryKey: [...bulkKey, 'teams'],
    queryFn: ({ signal }) => get<BulkTeams>('/bulk-actions/teams', {}, signal),
  })

/** Has an action found and foreseen; it waits then until it is started. */
export function useBeginBulk() {
  const client = useQueryClient()
  return useMutation<BulkActionView, RequestFailed, { readonly selection: BulkSelection; readonly work: BulkWork }>({
    mutationFn: (asked) => post<BulkActionView>('/bulk-actions', asked),
    onSettled: () => client.invalidateQueries({ queryKey: bulkKey }),
  })
}

/** Starts, stops, undoes or drops an action. */
export function useActOnBulk(id: string) {
  const client = useQueryClient()
  return useMutation<unknown, RequestFailed, 'start' | 'stop' | 'undo' | 'drop'>({
    mutationFn: (act) => (act === 'drop' ? remove(`/bulk-actions/${id}`) : post(`/bulk-actions/${id}/${act}`, {})),
    onSettled: () => client.invalidateQueries({ queryKey: bulkKey }),
  })
}

/** After something was done to many, every list, count and report may say something else. */
export function useRefreshAfterBulk(): () => void {
  const client = useQueryClient()
  return () => {
    for (const queryKey of [contactsKey, reportsKey, stagesQuery().queryKey])
      void client.invalidateQueries({ queryKey })
  }
}
