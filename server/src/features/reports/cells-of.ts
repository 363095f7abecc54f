import type pg from 'pg'
import { ALL, DAY_BY_DAY, type Dimension } from '../../domain/reports/dimensions.ts'
import type { CellRow, Cells } from '../../domain/reports/sums.ts'
import { readCellNames } from './cell-names.ts'

type Client = Pick<pg.Pool, 'query'>

/** Values of a dimension that one answer shows; the rest is told as a number. */
const MOST_KEYS = 100

export interface CellsQuery {
  readonly track: string
  readonly by: Dimension | null
  /** Months, both inclusive; null: without a bound. */
  readonly since: string | null
  readonly until: string | null
  /** Histograms too. */
  readonly times: boolean
}

export interface CellsFound extends Cells {
  /** Values that were left out. */
  readonly more: number
}

/** Counted cells of a period, of everybody or of the values of a dimension: all its months together. */
export function cellsOf(client: Client, query: CellsQuery): Promise<CellsFound> {
  // Packed counts that stand one after the other are their sum: as many rows as values, whatever the number of months.
  return readCells(
    client,
    query,
    `value, '' as month, encode(string_agg(cells, ''), 'base64') as cells`,
    `encode(string_agg(times, ''), 'base64')`,
    'group by value',
  )
}

/** The same, each month by itself. */
export function cellsByMonth(client: Client, query: Omit<CellsQuery, 'times'>): Promise<CellsFound> {
  return readCells(client, { ...query, times: false }, `value, month, encode(cells, 'base64') as cells`, 'times', '')
}

async function readCells(
  client: Client,
  { track, by, since, until, times }: CellsQuery,
  columns: string,
  timesColumn: string,
  grouping: string,
): Promise<CellsFound> {
  const range = [since ?? '0', until ?? '9']
  const found = by === null ? { values: [ALL], more: 0 } : await rankValues(client, [track, by, ...range])
  const { rows } = await client.query<TextRow>(
    `select ${columns}, ${times ? timesColumn : 'null'} as times
     from report_cells
     where track = $1 and dimension = $2 and value = any($5::text[]) and month between $3 and $4
     ${grouping}`,
    [track, by ?? ALL, ...range, found.values],
  )
  return { ...found, rows: rows.map(unpackedRow), names: await readCellNames(client) }
}

/** Bytes come as base64: two thirds of what PostgreSQL says by itself, and read much faster. */
interface TextRow extends Pick<CellRow, 'value' | 'month'> {
  readonly cells: string
  readonly times: string | null
}

function unpackedRow({ value, month, cells, times }: TextRow): CellRow {
  return {
    ...{ value, month },
    cells: Buffer.from(cells, 'base64'),
    times: times === null ? null : Buffer.from(times, 'base64'),
  }
}

/** Counted cells of one value, and who is where now where no month is asked for. */
export async function cellsOfValue(
  client: Client,
  { track, by, since, until }: Omit<CellsQuery, 'times'>,
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
export async function cellsNow(client: Client, track: string, by: Dimension | null): Promise<CellsFound> {
  const found = by === null ? { values: [ALL], more: 0 } : await rankValues(client, [track, by, '', ''])
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
  parameters: readonly string[],
): Promise<{ readonly values: readonly string[]; readonly more: number }> {
  const { rows } = await client.query<{ value: string; all: number }>(
    `select value, count(*) over () as "all"
     from report_cells
     where track = $1 and dimension = $2 and month between $3 and $4
     group by value
     order by sum(people) desc, value
     limit ${MOST_KEYS}`,
    [...parameters],
  )
  return { values: rows.map(({ value }) => value), more: Math.max(0, (rows[0]?.all ?? 0) - rows.length) }
}
