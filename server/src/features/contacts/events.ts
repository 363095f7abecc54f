import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { type CopyValue, copyRows } from '../../db/copy.ts'
import { hexBytes } from '../../db/json-rows.ts'
import type { Event, Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'

/** An event with what only the store needs. */
export interface StoredEvent extends Event {
  readonly source: string
  readonly messageKey: Uint8Array
  readonly sentTime: Time | null
}

/** Appends events. Their contacts are locked and their keys were checked, so none is there twice. */
export async function appendEvents(client: pg.PoolClient, events: readonly StoredEvent[]): Promise<void> {
  await copyRows(
    client,
    'events (contact_id, id, bucket, seq, kind, name, data, stamp, names, channel, source, came_by, message_key, at, sent_at, received_at)',
    events.map(rowOf),
  )
}

/** One event as a line of COPY. */
export function rowOf(event: StoredEvent): readonly CopyValue[] {
  return [
    event.contact,
    event.id,
    bucketOf(event.contact),
    event.seq,
    event.kind,
    event.name,
    JSON.stringify(event.data),
    Object.keys(event.stamp).length === 0 ? null : JSON.stringify(event.stamp),
    event.names,
    event.channel,
    event.source,
    event.cameBy,
    hexBytes(event.messageKey),
    sqlTime(event.at),
    event.sentTime === null ? null : sqlTime(event.sentTime),
    sqlTime(event.receivedAt),
  ]
}

/** Which messages the histories already have: by `messageName`. */
export async function findKnownMessages(
  client: pg.PoolClient,
  messages: readonly { readonly contact: string; readonly key: Uint8Array }[],
): Promise<ReadonlySet<string>> {
  if (messages.length === 0) return new Set()
  const { rows } = await client.query<{ contact: string; key: Buffer }>({
    name: 'find-known-messages',
    text: `select e.contact_id as contact, e.message_key as key
      from unnest($1::uuid[], $2::bytea[]) as m(contact, key)
      join events e on e.contact_id = m.contact and e.message_key = m.key`,
    values: [
      `{${messages.map(({ contact }) => contact).join(',')}}`,
      `{${messages.map(({ key }) => `"\\${hexBytes(key)}"`).join(',')}}`,
    ],
  })
  return new Set(rows.map(({ contact, key }) => messageName(contact, key)))
}

export function messageName(contact: string, key: Uint8Array): string {
  // As characters rather than digits: it is only compared, and this is made for every event.
  return contact + Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1')
}
