import type pg from 'pg'
import { copyBytes } from '../../db/copy.ts'
import { ALL, DAY_BY_DAY, type Dimension } from '../../domain/reports/dimensions.ts'
import type { CellRow, Cells } from '../../domain/reports/sums.ts'
import { readCellNames } from './cell-names.ts'

type Client = Pick<pg.Pool, 'query'>

export interface CellsQuery {
  readonly track: string
  readonly by: Dimension | null
  /** Months, both inclusive; null: without a bound. */
  readonly since: string | null
  readonly until: string | null
  /** Values of the dimension that are shown; of the rest the number is told. */
  readonly most: number
  /** Histograms too. */
  readonly times: boolean
}

export interface CellsFound extends Cells {
  /** Values that were left out. */
  readonly more: number
}

/** Counted cells of a period, of everybody or of the values of a dimension: all its months together. Within a transaction. */
export function cellsOf(client: pg.PoolClient, query: CellsQuery): Promise<CellsFound> {
  // Packed counts that stand one after the other are their sum: as many rows as values, whatever the number of months.
  const times = query.times ? `string_agg(c.times, '')` : 'null::bytea'
  return readCells(client, query, `v.nth, null::text, string_agg(c.cells, ''), ${times}`, 'group by v.nth')
}

/** The same, each month by itself. */
export function cellsByMonth(client: pg.PoolClient, query: Omit<CellsQuery, 'times'>): Promise<CellsFound> {
  return readCells(client, query, 'v.nth, c.month, c.cells, null::bytea', '')
}

async function readCells(
  client: pg.PoolClient,
  { track, by, since, until, most }: Omit<CellsQuery, 'times'>,
  columns: string,
  grouping: string,
): Promise<CellsFound> {
  const range = [since ?? '0', until ?? '9'] as const
  const found = by === null ? { values: [ALL], more: 0 } : await rankValues(client, most, [track, by, ...range])
  const rows = await copyBytes(
    client,
    `select ${columns}
     from (select current_setting('ripen.asked')::json as a offset 0) asked
     cross join lateral json_to_recordset(a -> 'values') as v(nth integer, value text)
     join report_cells c on c.track = a ->> 'track' and c.dimension = a ->> 'dimension' and c.value = v.value
       and c.month between a ->> 'since' and a ->> 'until'
     ${grouping}`,
    JSON.stringify({
      ...{ track, dimension: by ?? ALL, since: range[0], until: range[1] },
      values: found.values.map((value, nth) => ({ nth, value })),
    }),
  )
  return { ...found, rows: rows.map((row) => cellRow(found.values, row)), names: await readCellNames(client) }
}

function cellRow(values: readonly string[], [nth, month, cells, times = null]: readonly (Buffer | null)[]): CellRow {
  return {
    value: values[nth?.readInt32BE(0) ?? 0] ?? '',
    month: month?.toString() ?? '',
    cells: cells ?? NONE,
    times,
  }
}

const NONE = new Uint8Array(0)

/** Counted cells of one value, and who is where now where no month is asked for. */
export async function cellsOfValue(
  client: Client,
  { track, by, since, until }: Omit<CellsQuery, 'times' | 'most'>,
  value: string,
): Promise<Cells> {
  const { rows } = await client.query<CellRow>({
    name: 'read-cells-of-value',
    text: `select value, month, cells, null as times
      from report_cells
      where track = $1 and dimension = $2 and value = $3 and month between $4 and $5`,
    values: [track, by ?? ALL, value, since ?? '', until ?? '9'],
  })
  return { values: [value], rows, names: await readCellNames(client) }
}

/** Who is where now. */
export async function cellsNow(
  client: Client,
  { track, by, most }: Pick<CellsQuery, 'track' | 'by' | 'most'>,
): Promise<CellsFound> {
  const found = by === null ? { values: [ALL], more: 0 } : await rankValues(client, most, [track, by, '', ''])
  const { rows } = await client.query<CellRow>(
    `select value, month, cells, null as times
     from report_cells
     where track = $1 and dimension = $2 and value = any($3::text[]) and month = ''`,
    [track, by ?? ALL, found.values],
  )
  return { ...found, rows, names: await readCellNames(client) }
}

/** Moves and entries by day, both inclusive; the day is the value. */
export async function cellsOfDays(
  client: Client,
  track: string,
  since: string,
  until: string,
): Promise<Pick<Cells, 'rows' | 'names'>> {
  const { rows } = await client.query<CellRow>(
    `select value, month, cells, null as times
     from report_cells
     where track = $1 and dimension = $2 and value between $3 and $4`,
    [track, DAY_BY_DAY, since, until],
  )
  return { rows, names: await readCellNames(client) }
}

async function rankValues(
  client: Client,
  most: number,
  parameters: readonly string[],
): Promise<{ readonly values: readonly string[]; readonly more: number }> {
  const { rows } = await client.query<{ value: string; all: number }>(
    `select value, count(*) over () as "all"
     from report_cells
     where track = $1 and dimension = $2 and month between $3 and $4
     group by value
     order by sum(people) desc, value
     limit $5`,
    [...parameters, most],
  )
  return { values: rows.map(({ value }) => value), more: Math.max(0, (rows[0]?.all ?? 0) - rows.length) }
}
