import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { RuleContact, Ruled } from '../../../server/src/contract/rulings.ts'
import { contactsKey } from './contacts.ts'
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

/** Moves a contact by hand. */
export function useMoveContact(id: string) {
  const refresh = useRefresh()
  return useMutation<Ruled, RequestFailed, RuleContact>({
    mutationFn: (ruling) => post<Ruled>(`/contacts/${id}/rulings`, ruling),
    onSuccess: refresh,
  })
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
