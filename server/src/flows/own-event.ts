import { createHash, randomUUID } from 'node:crypto'
import { newId } from '../db/new-id.ts'
import type { Actor, Time } from '../domain/facts.ts'
import type { JsonObject } from '../domain/json.ts'
import type { EventKind } from '../domain/vocabulary.ts'
import type { ContactRow } from '../features/contacts/lock-contacts.ts'
import type { NewEvent } from './group-changes.ts'

export interface OwnEvent {
  readonly kind: EventKind
  readonly name: string
  readonly data: JsonObject
}

/**
 * An event that Ripen itself records for a person: after all that is decided, and after the newest version came into force, so that it is
 * never late.
 */
export function ownEvent(
  row: ContactRow,
  event: OwnEvent,
  { now, since }: { readonly now: Time; readonly since: Time },
): NewEvent & { readonly id: string } {
  const at = Math.max(now, lastTime(row) + 2, since + 1, (row.floor ?? 0) + 1)
  const messageKey = createHash('sha256').update(randomUUID()).digest().subarray(0, 16)
  return {
    ...event,
    id: newId(at, row.seq + 1),
    at,
    stamp: {},
    names: 0,
    channel: 'app',
    source: 'ripen',
    cameBy: null,
    messageKey,
    sentTime: null,
    receivedAt: now,
  }
}

/** The time of the last fact or wake that a row's saved state holds; 0 for a new row. */
export function lastTime(row: ContactRow): Time {
  return row.state === '' ? 0 : Number(row.state.slice(1, row.state.indexOf(',')))
}

/** An actor as event data. */
export function actorData(by: Actor): JsonObject | string {
  return by === 'system' ? by : { ...by }
}
