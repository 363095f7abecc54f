import type { Saw, Time } from '../facts.ts'
import type { KnownHistory } from '../history.ts'
import { emptyState } from './fold.ts'
import type { Contribution } from './keep.ts'
import type { Program } from './program.ts'
import { type Walked, type WalkOptions, walk } from './walk.ts'

export interface RefoldOptions {
  /** Wakes before this moment are carried out. */
  readonly until: Time
  readonly saw: Saw
  readonly nth: number
  readonly floor: Time | null
  readonly contributed?: (contribution: Contribution) => void
  readonly recorded?: NonNullable<WalkOptions['recorded']>
}

/**
 * Folds a whole history and walks on from the end of its recorded ledger: what late facts, merges, voids and new versions need.
 * The recorded transitions stay; moves that the rest of the history brings come out.
 */
export function refold(program: Program, contact: string, history: KnownHistory, options: RefoldOptions): Walked {
  return walk(program, emptyState(program, contact), history.facts, {
    ...options,
    decideAfter: history.ends,
    wakeAt: null,
  })
}
