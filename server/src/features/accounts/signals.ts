import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { jsonRows } from '../../db/json-rows.ts'
import type { Place, Time } from '../../domain/facts.ts'

/** That something of an account's people changed. */
export interface AccountSignal {
  readonly account: string
  readonly contact: string
  /** From here on its marks are others; null: they are not. */
  readonly from: Place | null
  /** People who joined less those who left. */
  readonly people: number
  /** The person moved, or has other roles. */
  readonly moved: boolean
  readonly at: Time
}

/** Tells accounts of their people, without a lock on their rows: a worker folds them. */
export async function appendSignals(
  client: pg.PoolClient,
  signals: readonly (AccountSignal & { readonly id: string })[],
): Promise<void> {
  if (signals.length === 0) return
  await client.query({
    name: 'append-account-signals',
    text: `insert into account_signals (id, account_id, contact_id, from_at, from_place, people, moved, at)
      select r.id, r.account_id, r.contact_id, r.from_at, r.from_place, r.people, r.moved, r.at
      from json_to_recordset($1) as r(id uuid, account_id uuid, contact_id uuid, from_at timestamptz, from_place text, people smallint, moved boolean, at timestamptz)`,
    values: [
      jsonRows(
        signals.map(({ id, account, contact, from, people, moved, at }) => ({
          id,
          account_id: account,
          contact_id: contact,
          from_at: from === null ? null : sqlTime(from.at),
          from_place: from?.id ?? null,
          people,
          moved,
          at: sqlTime(at),
        })),
      ),
    ],
  })
}

/** Accounts whose people changed. */
export async function listSignalledAccounts(client: Pick<pg.Pool, 'query'>, limit: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ account: string }>({
    name: 'list-signalled-accounts',
    text: 'select distinct account_id as account from (select account_id from account_signals limit $1) s',
    values: [limit * 10],
  })
  return rows.slice(0, limit).map(({ account }) => account)
}

/** Accounts whose answers time alone may have turned. */
export async function listDueAccounts(
  client: Pick<pg.Pool, 'query'>,
  before: Time,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'list-due-accounts',
    text: 'select id from accounts where wake_at < $1 order by wake_at limit $2',
    values: [sqlTime(before), limit],
  })
  return rows.map(({ id }) => id)
}

/** Takes the signals of an account; its row must be locked. */
export async function takeSignals(client: pg.PoolClient, account: string): Promise<readonly AccountSignal[]> {
  const { rows } = await client.query<{
    contact: string
    fromAt: Time | null
    fromPlace: string | null
    people: number
    moved: boolean
    at: Time
  }>({
    name: 'take-account-signals',
    text: `delete from account_signals where account_id = $1
      returning contact_id as contact, from_at as "fromAt", from_place as "fromPlace", people, moved, at`,
    values: [account],
  })
  return rows.map(({ contact, fromAt, fromPlace, people, moved, at }) => ({
    account,
    contact,
    from: fromAt === null ? null : { at: fromAt, id: fromPlace ?? '' },
    people,
    moved,
    at,
  }))
}
