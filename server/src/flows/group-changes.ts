import type { Saw, Time, Transition } from '../domain/facts.ts'
import type { KnownHistory } from '../domain/history.ts'
import type { Advanced, SavedContact } from '../domain/lifecycle/advance.ts'
import type { Message } from '../domain/message.ts'
import type { StoredEvent } from '../features/contacts/events.ts'
import type { ContactRow } from '../features/contacts/lock-contacts.ts'

/** An event that is to be appended: its number and id are given under the contact's lock. */
export type NewEvent = Omit<StoredEvent, 'is' | 'id' | 'seq' | 'contact'> & {
  /** Given beforehand where something else must name the event in the same transaction. */
  readonly id?: string
}

/** What is to happen to one locked contact. */
export interface ContactChange {
  readonly row: ContactRow
  readonly events: readonly NewEvent[]
  /** The ledger itself changed (a void, a merge): all is folded anew. */
  readonly anew?: boolean
  /** Wakes due before this moment are carried out, beside those that the events pass. */
  readonly until?: Time
  /** The row has just been merged into another, or taken out again (default: as the row says). */
  readonly mergedInto?: string | null
}

/** What came of it. */
export interface ContactOutcome {
  readonly change: ContactChange
  /** As it was before. */
  readonly saved: SavedContact
  readonly row: ContactRow
  readonly events: readonly StoredEvent[]
  readonly moves: readonly Transition[]
  /** Rulings that were not followed, by event id. */
  readonly refused: ReadonlyMap<string, Message>
  readonly advanced: Advanced
  /** What was known of the history. */
  readonly saw: Saw
  /** All that was known of it before these moves; null where it was not read. */
  readonly history: (() => KnownHistory) | null
}

/** The row into which a contact is merged after the change. */
export function mergedAfter(change: ContactChange): string | null {
  return change.mergedInto === undefined ? change.row.mergedInto : change.mergedInto
}
