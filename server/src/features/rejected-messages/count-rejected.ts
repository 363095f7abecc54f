import type pg from 'pg'
import type { Total } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

const MOST_COUNTED = 1000

/** How many messages were not taken since a moment, up to a thousand. */
export async function countRejected(client: Pick<pg.Pool, 'query'>, since: Time): Promise<Total> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*) as count from (select from rejected_messages where received_at > $1 limit $2) few',
    [sqlTime(since), MOST_COUNTED + 1],
  )
  const { count = 0 } = rows[0] ?? {}
  return { count: Math.min(count, MOST_COUNTED), exact: count <= MOST_COUNTED }
}
