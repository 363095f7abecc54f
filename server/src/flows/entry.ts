import type { Time } from '../domain/facts.ts'
import type { IncomingEvent, Rejection } from '../domain/incoming.ts'
import type { JsonObject } from '../domain/json.ts'
import type { Channel } from '../domain/vocabulary.ts'

/** What one message means for one contact: ready to be written. */
export interface Entry {
  /** The row that the message's strongest identity first belonged to. */
  readonly contact: string
  readonly at: Time
  readonly sentTime: Time | null
  readonly receivedAt: Time
  readonly channel: Channel
  readonly source: string
  readonly messageKey: Uint8Array
  /** A history has it already; nothing of it was claimed again. */
  readonly repeated: boolean
  /** Bits of NAMED_BY. */
  readonly names: number
  readonly events: readonly IncomingEvent[]
  /** The account that the contact belongs to by this message; one found by a domain gives way to any other. */
  readonly joins: { readonly account: string; readonly byDomain: boolean } | null
  readonly accountEvents: readonly {
    readonly account: string
    readonly kind: 'traits' | 'opportunity'
    readonly name: string
    readonly data: JsonObject
  }[]
}

export type EntryOutcome =
  | { readonly outcome: 'processed' }
  | { readonly outcome: 'duplicate' }
  | { readonly outcome: 'rejected'; readonly rejection: Rejection }
