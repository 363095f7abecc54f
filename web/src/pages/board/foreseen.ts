import type { MovesForeseen } from '../../../../server/src/contract/board.ts'
import { boardWords } from '../../words/board-en.ts'

export type Foreseen = MovesForeseen['moves'][number]

/** The card that is in the air, and what is known of where it may go: null while that is being asked. */
export interface Carried {
  readonly contact: string
  readonly name: string
  readonly from: string
  readonly moves: ReadonlyMap<string, Foreseen> | null
}

/** What a column says to a card above it, for eyes and ears. */
export function answerOf(carried: Carried, stage: string): string {
  if (stage === carried.from) return ''
  const move = carried.moves?.get(stage)
  if (move === undefined) return boardWords.asking
  if (move.may === 'freely') return boardWords.takes
  return move.may === 'with_reason' ? boardWords.needsReason : (move.why ?? boardWords.refuses)
}
