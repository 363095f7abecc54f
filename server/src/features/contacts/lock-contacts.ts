import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import type { LinesRead, Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { Json } from '../../domain/json.ts'

/** A contact's row as it is locked for writing. */
export interface ContactRow {
  readonly id: string
  readonly seq: number
  readonly nth: number
  readonly state: string
  readonly stateKey: string
  readonly decisionKey: string
  readonly version: number
  readonly floor: Time | null
  readonly wakeAt: Time | null
  readonly accountId: string | null
  /** The lines of its accounts that it has read. */
  readonly lines: LinesRead
  readonly mergedInto: string | null
  /** Others were merged into it at some time. */
  readonly joined: boolean
  readonly proposals: Json
  readonly source: string | null
  readonly sealed: boolean
  /** It stands for somebody who is in no stage of any track. */
  readonly unplaced: boolean
  /** Lines of its account so far; those after the last of `lines` it has not read. */
  readonly lineSeq: number
}

const columns = `c.id, c.seq, c.nth, c.state, c.state_key as "stateKey", c.decision_key as "decisionKey", c.version, c.floor,
  c.wake_at as "wakeAt", c.account_id as "accountId", c.lines_read as "lines", c.merged_into as "mergedInto", c.joined, c.proposals, c.source,
  c.sealed_at is not null as sealed, c.unplaced, coalesce(a.line_seq, 0) as "lineSeq"`

/** Locks rows in the order of their ids, so that two groups never wait for each other. */
export async function lockContacts(client: pg.PoolClient, ids: readonly string[]): Promise<readonly ContactRow[]> {
  const { rows } = await client.query<ContactRow>({
    name: 'lock-contacts',
    text: `select ${columns}
      from contacts c
      left join accounts a on a.id = c.account_id
      where c.id = any($1::uuid[])
      order by c.id
      for update of c`,
    values: [`{${ids.join(',')}}`],
  })
  return rows
}

/** Due contacts that nobody else has locked, with their rows locked: those due in [from, before); null: since ever. */
export async function lockDueContacts(
  client: pg.PoolClient,
  due: { readonly from: Time | null; readonly before: Time; readonly limit: number },
): Promise<readonly ContactRow[]> {
  const { rows } = await client.query<ContactRow>({
    name: 'lock-due-contacts',
    text: `select ${columns}
      from contacts c
      left join accounts a on a.id = c.account_id
      where c.wake_at < $1 and c.wake_at >= coalesce($3::timestamptz, '-infinity')
      order by c.wake_at
      limit $2
      for update of c skip locked`,
    values: [sqlTime(due.before), due.limit, due.from === null ? null : sqlTime(due.from)],
  })
  return rows
}

export interface NewContact {
  readonly id: string
  readonly state: string
  readonly stateKey: string
  readonly decisionKey: string
  readonly version: number
  readonly createdAt: Time
}

/** Makes rows that are missing; those that another process made meanwhile stay as they are. */
export async function insertContacts(client: pg.PoolClient, contacts: readonly NewContact[]): Promise<void> {
  await client.query({
    name: 'insert-contacts',
    text: `insert into contacts (id, bucket, seq, nth, state, state_key, decision_key, version, known, traits, created_at)
      select r.id, r.bucket, 0, 0, r.state, r.state_key, r.decision_key, r.version, 0, '{}', r.created_at
      from json_to_recordset($1) as r(id uuid, bucket smallint, state text, state_key text, decision_key text, version integer, created_at timestamptz)
      order by r.id
      on conflict do nothing`,
    values: [
      jsonRows(
        contacts.map(({ id, state, stateKey, decisionKey, version, createdAt }) => ({
          id,
          bucket: bucketOf(id),
          state,
          state_key: stateKey,
          decision_key: decisionKey,
          version,
          created_at: sqlTime(createdAt),
        })),
      ),
    ],
  })
}
