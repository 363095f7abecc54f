import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ContactDetail } from '../../../server/src/contract/contacts.ts'
import type { RuleContact, Ruled } from '../../../server/src/contract/rulings.ts'
import { contactQuery, contactsKey } from './contacts.ts'
import { reportsKey } from './reports.ts'
import { post, type RequestFailed } from './request.ts'
import { stagesQuery } from './stages.ts'

/** After a move every list, count and history may say something else. */
function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: contactsKey }),
      client.invalidateQueries({ queryKey: reportsKey }),
      client.invalidateQueries({ queryKey: stagesQuery().queryKey }),
    ])
  }
}

/** Moves a contact by hand: shown at once, and put back where the lifecycle refuses. */
export function useMoveContact(id: string) {
  const client = useQueryClient()
  const refresh = useRefresh()
  const { queryKey } = contactQuery(id)
  return useMutation<Ruled, RequestFailed, RuleContact, ContactDetail | undefined>({
    mutationFn: (ruling) => post<Ruled>(`/contacts/${id}/rulings`, ruling),
    onMutate: async ({ to, reason }) => {
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData(queryKey)
      client.setQueryData(queryKey, (contact) => contact && standingIn(contact, to, reason ?? null))
      return before
    },
    onError: (_error, _ruling, before) => client.setQueryData(queryKey, before),
    onSettled: refresh,
  })
}

/** A contact as it is when it was moved just now, in its first track. */
function standingIn(contact: ContactDetail, stage: string, reason: string | null): ContactDetail {
  const [here, ...others] = contact.positions
  if (here === undefined) return contact
  return {
    ...contact,
    positions: [{ ...here, stage, reason, level: null, since: new Date().toISOString() }, ...others],
  }
}

/** The moves that were taken back: the one named, and the automatic ones that rested on it. */
interface Voided {
  readonly voided: readonly string[]
}

interface Undo {
  readonly transition: string
  readonly reason: string
}

/** Declares a move a mistake, which takes it back. */
export function useVoidTransition() {
  const refresh = useRefresh()
  return useMutation<Voided, RequestFailed, Undo>({
    mutationFn: ({ transition, reason }) => post(`/transitions/${transition}/void`, { reason }),
    onSuccess: refresh,
  })
}
