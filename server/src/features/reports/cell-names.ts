import type pg from 'pg'
import { jsonRows } from '../../db/json-rows.ts'
import { isTime } from '../../domain/reports/contribution.ts'
import { CellNames, splitTime } from '../../domain/reports/packed.ts'
import type { Tally } from '../../domain/reports/tally.ts'

type Client = Pick<pg.Pool, 'query'>

/** The numbers that stand for cells: read after what was packed with them, for they are only ever added to. */
export async function readCellNames(client: Client): Promise<CellNames> {
  const { rows } = await client.query<{ names: Readonly<Record<string, number>> }>({
    name: 'read-cell-names',
    text: `select coalesce(json_object_agg(name, code), '{}') as names from report_cell_names`,
  })
  return new CellNames(rows[0]?.names ?? {})
}

/** The same with numbers for all that a tally counts. */
export async function nameCells(client: pg.PoolClient, tally: Tally): Promise<CellNames> {
  const names = await readCellNames(client)
  const added: { name: string; code: number }[] = []
  for (const cells of tally.rows.values())
    for (const cell of cells.keys()) {
      const name = isTime(cell) ? splitTime(cell)[0] : cell
      if (names.find(name) !== undefined) continue
      added.push({ name, code: names.size })
      names.add(name, names.size)
    }
  if (added.length > 0)
    await client.query(
      `insert into report_cell_names (name, code)
       select r.name, r.code from json_to_recordset($1) as r(name text, code integer)`,
      [jsonRows(added)],
    )
  return names
}
