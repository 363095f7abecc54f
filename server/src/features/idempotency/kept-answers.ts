import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

/** Which request of whom: the caller, and the key that it chose for the request. */
export interface RequestKey {
  readonly caller: string
  readonly key: string
}

export type Begun =
  | { readonly state: 'first' }
  | { readonly state: 'at work' }
  | { readonly state: 'other request' }
  | { readonly state: 'answered'; readonly status: number; readonly answer: string }

const KEPT_MS = 24 * 3_600_000
/** A request that has no answer after this time ended with its process. */
const AT_WORK_MS = 120_000
const NO_ANSWER_YET = 0

/** Notes that a request is being carried out, or finds what was answered to it before. */
export async function beginRequest(
  client: Client,
  { caller, key }: RequestKey,
  bodyHash: Uint8Array,
  now: Time,
): Promise<Begun> {
  const { rowCount } = await client.query(
    `insert into idempotency_keys as i (key_id, key, body_hash, status, answer, created_at)
    values ($1, $2, $3, $4, 'null', $5)
    on conflict (key_id, key) do update
    set body_hash = excluded.body_hash, status = excluded.status, answer = excluded.answer, created_at = excluded.created_at
    where i.created_at <= $6 or (i.status = $4 and i.created_at <= $7)`,
    [caller, key, bodyHash, NO_ANSWER_YET, sqlTime(now), sqlTime(now - KEPT_MS), sqlTime(now - AT_WORK_MS)],
  )
  if (rowCount === 1) return { state: 'first' }
  const { rows } = await client.query<{ bodyHash: Buffer; status: number; answer: string }>(
    'select body_hash as "bodyHash", status, answer from idempotency_keys where key_id = $1 and key = $2',
    [caller, key],
  )
  const row = rows[0]
  if (row === undefined) return { state: 'at work' }
  if (!row.bodyHash.equals(bodyHash)) return { state: 'other request' }
  if (row.status === NO_ANSWER_YET) return { state: 'at work' }
  return { state: 'answered', status: row.status, answer: row.answer }
}

/** Keeps the answer to a request for a day, letter by letter. */
export async function keepAnswer(
  client: Client,
  { caller, key }: RequestKey,
  answer: { readonly status: number; readonly body: string },
): Promise<void> {
  await client.query('update idempotency_keys set status = $3, answer = $4 where key_id = $1 and key = $2', [
    caller,
    key,
    answer.status,
    JSON.stringify(answer.body),
  ])
}

/** Forgets a request that came to nothing, so that it can be sent again. */
export async function dropRequest(client: Client, { caller, key }: RequestKey): Promise<void> {
  await client.query('delete from idempotency_keys where key_id = $1 and key = $2', [caller, key])
}

/** Removes answers older than a day; tells how many went. */
export async function pruneAnswers(client: Client, now: Time): Promise<number> {
  const { rowCount } = await client.query('delete from idempotency_keys where created_at <= $1', [
    sqlTime(now - KEPT_MS),
  ])
  return rowCount ?? 0
}
