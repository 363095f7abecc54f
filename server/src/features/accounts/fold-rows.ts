import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import type { AccountFact } from '../../domain/accounts/account-lines.ts'
import type { StageReason } from '../../domain/accounts/account-stage.ts'
import type { AccountLine, Time } from '../../domain/facts.ts'
import { bucketOf } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'

export interface AccountRow {
  readonly id: string
  readonly seq: number
  readonly lineSeq: number
  readonly stateKey: string
  readonly wakeAt: Time | null
  /** It has events that are not yet folded. */
  readonly unfolded: boolean
  readonly stage: string | null
  readonly stageReason: StageReason | null
}

export const accountColumns = `id, seq, line_seq as "lineSeq", state_key as "stateKey", wake_at as "wakeAt", stage, stage_reason as "stageReason",
  exists (select from account_events e where e.account_id = accounts.id and e.seq is null) as unfolded`

/** Accounts with events that are not yet folded. */
export async function listUnfoldedAccounts(client: Pick<pg.Pool, 'query'>, limit: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ account: string }>({
    name: 'list-unfolded-accounts',
    text: 'select distinct account_id as account from account_events where seq is null limit $1',
    values: [limit],
  })
  return rows.map(({ account }) => account)
}

/** Accounts whose lines were made for other account values than the lifecycle reads now. */
export async function listAccountsOfOtherKey(
  client: Pick<pg.Pool, 'query'>,
  stateKey: string,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'list-accounts-of-other-key',
    // Two ranges of an index, where "other than" would look at every row.
    text: `(select id from accounts where state_key < $1 limit $2) union all (select id from accounts where state_key > $1 limit $2) limit $2`,
    values: [stateKey, limit],
  })
  return rows.map(({ id }) => id)
}

/** Locks an account's row; null where another process folds it. */
export async function lockAccount(client: pg.PoolClient, account: string): Promise<AccountRow | null> {
  const { rows } = await client.query<AccountRow>({
    name: 'lock-account',
    text: `select ${accountColumns} from accounts where id = $1 for update skip locked`,
    values: [account],
  })
  return rows[0] ?? null
}

/** Numbers the events that are not yet folded, and gives the whole history. */
export async function numberEvents(
  client: pg.PoolClient,
  { id, seq }: AccountRow,
): Promise<{ readonly seq: number; readonly facts: readonly AccountFact[] }> {
  const { rowCount } = await client.query(
    `update account_events e set seq = $2 + n.place
     from (select id, row_number() over (order by id)::int as place from account_events where account_id = $1 and seq is null) n
     where e.account_id = $1 and e.id = n.id`,
    [id, seq],
  )
  const { rows } = await client.query<AccountFact>(
    'select id, at, kind, name, data from account_events where account_id = $1 order by id',
    [id],
  )
  return { seq: seq + (rowCount ?? 0), facts: rows }
}

export interface AccountUpdate {
  readonly id: string
  readonly seq: number
  readonly lineSeq: number
  readonly stateKey: string
  readonly traits: JsonObject
}

export async function saveAccount(
  client: pg.PoolClient,
  { id, seq, lineSeq, stateKey, traits }: AccountUpdate,
): Promise<void> {
  await client.query(
    `update accounts set seq = $3, line_seq = $4, state_key = $5, traits = $6,
       name = coalesce($6::jsonb ->> 'name', name), domain = coalesce($6::jsonb ->> 'domain', domain)
     where id = $1 and bucket = $2`,
    [id, bucketOf(id), seq, lineSeq, stateKey, JSON.stringify(traits)],
  )
}

/** Notes the number of the account's newest line, where its own history was not folded. */
export async function saveLineSeq(client: pg.PoolClient, account: string, lineSeq: number): Promise<void> {
  await client.query('update accounts set line_seq = $3 where id = $1 and bucket = $2', [
    account,
    bucketOf(account),
    lineSeq,
  ])
}

export async function appendLines(
  client: pg.PoolClient,
  account: string,
  lines: readonly Omit<AccountLine, 'is' | 'account'>[],
  now: Time,
): Promise<void> {
  if (lines.length === 0) return
  await client.query(
    `insert into account_lines (account_id, seq, bucket, at, place, "values", recorded_at)
     select $2, r.seq, $3, r.at, r.place, r."values", $4 from json_to_recordset($1) as r(seq integer, at timestamptz, place text, "values" jsonb)`,
    [
      jsonRows(lines.map(({ seq, at, id, values }) => ({ seq, at: sqlTime(at), place: id, values }))),
      account,
      bucketOf(account),
      sqlTime(now),
    ],
  )
}
