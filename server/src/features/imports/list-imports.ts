import type pg from 'pg'
import type { Page, PageQuery } from '../../contract/page.ts'
import { sqlTime } from '../../db/column-values.ts'
import { cutPage, decodeCursor } from '../../db/keyset.ts'
import { type ImportRow, importColumns } from './import-rows.ts'

/** Imports, the newest first. */
export async function listImports(
  client: Pick<pg.Pool, 'query'>,
  { cursor, limit }: PageQuery,
): Promise<Page<ImportRow>> {
  const from = decodeCursor(cursor, ['time', 'uuid'])
  const { rows } = await client.query<ImportRow>(
    `select ${importColumns}
    from imports
    ${from === null ? '' : 'where (started_at, id) < ($2::timestamptz, $3::uuid)'}
    order by started_at desc, id desc
    limit $1`,
    [limit + 1, ...(from === null ? [] : [sqlTime(from[0]), from[1]])],
  )
  const { shown, next } = cutPage(rows, limit, ({ startedAt, id }) => [startedAt, id])
  return { items: shown, next }
}
