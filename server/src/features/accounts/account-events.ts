import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { hexBytes, jsonRows } from '../../db/json-rows.ts'
import type { Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'

/** Something that happened to an account. */
export interface AccountEvent {
  readonly account: string
  readonly id: string
  readonly kind: 'traits' | 'opportunity' | 'void'
  readonly name: string
  readonly data: JsonObject
  /** Through which contact it came. */
  readonly contact: string | null
  readonly messageKey: Uint8Array
  readonly at: Time
  readonly receivedAt: Time
  /** The key or import that brought it. */
  readonly source: string
}

/** Appends to histories of accounts, without a lock on their rows: a worker folds them. */
export async function appendAccountEvents(client: pg.PoolClient, events: readonly AccountEvent[]): Promise<void> {
  if (events.length === 0) return
  await client.query({
    name: 'append-account-events',
    text: `insert into account_events (account_id, id, bucket, kind, name, data, contact_id, message_key, at, received_at, source)
      select r.account_id, r.id, r.bucket, r.kind, r.name, r.data, r.contact_id, r.message_key, r.at, r.received_at, r.source
      from json_to_recordset($1) as r(account_id uuid, id uuid, bucket smallint, kind text, name text, data jsonb, contact_id uuid, message_key bytea, at timestamptz, received_at timestamptz, source text)
      on conflict do nothing`,
    values: [
      jsonRows(
        events.map(({ account, id, kind, name, data, contact, messageKey, at, receivedAt, source }) => ({
          account_id: account,
          id,
          bucket: bucketOf(account),
          kind,
          name,
          data,
          contact_id: contact,
          message_key: hexBytes(messageKey),
          at: sqlTime(at),
          received_at: sqlTime(receivedAt),
          source,
        })),
      ),
    ],
  })
}
