import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import { newId } from '../../db/new-id.ts'
import type { Time } from '../../domain/facts.ts'
import type { Rejection } from '../../domain/incoming.ts'

type Client = Pick<pg.Pool, 'query'>

export interface RejectedRow {
  /** The id of the key that brought it. */
  readonly source: string | null
  readonly receivedAt: Time
  readonly rejection: Rejection
  readonly message: string
}

const LONGEST_MESSAGE = 32 * 1024
const LONGEST_DETAIL = 1000
const MOST_KEPT = 100_000
const KEPT_MS = 30 * 24 * 3_600_000

/** PostgreSQL has no NUL in text, and JSON no half characters. */
const storable = (text: string, longest: number) => text.slice(0, longest).replaceAll('\0', '\uFFFD').toWellFormed()

/** Keeps messages that were not taken, each cut. */
async function keepRejected(client: Client, rows: readonly RejectedRow[]): Promise<void> {
  if (rows.length === 0) return
  await client.query({
    name: 'keep-rejected',
    text: `insert into rejected_messages (id, received_at, source, reason, place, detail, message)
      select r.id, r.received_at, r.source, r.reason, r.place, r.detail, r.message
      from json_to_recordset($1) as r(id uuid, received_at timestamptz, source text, reason text, place text, detail text,
        message text)`,
    values: [
      jsonRows(
        rows.map(({ source, receivedAt, rejection, message }) => ({
          id: newId(receivedAt),
          received_at: sqlTime(receivedAt),
          source,
          reason: rejection.reason,
          place: storable(rejection.place, LONGEST_DETAIL),
          detail: storable(rejection.detail, LONGEST_DETAIL),
          message: storable(message, LONGEST_MESSAGE),
        })),
      ),
    ],
  })
}

/** Removes what is older than 30 days, and all but the newest (default: 100,000); tells how many went. */
export async function pruneRejected(client: Client, now: Time, most: number = MOST_KEPT): Promise<number> {
  const { rowCount } = await client.query(
    `delete from rejected_messages
    where received_at < $1
      or (received_at, id) <= (
        select received_at, id from rejected_messages
        order by received_at desc, id desc
        offset $2 limit 1
      )`,
    [sqlTime(now - KEPT_MS), most],
  )
  return rowCount ?? 0
}

/**
 * Where rejected messages are kept: the newest `most` of them (default: 100,000), and at times one in twenty more,
 * since they are counted only now and then.
 */
export function createRejectedMessages(pool: Client, now: () => Time, most: number = MOST_KEPT) {
  const slack = Math.ceil(most / 20)
  // The first message of a process looks, too: processes that end early would else never come to it.
  let sinceLast = slack
  return {
    async keep(rows: readonly RejectedRow[]): Promise<void> {
      await keepRejected(pool, rows)
      sinceLast += rows.length
      if (sinceLast < slack) return
      sinceLast = 0
      await pruneRejected(pool, now(), most)
    },
  }
}
