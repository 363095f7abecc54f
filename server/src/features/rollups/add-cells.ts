import type pg from 'pg'
import { jsonRows } from '../../db/json-rows.ts'
import { type Cells, readCellKey } from '../../domain/cells.ts'

/** Adds counted cells to the rows of a lane. Each writer has a lane of its own, so that none waits for another. */
export async function addCells(client: pg.PoolClient, lane: number, changes: Cells): Promise<void> {
  if (changes.size === 0) return
  const rows = [...changes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, count]) => ({ ...readCellKey(key), count }))
  await client.query({
    name: 'add-cells',
    text: `insert into rollups (lane, measure, track, stage, month, source, count)
      select $2, r.measure, r.track, r.stage, r.month, r.source, r.count
      from json_to_recordset($1) as r(measure text, track text, stage text, month text, source text, count bigint)
      on conflict (lane, measure, track, stage, month, source) do update set count = rollups.count + excluded.count`,
    values: [jsonRows(rows), lane],
  })
}
