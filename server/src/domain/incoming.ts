import type { Time } from './facts.ts'
import type { JsonObject } from './json.ts'
import type { Channel, EventKind } from './vocabulary.ts'

export type IdentityKind = 'user' | 'email' | 'phone' | 'anonymous'

/** One way to recognise a person, in its normal form (addresses in lower case, phones as E.164). */
export interface Identity {
  readonly kind: IdentityKind
  readonly value: string
}

/** An event as a message asks for it: not yet in any history. */
export interface IncomingEvent {
  readonly kind: EventKind
  readonly name: string
  readonly data: JsonObject
  readonly stamp: JsonObject
}

/** A deal as a message describes it; it reaches the histories of all contacts with a role, and of the account. */
export interface IncomingOpportunity {
  /** The sender's id of the deal. */
  readonly id: string
  readonly state: 'open' | 'won' | 'lost' | null
  readonly set: JsonObject
  /** Further people with a role, by identity. */
  readonly people: readonly { readonly identity: Identity; readonly role: string | null }[]
  readonly role: string | null
}

/** A message that passed the checks of its protocol: who, when, what. The same for every way in. */
export interface Incoming {
  readonly channel: Channel
  /** The id of the API key or import that brought it: with the sender's message id it makes the message key. */
  readonly source: string
  /** 16 bytes; the same message sent again has the same key. */
  readonly messageKey: Uint8Array
  /** When it happened: the sender's time, corrected for its clock and clamped. */
  readonly at: Time
  /** The sender's time as sent, kept where it was clamped or corrected; else null. */
  readonly sentTime: Time | null
  readonly receivedAt: Time
  /** Strongest first: user, email, phone, anonymous. At least one. */
  readonly identities: readonly Identity[]
  /** An identity that is declared to be the same person (alias). */
  readonly previous: Identity | null
  /** The company that the message names (group call, context.groupId, traits.company with an id), with what is said of it. */
  readonly group: { readonly id: string; readonly traits: JsonObject } | null
  /** The domain of a corporate address that was given; it makes or finds an account. */
  readonly domain: string | null
  readonly events: readonly IncomingEvent[]
  readonly opportunity: IncomingOpportunity | null
}

/** A message that was not taken, and why, in words that its sender can act upon. */
export interface Rejection {
  readonly reason: RejectionReason
  /** Where in the message, e.g. `batch[3].properties.amount`. */
  readonly place: string
  readonly detail: string
}

export type RejectionReason =
  | 'invalid_json'
  | 'not_an_object'
  | 'wrong_type'
  | 'missing_field'
  | 'too_large'
  | 'too_deep'
  | 'unknown_type'
  | 'no_identity'
  | 'not_allowed'
  | 'invalid_value'
  | 'failed'
