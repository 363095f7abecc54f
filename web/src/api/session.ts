import { queryOptions } from '@tanstack/react-query'
import type { InvitedView, Me, SessionView, WaysIn } from '../../../server/src/contract/sign-in.ts'
import { queryClient } from './query-client.ts'
import { ask, get, patch, post, remove } from './request.ts'

/** Who is signed in. */
export const meQuery = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => get<Me>('/me', {}, signal),
    staleTime: 60_000,
  })

/** How one can sign in here. */
export const waysInQuery = () =>
  queryOptions({
    queryKey: ['ways-in'],
    queryFn: ({ signal }) => get<WaysIn>('/sign-in', {}, signal),
  })

/** What an invitation's link is for. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => ask<InvitedView>('/invitation', { token }, signal),
    retry: false,
  })

export const sessionsQuery = () =>
  queryOptions({
    queryKey: ['me', 'sessions'],
    queryFn: ({ signal }) => get<{ items: SessionView[] }>('/me/sessions', {}, signal),
  })

/** Whoever came in is known from here on; what somebody else saw before is forgotten. */
function comeIn(me: Me): Me {
  queryClient.clear()
  queryClient.setQueryData(meQuery().queryKey, me)
  return me
}

export const signIn = async (given: { email: string; password: string }) => comeIn(await post<Me>('/sign-in', given))

export const setUp = async (given: { name: string; email: string; password: string }) =>
  comeIn(await post<Me>('/set-up', given))

export const acceptInvitation = async (given: { token: string; name: string; password: string }) =>
  comeIn(await post<Me>('/invitation/accept', given))

export const resetPassword = async (given: { token: string; password: string }) =>
  comeIn(await post<Me>('/password-reset/take', given))

export const askForReset = (email: string) => post<{ mail: boolean }>('/password-reset', { email })

/** Leaves for the provider of the single sign-on. */
export async function beginSso(to: string): Promise<void> {
  const { url } = await post<{ url: string }>('/sign-in/sso', { to })
  window.location.assign(url)
}

/** Ends the session, and loads the app anew: nothing that was seen stays in it. */
export async function signOut(): Promise<void> {
  await post('/sign-out', {})
  window.location.assign('/sign-in')
}

export const changeMe = async (name: string) => {
  const me = await patch<Me>('/me', { name })
  queryClient.setQueryData(meQuery().queryKey, me)
  return me
}

export const changePassword = (given: { current: string; password: string }) => post<void>('/me/password', given)
export const endSession = (id: string) => remove(`/me/sessions/${id}`)
export const endOtherSessions = () => remove('/me/sessions')
