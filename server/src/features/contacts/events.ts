import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { COPY_NULL, copyLines, copyText } from '../../db/copy.ts'
import { hexBytes } from '../../db/json-rows.ts'
import type { Event, Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'

/** An event with what only the store needs. */
export interface StoredEvent extends Event {
  readonly source: string
  readonly messageKey: Uint8Array
  readonly sentTime: Time | null
}

/** Appends events. Their contacts are locked and their keys were checked, so none is there twice. */
export async function appendEvents(client: pg.PoolClient, events: readonly StoredEvent[]): Promise<void> {
  await copyLines(
    client,
    'events (contact_id, id, bucket, seq, kind, name, data, stamp, names, channel, source, came_by, message_key, at, sent_at, received_at)',
    events.map(lineOf),
  )
}

/** One event as a line of COPY. Written out, since this is made for every event and lists of values would be garbage. */
export function lineOf(event: StoredEvent): string {
  const { contact, stamp, messageKey } = event
  const key = Buffer.from(messageKey.buffer, messageKey.byteOffset, messageKey.byteLength).toString('hex')
  return (
    `${contact}\t${event.id}\t${bucketOf(contact)}\t${event.seq}\t${event.kind}\t${copyText(event.name)}\t` +
    `${copyText(JSON.stringify(event.data))}\t${isEmpty(stamp) ? COPY_NULL : copyText(JSON.stringify(stamp))}\t` +
    `${event.names}\t${event.channel}\t${copyText(event.source)}\t${event.cameBy ?? COPY_NULL}\t\\\\x${key}\t` +
    `${sqlTime(event.at)}\t${event.sentTime === null ? COPY_NULL : sqlTime(event.sentTime)}\t${sqlTime(event.receivedAt)}\n`
  )
}

function isEmpty(data: JsonObject): boolean {
  for (const _ in data) return false
  return true
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
