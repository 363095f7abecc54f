import type { Incoming, Rejection } from '../../domain/incoming.ts'

/** Knows the API keys. */
export interface KeyChecker {
  find(secret: string): Promise<{ id: string; kind: 'write' | 'read' | 'full'; historical: boolean } | null>
}

/** Takes messages into histories. `committed` means that they are kept for good. */
export interface Intake {
  submit(
    messages: readonly Incoming[],
    bytes: number,
  ): Promise<
    | { outcome: 'committed'; rejected: readonly { index: number; rejection: Rejection }[] }
    | { outcome: 'overloaded'; retryAfterSeconds: number }
    | { outcome: 'unavailable' }
  >
}

/** Keeps what was not taken, so that somebody can look at it. */
export interface RejectedMessages {
  keep(
    rows: readonly {
      /** The id of the key that brought it. */
      source: string | null
      receivedAt: number
      rejection: Rejection
      /** The message as sent, cut at 32 KB. */
      message: string
    }[],
  ): Promise<void>
}
