import type pg from 'pg'
import type { AccountDetail, AccountItem, AccountsQuery } from '../../contract/accounts.ts'
import { momentOf } from '../../contract/moment.ts'
import type { Page } from '../../contract/page.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

interface AccountRow {
  readonly id: string
  readonly name: string | null
  readonly domain: string | null
  readonly people: number
  readonly createdAt: Time
}

const columns = `a.id, a.name, a.domain, a.created_at as "createdAt",
  (select count(*) from contacts c where c.account_id = a.id and c.merged_into is null) as people`

/** Accounts, by their ids from the last. */
export async function listAccounts(client: Client, { cursor, limit, q }: AccountsQuery): Promise<Page<AccountItem>> {
  const from = decodeCursor(cursor, ['uuid'])
  const { rows } = await client.query<AccountRow>(
    `select ${columns}
    from (
      select * from accounts
      where ($2::uuid is null or id < $2)
        -- What nothing names any more was brought by an import that was undone.
        and exists (select 1 from account_identities i where i.account_id = accounts.id)
        and ($3::text is null or id in (select account_id from account_identities where value in ($3, lower($3))))
      order by id desc
      limit $1
    ) a
    order by a.id desc`,
    [limit + 1, from?.[0] ?? null, q ?? null],
  )
  const { shown, next } = cutPage(rows, limit, ({ id }) => [id])
  return { items: shown.map((row) => ({ ...row, createdAt: momentOf(row.createdAt) })), next }
}

/** One account without its people; null where there is none. */
export async function findAccount(
  client: Client,
  id: string,
): Promise<Omit<AccountDetail, 'members' | 'membersShown'> | null> {
  const { rows } = await client.query<AccountRow & { traits: JsonObject }>(
    `select ${columns}, a.traits from accounts a where a.id = $1`,
    [id],
  )
  const row = rows[0]
  if (row === undefined) return null
  const identities = await client.query<{ kind: string; value: string }>(
    'select kind, value from account_identities where account_id = $1 order by kind, value limit 500',
    [id],
  )
  const deals = await client.query<{ id: string; data: JsonObject; changedAt: Time }>(
    `select id, data, changed_at as "changedAt" from opportunities where account_id = $1 order by changed_at desc limit 200`,
    [id],
  )
  return {
    ...row,
    createdAt: momentOf(row.createdAt),
    identities: identities.rows,
    opportunities: deals.rows.map((deal) => ({ ...deal, changedAt: momentOf(deal.changedAt) })),
  }
}
