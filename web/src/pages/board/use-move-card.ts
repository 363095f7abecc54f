import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { boardQuery, type CardMove, useCardMove } from '../../api/board.ts'
import { useVoidTransition } from '../../api/moves.ts'
import { notify } from '../../components/notice.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { boardWords } from '../../words/board-en.ts'
import { words } from '../../words/en.ts'

/** Moves a contact at once, says so with a way back, and says why where it was refused. */
export function useMoveCard(track: string | undefined, stages: Stages) {
  const client = useQueryClient()
  const { mutateAsync } = useCardMove(track)
  const { mutateAsync: takeBack } = useVoidTransition()
  return useCallback(
    async (name: string, move: CardMove) => {
      try {
        const { transition } = await mutateAsync(move)
        const undo = () =>
          void takeBack({ transition: transition.id, reason: words.move.cancelUndo }).then(
            () => notify({ text: words.move.undone }),
            ({ message }: Error) => notify({ text: words.move.undoFailed(message) }),
          )
        notify({
          text: words.move.done(name, stages.find(transition.to).name),
          action: { label: words.move.undo, run: undo },
        })
      } catch (error) {
        notify({ text: boardWords.refused(name, error instanceof Error ? error.message : String(error)) })
        await client.invalidateQueries({ queryKey: boardQuery(track).queryKey })
      }
    },
    [mutateAsync, takeBack, client, stages, track],
  )
}
