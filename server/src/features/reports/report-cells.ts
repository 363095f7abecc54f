import type pg from 'pg'
import { jsonRows } from '../../db/json-rows.ts'
import { cellOf, isTime } from '../../domain/reports/contribution.ts'
import { ALL, DAY_BY_DAY, MOST_VALUES, OTHER } from '../../domain/reports/dimensions.ts'
import { type RowKey, readRowKey, rowKey, Tally } from '../../domain/reports/tally.ts'

type Client = Pick<pg.Pool, 'query'>
type Counts = Readonly<Record<string, number>>

interface StoredRow extends RowKey {
  readonly cells: Counts
  readonly times: Counts
}

/** Rows read and written at once. */
const PAGE = 500
/** By which of its cells a row is ranked: who entered in the month, or who is there now. */
const RANKED = new RegExp(`^(${cellOf.entered('')}|${cellOf.now('')})`)

/** Adds counts to what is kept. One transaction at a time does so. */
export async function addTally(client: pg.PoolClient, changes: Tally): Promise<void> {
  const keys = [...changes.rows.keys()]
  for (let start = 0; start < keys.length; start += PAGE) {
    const page = keys.slice(start, start + PAGE)
    const kept = new Map((await readRows(client, page.map(readRowKey))).map((row) => [rowKey(row), row]))
    const sums = page.map((key) => sumOf(key, kept.get(key), changes.rows.get(key) ?? new Map()))
    await writeRows(
      client,
      sums.filter(({ isEmpty }) => !isEmpty).map(({ row }) => row),
    )
    await deleteRows(
      client,
      sums.filter(({ isEmpty, row }) => isEmpty && kept.has(rowKey(row))).map(({ row }) => row),
    )
  }
}

function sumOf(key: string, kept: StoredRow | undefined, changes: ReadonlyMap<string, number>) {
  const sums = new Map<string, number>(Object.entries({ ...kept?.cells, ...kept?.times }))
  for (const [cell, count] of changes) {
    const sum = (sums.get(cell) ?? 0) + count
    if (sum === 0) sums.delete(cell)
    else sums.set(cell, sum)
  }
  const all = [...sums]
  const people = all.reduce((sum, [cell, count]) => (RANKED.test(cell) ? sum + count : sum), 0)
  const row = {
    ...readRowKey(key),
    people,
    cells: Object.fromEntries(all.filter(([cell]) => !isTime(cell))),
    times: Object.fromEntries(all.filter(([cell]) => isTime(cell))),
  }
  return { row, isEmpty: all.length === 0 }
}

async function readRows(client: Client, keys: readonly RowKey[]): Promise<readonly StoredRow[]> {
  const { rows } = await client.query<StoredRow>(
    `select c.track, c.dimension, c.value, c.month, c.cells, c.times
     from json_to_recordset($1) as k(track text, dimension text, value text, month text)
     cross join lateral (
       select * from report_cells r
       where r.track = k.track and r.dimension = k.dimension and r.value = k.value and r.month = k.month
       limit 1
     ) c`,
    [jsonRows(keys)],
  )
  return rows
}

async function writeRows(client: Client, rows: readonly (StoredRow & { people: number })[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `insert into report_cells (track, dimension, value, month, people, cells, times)
     select r.track, r.dimension, r.value, r.month, r.people, r.cells, r.times
     from json_to_recordset($1) as r(track text, dimension text, value text, month text, people bigint, cells json, times json)
     on conflict (track, dimension, value, month) do update
     set people = excluded.people, cells = excluded.cells, times = excluded.times`,
    [jsonRows(rows)],
  )
}

async function deleteRows(client: Client, rows: readonly RowKey[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `delete from report_cells c
     using json_to_recordset($1) as r(track text, dimension text, value text, month text)
     where c.track = r.track and c.dimension = r.dimension and c.value = r.value and c.month = r.month`,
    [jsonRows(rows)],
  )
}

/** Takes all counts away. */
export async function clearCells(client: Client): Promise<void> {
  await client.query('delete from report_cells')
}

/** All counts. */
export async function readTally(client: Client): Promise<Tally> {
  const { rows } = await client.query<StoredRow>(
    'select track, dimension, value, month, cells, times from report_cells',
  )
  const tally = new Tally()
  for (const row of rows)
    for (const [cell, count] of Object.entries({ ...row.cells, ...row.times })) tally.add(rowKey(row), cell, count)
  return tally
}

/**
 * The counts with the values beyond the first 10,000 of a dimension as one. Which values those are is written down for ever, so that what is
 * counted now is later taken away from the same place.
 */
export async function withBoundedValues(client: Client, tally: Tally, admit: boolean): Promise<Tally> {
  const wanted = new Map<string, Set<string>>()
  for (const key of tally.rows.keys()) {
    const { dimension, value } = readRowKey(key)
    if (dimension === ALL || dimension === DAY_BY_DAY) continue
    const values = wanted.get(dimension) ?? new Set()
    wanted.set(dimension, values.add(value))
  }
  const others = new Map<string, ReadonlySet<string>>()
  for (const [dimension, values] of wanted) {
    const beyond = await valuesBeyond(client, dimension, [...values], admit)
    if (beyond.size > 0) others.set(dimension, beyond)
  }
  if (others.size === 0) return tally
  const bounded = new Tally()
  for (const [key, cells] of tally.rows) {
    const row = readRowKey(key)
    const place = others.get(row.dimension)?.has(row.value) === true ? rowKey({ ...row, value: OTHER }) : key
    for (const [cell, count] of cells) bounded.add(place, cell, count)
  }
  return bounded
}

async function valuesBeyond(
  client: Client,
  dimension: string,
  values: readonly string[],
  admit: boolean,
): Promise<ReadonlySet<string>> {
  const { rows: known } = await client.query<{ value: string }>(
    'select value from report_values where dimension = $1 and value = any($2::text[])',
    [dimension, [...values]],
  )
  const admitted = new Set(known.map(({ value }) => value))
  const missing = values.filter((value) => !admitted.has(value))
  if (missing.length === 0) return new Set()
  const { rows } = await client.query<{ count: number }>(
    'select count(*) as count from report_values where dimension = $1',
    [dimension],
  )
  const room = Math.max(0, MOST_VALUES - (rows[0]?.count ?? 0))
  if (admit && room > 0)
    await client.query(
      'insert into report_values (dimension, value) select $1, value from unnest($2::text[]) as value on conflict do nothing',
      [dimension, missing.slice(0, room)],
    )
  return new Set(missing.slice(room))
}
