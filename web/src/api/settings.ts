import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { AuditEntry } from '../../../server/src/contract/audit.ts'
import type { CreatedKey, KeyKind, KeyView } from '../../../server/src/contract/keys.ts'
import type { Page } from '../../../server/src/contract/page.ts'
import type {
  ChangePerson,
  InvitationView,
  InvitedPerson,
  InvitePerson,
  PersonView,
  ResetSent,
  TeamView,
} from '../../../server/src/contract/people.ts'
import type { SettingsView } from '../../../server/src/contract/sign-in.ts'
import { get, patch, post, put, remove } from './request.ts'

interface Items<Item> {
  readonly items: readonly Item[]
}

export const peopleQuery = () =>
  queryOptions({ queryKey: ['people'], queryFn: ({ signal }) => get<Items<PersonView>>('/people', {}, signal) })

export const teamsQuery = () =>
  queryOptions({ queryKey: ['teams'], queryFn: ({ signal }) => get<Items<TeamView>>('/teams', {}, signal) })

export const invitationsQuery = () =>
  queryOptions({
    queryKey: ['invitations'],
    queryFn: ({ signal }) => get<Items<InvitationView>>('/invitations', {}, signal),
  })

export const keysQuery = () =>
  queryOptions({ queryKey: ['keys'], queryFn: ({ signal }) => get<Items<KeyView>>('/keys', {}, signal) })

export const settingsQuery = () =>
  queryOptions({ queryKey: ['settings'], queryFn: ({ signal }) => get<SettingsView>('/settings', {}, signal) })

export interface AuditFilter {
  readonly who?: string | undefined
  readonly what?: string | undefined
  readonly since?: string | undefined
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ signal, pageParam }) =>
      get<Page<AuditEntry>>('/audit', { ...filter, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

export const changePerson = ({ id, ...change }: ChangePerson & { id: string }) =>
  patch<PersonView>(`/people/${id}`, change)
export const invitePerson = (given: InvitePerson) => post<InvitedPerson>('/invitations', given)
export const takeInvitationBack = (id: string) => remove(`/invitations/${id}`)
export const sendReset = (id: string) => post<ResetSent>(`/people/${id}/password-reset`, {})
export const saveSettings = (settings: SettingsView) => put<SettingsView>('/settings', settings, {})
export const makeKey = (given: { name: string; kind: KeyKind; historical: boolean }) => post<CreatedKey>('/keys', given)
export const revokeKey = (id: string) => remove(`/keys/${id}`)
