import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import { newId } from '../../db/new-id.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import type { JsonObject } from '../../domain/json.ts'

type Client = Pick<pg.Pool, 'query'>

export interface AccountChanged {
  readonly account: string
  readonly kind: string
  readonly before: JsonObject | null
  readonly after: JsonObject | null
  readonly by: Actor
}

/** Notes on an account's timeline what a person changed. */
export async function noteChange(client: Client, change: AccountChanged, now: Time): Promise<void> {
  const { account, kind, before, after, by } = change
  await client.query(
    `insert into account_changes (id, account_id, at, kind, before, after, actor) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      newId(now),
      account,
      sqlTime(now),
      kind,
      before === null ? null : JSON.stringify(before),
      after === null ? null : JSON.stringify(after),
      JSON.stringify(by),
    ],
  )
}

export interface ChangeRow {
  readonly id: string
  readonly at: Time
  readonly kind: string
  readonly before: JsonObject | null
  readonly after: JsonObject | null
  readonly actor: Actor
}

/** What people changed of an account, the newest first. */
export async function listChanges(
  client: Client,
  account: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ readonly shown: readonly ChangeRow[]; readonly next: string | null }> {
  const from = decodeCursor(cursor, ['uuid'])
  const { rows } = await client.query<ChangeRow>(
    `select id, at, kind, before, after, actor from account_changes
     where account_id = $1 and ($2::uuid is null or id < $2) order by id desc limit $3`,
    [account, from?.[0] ?? null, limit + 1],
  )
  return cutPage(rows, limit, ({ id }) => [id])
}
