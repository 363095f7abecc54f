import type pg from 'pg'
import { ALL, DAY_BY_DAY, type Dimension } from '../../domain/reports/dimensions.ts'
import type { CellRow } from '../../domain/reports/sums.ts'

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

export interface CellsFound {
  /** Those with most people first. */
  readonly values: readonly string[]
  /** Values that were left out. */
  readonly more: number
  readonly rows: readonly CellRow[]
}

/** Counted cells by month, of everybody or of the values of a dimension. */
export async function cellsOf(client: Client, { track, by, since, until, times }: CellsQuery): Promise<CellsFound> {
  const range = [since ?? '0', until ?? '9']
  const found = by === null ? { values: [ALL], more: 0 } : await rankValues(client, [track, by, ...range])
  const { rows } = await client.query<CellRow>({
    name: times ? 'read-cells-and-times' : 'read-cells',
    text: `select value, month, cells, ${times ? 'times' : `'{}'::json as times`}
      from report_cells
      where track = $1 and dimension = $2 and value = any($5::text[]) and month between $3 and $4`,
    values: [track, by ?? ALL, ...range, found.values],
  })
  return { ...found, rows }
}

/** Counted cells of one value by month, and who is where now where no month is asked for. */
export async function cellsOfValue(
  client: Client,
  { track, by, since, until }: Omit<CellsQuery, 'times'>,
  value: string,
): Promise<readonly CellRow[]> {
  const { rows } = await client.query<CellRow>({
    name: 'read-cells-of-value',
    text: `select value, month, cells, '{}'::json as times
      from report_cells
      where track = $1 and dimension = $2 and value = $3 and month between $4 and $5`,
    values: [track, by ?? ALL, value, since ?? '', until ?? '9'],
  })
  return rows
}

/** Who is where now. */
export async function cellsNow(client: Client, track: string, by: Dimension | null): Promise<CellsFound> {
  const found = by === null ? { values: [ALL], more: 0 } : await rankValues(client, [track, by, '', ''])
  const { rows } = await client.query<CellRow>(
    `select value, month, cells, '{}'::json as times
     from report_cells
     where track = $1 and dimension = $2 and value = any($3::text[]) and month = ''`,
    [track, by ?? ALL, found.values],
  )
  return { ...found, rows }
}

/** Moves and entries by day, both inclusive. */
export async function cellsOfDays(
  client: Client,
  track: string,
  since: string,
  until: string,
): Promise<readonly CellRow[]> {
  const { rows } = await client.query<CellRow>(
    `select value, month, cells, '{}'::json as times
     from report_cells
     where track = $1 and dimension = $2 and value between $3 and $4`,
    [track, DAY_BY_DAY, since, until],
  )
  return rows
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
