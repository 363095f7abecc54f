import type { Incoming, Rejection, RejectionReason } from '../../domain/incoming.ts'

/** What was read, or why it was not taken. */
export type Taken<T> = { readonly taken: T } | { readonly rejected: Rejection }

export type Reading = Taken<Incoming>

/** The API key that brought a message. `historical` lifts the limit on how far back a message may lie. */
export interface SendingKey {
  readonly id: string
  readonly kind: 'write' | 'full'
  readonly historical: boolean
}

/** What has to be looked up about addresses and programs while a message is read. */
export interface Lookups {
  /** The kind of an e-mail address in its normal form: free, disposable, role, corporate. */
  readonly emailKind: (email: string) => string
  /** The domain of the company behind an address in its normal form; null where there is none. */
  readonly corporateDomain: (email: string) => string | null
  /** The number as E.164; null where it is none. */
  readonly normalisePhone: (phone: string) => string | null
  /** Whether a user agent belongs to a crawler, a scanner or another machine. */
  readonly isMachine: (userAgent: string) => boolean
}

export function rejected(reason: RejectionReason, place: string, detail: string): { readonly rejected: Rejection } {
  return { rejected: { reason, place, detail } }
}

/** The place of a field within a message that itself stands at `place` (`batch[3]`, or empty). */
export function within(place: string, field: string): string {
  if (place === '' || field === '') return place + field
  return `${place}.${field}`
}
