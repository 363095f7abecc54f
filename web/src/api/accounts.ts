import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type {
  AccountChangePage,
  AccountDetail,
  AccountPage,
  AccountPeoplePage,
  EditAccount,
} from '../../../server/src/contract/accounts.ts'
import { get, patch, post, remove } from './request.ts'

export interface AccountFilter {
  readonly q?: string | undefined
  readonly stage?: string | undefined
  readonly owner?: string | undefined
}

const PAGE_SIZE = 50

/** Everything about accounts lies under this key. */
const accountsKey = ['accounts'] as const
const accountKey = (id: string) => [...accountsKey, 'one', id] as const

export const accountsQuery = ({ q, stage, owner }: AccountFilter) =>
  infiniteQueryOptions({
    queryKey: [...accountsKey, 'list', { q, stage, owner }],
    queryFn: ({ pageParam, signal }) =>
      get<AccountPage>('/accounts', { q, stage, owner, cursor: pageParam, limit: PAGE_SIZE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

/** A few accounts whose name or domain holds a text. */
export const accountsLikeQuery = (q: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'like', q],
    queryFn: ({ signal }) => get<AccountPage>('/accounts', { q, limit: 8 }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: [...accountKey(id), 'detail'],
    queryFn: ({ signal }) => get<AccountDetail>(`/accounts/${id}`, {}, signal),
  })

export const accountPeopleQuery = (id: string, filter: { readonly engaged?: boolean; readonly role?: string }) =>
  infiniteQueryOptions({
    queryKey: [...accountKey(id), 'people', filter],
    queryFn: ({ pageParam, signal }) =>
      get<AccountPeoplePage>(
        `/accounts/${id}/people`,
        {
          engaged: filter.engaged === true ? 'true' : null,
          role: filter.role ?? null,
          cursor: pageParam,
          limit: PAGE_SIZE,
        },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  })

export const accountChangesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...accountKey(id), 'changes'],
    queryFn: ({ pageParam, signal }) =>
      get<AccountChangePage>(`/accounts/${id}/changes`, { cursor: pageParam, limit: 20 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

/** Changes something of an account and reads it again, whatever came of it: who was too late sees what is there now. */
function useAccountChange<Given>(change: (given: Given) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: accountsKey }),
  })
}

export interface RoleGiven {
  readonly contact: string
  readonly role: string
  readonly given: boolean
}

export const useGiveRole = (id: string) => useAccountChange((given: RoleGiven) => post(`/accounts/${id}/roles`, given))

export const useEditAccount = (id: string) =>
  useAccountChange(({ version, ...set }: EditAccount & { readonly version: number }) =>
    patch(`/accounts/${id}`, set, { 'if-match': `"a${version}"` }),
  )

export const useAddDomain = (id: string) =>
  useAccountChange((domain: string) => post(`/accounts/${id}/domains`, { domain }))

export const useRemoveDomain = (id: string) =>
  useAccountChange((domain: string) => remove(`/accounts/${id}/domains/${encodeURIComponent(domain)}`))
