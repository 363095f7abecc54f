import type { Slot } from '../aggregates.ts'
import type { Place, Time } from '../facts.ts'
import type { ContactState, Pending, Position } from './state.ts'

/** A state in the making: one walk's own copy, changed in place so that a long history costs no garbage. */
export interface Draft
  extends Omit<
    ContactState,
    'slots' | 'positions' | 'upTo' | 'seq' | 'known' | 'activeAt' | 'account' | 'line' | 'pending'
  > {
  upTo: Place
  seq: number
  known: number
  activeAt: Time
  account: string | null
  line: ContactState['line']
  positions: Record<string, Position>
  slots: Slot[]
  pending: readonly Pending[]
}

/** A copy of a state that may be changed. */
export function draftOf(state: ContactState): Draft {
  return { ...state, positions: { ...state.positions }, slots: [...state.slots] }
}
