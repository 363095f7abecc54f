import type { Event, Place, Time, Transition } from '../../domain/facts.ts'
import { causeOf, type Explained } from '../../domain/lifecycle/explain.ts'
import type { Contribution } from '../../domain/lifecycle/keep.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import type { ContactState } from '../../domain/lifecycle/state.ts'
import type { PersonRow } from '../../features/contacts/find-person.ts'

/** What is said of a person rests on this. */
export interface Gathered {
  readonly person: PersonRow
  /** Under which the state was folded. */
  readonly program: Program
  readonly state: ContactState
  /** All rows of the person, and those that share its history; its own is the first. */
  readonly rows: readonly string[]
  /** Events of all its rows. */
  readonly length: number
  /** The newest events that were gone through, or all. */
  readonly events: readonly Event[]
  /** What those events gave to scores. */
  readonly contributions: readonly Contribution[]
  /** Where they begin; null: at the beginning. */
  readonly since: Time | null
  /** The newest moves, voided ones too, the oldest of them first. */
  readonly ledger: readonly Transition[]
  readonly track: string
  /** The last move of the track that stands. */
  readonly last: Transition | undefined
  /** Why that came about; null where no rule moved. */
  readonly reason: Explained | null
  /** Further events that are told by name. */
  readonly behind: readonly Event[]
  /** A program that keeps what all named criteria ask for, with the state under it; null where that is not known. */
  readonly wide: { readonly program: Program; readonly state: ContactState } | null
}

/** Whatever comes after everything of a moment. */
export const endOf = (at: Time): Place => ({ at, id: '~~' })

/** The id of the event that brought a move about; of one that time brought about there is none. */
export const causingEvent = (transition: Transition): string => causeOf(transition).id
