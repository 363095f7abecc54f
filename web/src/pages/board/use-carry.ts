import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import type { ContactItem } from '../../../../server/src/contract/contacts.ts'
import { movesQuery } from '../../api/board.ts'
import { contactName } from '../../components/contact-name.ts'
import { notify } from '../../components/notice.ts'
import { boardWords } from '../../words/board-en.ts'
import type { Carried, Foreseen } from './foreseen.ts'

interface CarryOptions {
  readonly track: string | undefined
  /** A move that the lifecycle lets a person make just so. */
  readonly onMove: (carried: Carried, to: string) => void
  /** One that it lets a person make for a reason. */
  readonly onReason: (carried: Carried, to: string) => void
  /** The way to a move against the lifecycle. */
  readonly onForce: (carried: Carried, to: string) => void
}

/** Carries a card: the lifecycle is asked where it may go when it is picked up, and followed when it is put down. */
export function useCarry({ track, onMove, onReason, onForce }: CarryOptions) {
  const client = useQueryClient()
  const [carried, setCarried] = useState<Carried | null>(null)
  const held = useRef<{ readonly card: Carried; readonly asked: Promise<ReadonlyMap<string, Foreseen>> } | null>(null)

  const pickUp = useCallback(
    (card: ContactItem) => {
      const one: Carried = { contact: card.id, name: contactName(card), from: card.stage ?? '', moves: null }
      const asked = client
        .fetchQuery(movesQuery(card.id, track))
        .then(({ moves }) => new Map(moves.map((move) => [move.to, move])))
      held.current = { card: one, asked }
      setCarried(one)
      asked.then(
        (moves) => setCarried((now) => (now?.contact === one.contact ? { ...now, moves } : now)),
        () => {},
      )
    },
    [client, track],
  )

  const putDown = useCallback(
    async (stage: string | null) => {
      const now = held.current
      held.current = null
      setCarried(null)
      if (now === null || stage === null || stage === now.card.from) return
      const moves = await now.asked.catch((error: Error) => error)
      if (moves instanceof Error) {
        notify({ text: `${boardWords.notAsked(now.card.name)} ${moves.message}` })
        return
      }
      const move = moves.get(stage)
      if (move?.may === 'freely') onMove(now.card, stage)
      else if (move?.may === 'with_reason') onReason(now.card, stage)
      else
        notify({
          text: boardWords.refused(now.card.name, move?.why ?? boardWords.refuses),
          action: { label: boardWords.openMove, run: () => onForce(now.card, stage) },
        })
    },
    [onMove, onReason, onForce],
  )

  return { carried, pickUp, putDown }
}
