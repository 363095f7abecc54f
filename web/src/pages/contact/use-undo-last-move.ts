import { useMutation, useQuery } from '@tanstack/react-query'
import type { ContactDetail } from '../../../../server/src/contract/contacts.ts'
import { whyQuery } from '../../api/history.ts'
import { useVoidTransition } from '../../api/moves.ts'
import { notify } from '../../components/notice.ts'
import { words } from '../../words/en.ts'

/** Takes back the move that brought a contact where it is; null where no person made it. */
export function useUndoLastMove(contact: ContactDetail) {
  const { data: why } = useQuery(whyQuery(contact.id))
  const undo = useVoidTransition()
  const mutation = useMutation({
    mutationFn: async (reason: string) => {
      if (why?.transition != null) await undo.mutateAsync({ transition: why.transition, reason })
    },
    onSuccess: () => notify({ text: words.move.undone }),
    onError: (error) => notify({ text: words.move.undoFailed(error.message) }),
  })
  return why?.cause === 'person' && why.transition !== null ? mutation : null
}
