import type pg from 'pg'
import { momentOf } from '../../contract/moment.ts'
import type { Page, PageQuery } from '../../contract/page.ts'
import type { RejectedMessageView } from '../../contract/rejected-messages.ts'
import { sqlTime } from '../../db/column-values.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'

/** Messages that were not taken, the newest first. */
export async function listRejected(
  client: Pick<pg.Pool, 'query'>,
  { cursor, limit }: PageQuery,
): Promise<Page<RejectedMessageView>> {
  const from = decodeCursor(cursor, ['time', 'uuid'])
  const { rows } = await client.query<Omit<RejectedMessageView, 'receivedAt'> & { receivedAt: Time }>(
    `select id, received_at as "receivedAt", source, reason, place, detail, message
    from rejected_messages
    ${from === null ? '' : 'where (received_at, id) < ($2::timestamptz, $3::uuid)'}
    order by received_at desc, id desc
    limit $1`,
    [limit + 1, ...(from === null ? [] : [sqlTime(from[0]), from[1]])],
  )
  const { shown, next } = cutPage(rows, limit, ({ receivedAt, id }) => [receivedAt, id])
  return { items: shown.map((row) => ({ ...row, receivedAt: momentOf(row.receivedAt) })), next }
}
