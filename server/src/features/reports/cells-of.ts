import type pg from 'pg'
import { asked, type ByteRow, copyBytes } from '../../db/copy-bytes.ts'
import { ALL, DAY_BY_DAY, type Dimension } from '../../domain/reports/dimensions.ts'
import type { CellNames } from '../../domain/reports/packed.ts'
import { type CellRow, type Cells, Sums } from '../../domain/reports/sums.ts'
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
}

export interface CellsFound extends Cells {
  /** Values that were left out. */
  readonly more: number
}

export interface SumsFound {
  /** Of each value: those with most people first. */
  readonly sums: ReadonlyMap<string, Sums>
  /** Values that were left out. */
  readonly more: number
}

/**
 * Counts of a period, of everybody or of the values of a dimension: all its months together. Within a transaction.
 * @param times told of the histograms of each value, whose bytes it must not keep; null: nobody asks for them
 */
export async function sumsOf(
  client: pg.PoolClient,
  names: CellNames,
  query: CellsQuery,
  times: ((value: string, packed: Uint8Array) => void) | null = null,
): Promise<SumsFound> {
  const { values, more } = await valuesOf(client, query)
  const sums = new Map(values.map((value) => [value, new Sums(names)]))
  // Packed counts that stand one after the other are their sum: as many rows as values, whatever the number of months.
  const histograms = times === null ? 'null::bytea' : `string_agg(times, '')`
  const columns = `null::text as month, string_agg(cells, '') as cells, ${histograms} as times`
  await readCells(client, query, values, columns, (row) => {
    sums.get(row.value)?.add(row.cells)
    times?.(row.value, row.times ?? NONE)
  })
  return { sums, more }
}

/** Counted cells, each month by itself. Within a transaction. */
export async function visitMonths<T>(
  client: pg.PoolClient,
  query: CellsQuery,
  visit: (row: CellRow) => T,
): Promise<{ readonly rows: readonly T[]; readonly values: readonly string[]; readonly more: number }> {
  const { values, more } = await valuesOf(client, query)
  const rows: T[] = []
  await readCells(client, query, values, 'month, cells, null::bytea as times', (row) => rows.push(visit(row)))
  return { rows, values, more }
}

async function valuesOf(client: Client, { track, by, since, until, most }: CellsQuery) {
  if (by === null) return { values: [ALL], more: 0 }
  return rankValues(client, most, [track, by, since ?? FIRST, until ?? LAST])
}

/** Months that no month is before or after; who is where now is before all of them. */
const [FIRST, LAST] = ['0', '9'] as const

/** @param visit told of each row, whose bytes it must not keep */
async function readCells(
  client: pg.PoolClient,
  { track, by, since, until }: Pick<CellsQuery, 'track' | 'by' | 'since' | 'until'>,
  values: readonly string[],
  columns: string,
  visit: (row: CellRow) => void,
): Promise<void> {
  // Each value is looked up by itself: together they would be found by going through all values of the dimension.
  await copyBytes(
    client,
    `select v.nth, c.month, c.cells, c.times
     from ${asked('track', 'dimension', 'since', 'until', 'values')}
     cross join lateral json_to_recordset(asked.values::json) as v(nth integer, value text)
     cross join lateral (
       select ${columns} from report_cells r
       where r.track = asked.track and r.dimension = asked.dimension and r.value = v.value
         and r.month between asked.since and asked.until
       offset 0
     ) c`,
    JSON.stringify({
      ...{ track, dimension: by ?? ALL, since: since ?? FIRST, until: until ?? LAST },
      values: values.map((value, nth) => ({ nth, value })),
    }),
    (rows) => {
      for (const row of rows) visit(cellRow(values, row))
    },
  )
}

function cellRow(values: readonly string[], [nth, month, cells, times = null]: ByteRow): CellRow {
  return {
    value: values[nth?.readInt32BE(0) ?? 0] ?? '',
    month: month?.toString() ?? '',
    cells: cells ?? NONE,
    times,
  }
}

const NONE = new Uint8Array(0)

/** The sums of everybody, without histograms. */
export async function sumsOfEverybody(
  client: Client,
  names: CellNames,
  { track, since, until }: Pick<CellsQuery, 'track' | 'since' | 'until'>,
): Promise<Sums> {
  const { rows } = await client.query<{ cells: Uint8Array | null }>({
    name: 'read-cells-of-everybody',
    text: `select string_agg(cells, '') as cells from report_cells
      where track = $1 and dimension = '${ALL}' and value = '${ALL}' and month between $2 and $3`,
    values: [track, since ?? FIRST, until ?? LAST],
  })
  const sums = new Sums(names)
  sums.add(rows[0]?.cells ?? NONE)
  return sums
}

/** Counted cells of one value, and who is where now where no month is asked for. */
export async function cellsOfValue(
  client: Client,
  { track, by, since, until }: Omit<CellsQuery, 'most'>,
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
