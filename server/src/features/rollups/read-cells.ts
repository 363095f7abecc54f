import type pg from 'pg'
import { type Cell, type Cells, cellKey } from '../../domain/cells.ts'

/** All counted cells, summed over the writers. */
export async function readCells(client: Pick<pg.Pool, 'query'>): Promise<Cells> {
  const { rows } = await client.query<Cell & { count: number }>(
    `select measure, track, stage, month, source, sum(count)::bigint as count
     from rollups
     group by measure, track, stage, month, source
     having sum(count) <> 0`,
  )
  return new Map(rows.map((row) => [cellKey(row), row.count]))
}

/** Puts a fresh count in the place of what is kept. */
export async function replaceCells(
  client: Pick<pg.Pool, 'query'>,
  counted: Cells,
  readKey: (key: string) => Cell,
): Promise<void> {
  await client.query('delete from rollups')
  await client.query(
    `insert into rollups (lane, measure, track, stage, month, source, count)
     select 0, r.measure, r.track, r.stage, r.month, r.source, r.count
     from json_to_recordset($1) as r(measure text, track text, stage text, month text, source text, count bigint)`,
    [JSON.stringify([...counted].map(([key, count]) => ({ ...readKey(key), count })))],
  )
}
