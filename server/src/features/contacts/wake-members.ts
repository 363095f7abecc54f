import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

/** Asks for a page of an account's people to be decided again. @returns the last of them; null when there are no more. */
export async function wakeMembers(
  client: Pick<pg.Pool, 'query'>,
  page: { readonly account: string; readonly after: string | null; readonly limit: number },
  now: Time,
): Promise<string | null> {
  const { rows } = await client.query<{ last: string | null; count: number }>(
    `with page as (
       select id, bucket from contacts
       where account_id = $1 and ($2::uuid is null or id > $2) and merged_into is null
       order by id limit $3
     ), woken as (
       update contacts c set wake_at = least(c.wake_at, $4) from page p where c.id = p.id and c.bucket = p.bucket
     )
     select (select id from page order by id desc limit 1) as last, (select count(*) from page) as count`,
    [page.account, page.after, page.limit, sqlTime(now)],
  )
  const row = rows[0]
  return row === undefined || row.count < page.limit ? null : row.last
}
