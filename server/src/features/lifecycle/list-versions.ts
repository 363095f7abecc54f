import type pg from 'pg'
import type { LifecycleVersionItem } from '../../contract/lifecycle.ts'
import { momentOf } from '../../contract/moment.ts'
import type { Page, PageQuery } from '../../contract/page.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import type { Time } from '../../domain/facts.ts'

/** Published versions without their text, the newest first. */
export async function listVersions(
  client: Pick<pg.Pool, 'query'>,
  { cursor, limit }: PageQuery,
): Promise<Page<LifecycleVersionItem>> {
  const from = decodeCursor(cursor, ['count'])
  const { rows } = await client.query<Omit<LifecycleVersionItem, 'publishedAt'> & { publishedAt: Time }>(
    `select version, published_at as "publishedAt", published_by as "publishedBy", message,
      agreed_by as "agreedBy", terms, effect
    from lifecycles
    where $2::int is null or version < $2
    order by version desc
    limit $1`,
    [limit + 1, from?.[0] ?? null],
  )
  const { shown, next } = cutPage(rows, limit, ({ version }) => [version])
  return { items: shown.map((row) => ({ ...row, publishedAt: momentOf(row.publishedAt) })), next }
}
