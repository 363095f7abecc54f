import type pg from 'pg'
import { type AccountRow, accountColumns } from './fold-rows.ts'

/** Locks an account's row, waiting for whoever folds it; null where there is none. */
export async function lockAccountRow(client: pg.PoolClient, account: string): Promise<AccountRow | null> {
  const { rows } = await client.query<AccountRow>(`select ${accountColumns} from accounts where id = $1 for update`, [
    account,
  ])
  return rows[0] ?? null
}

/** Ids of a source's events in an account's history; their message keys become free for those that come again. */
export async function takeEventsOf(client: pg.PoolClient, account: string, source: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `update account_events set message_key = decode(md5(source || encode(message_key, 'hex')), 'hex')
     where account_id = $1 and source = $2
     returning id`,
    [account, source],
  )
  return rows.map(({ id }) => id).sort()
}

/** Takes back what only one import named an account by, and shows the account as it is without it. */
export async function releaseAccount(client: pg.PoolClient, account: string, imported: string): Promise<void> {
  await client.query(
    `with others as (
       update account_identities set imports = array_remove(imports, $2::uuid)
       where account_id = $1 and imports @> array[$2::uuid] and cardinality(imports) > 1
     )
     delete from account_identities where account_id = $1 and imports = array[$2::uuid]`,
    [account, imported],
  )
  await client.query(
    `update accounts a set domain = n.domain, name = coalesce(a.traits ->> 'name', n.domain)
     from (
       select coalesce(
         (select traits ->> 'domain' from accounts where id = $1),
         (select value from account_identities where account_id = $1 and kind = 'domain' order by claimed_at, value limit 1)
       ) as domain
     ) n
     where a.id = $1`,
    [account],
  )
}

/** Which lines of accounts the undoing of an import wrote: the first and the last, by account. */
export async function findUndoLines(
  client: pg.PoolClient,
  accounts: readonly string[],
  imported: string,
): Promise<ReadonlyMap<string, readonly [first: number, last: number]>> {
  if (accounts.length === 0) return new Map()
  const { rows } = await client.query<{ account: string; lines: [number, number] | null }>(
    `select account_id as account, data -> 'lines' as lines from account_events
     where account_id = any($1::uuid[]) and kind = 'void' and data ->> 'import' = $2`,
    [[...accounts], imported],
  )
  return new Map(rows.flatMap(({ account, lines }) => (lines === null ? [] : [[account, lines]])))
}
