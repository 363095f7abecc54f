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

/** A row that is there already; `times` is null where nothing of them changes, so that nobody reads and writes them for nothing. */
interface KeptRow extends RowKey {
  readonly people: number
  readonly cells: Counts
  readonly times: Counts | null
}

interface Sum extends KeptRow {
  readonly isNew: boolean
  readonly isEmpty: boolean
}

/** Rows read and written at once. */
const PAGE = 500
/** By which of its cells a row is ranked: who entered in the month, or who is there now. */
const RANKED = new RegExp(`^(${cellOf.entered('')}|${cellOf.now('')})`)

/** Adds counts to what is kept. One transaction at a time does so. */
export async function addTally(client: pg.PoolClient, changes: Tally): Promise<void> {
  // Much of what changes cancels out: taken away and added at the same place.
  const changed = [...changes.rows].filter(([, cells]) => cells.size > 0)
  for (let start = 0; start < changed.length; start += PAGE) {
    const page = changed.slice(start, start + PAGE)
    const kept = new Map((await readRows(client, page)).map((row) => [rowKey(row), row]))
    const sums = page.map(([key, cells]) => sumOf(key, kept.get(key), cells))
    await insertRows(
      client,
      sums.filter(({ isNew, isEmpty }) => isNew && !isEmpty),
    )
    await updateRows(
      client,
      sums.filter(({ isNew, isEmpty }) => !isNew && !isEmpty),
    )
    await deleteRows(
      client,
      sums.filter(({ isNew, isEmpty }) => !isNew && isEmpty),
    )
  }
}

function sumOf(key: string, kept: KeptRow | undefined, changes: ReadonlyMap<string, number>): Sum {
  const cells: Record<string, number> = { ...kept?.cells }
  const times: Record<string, number> | null = kept?.times === null ? null : { ...kept?.times }
  let people = kept?.people ?? 0
  for (const [cell, count] of changes) {
    if (RANKED.test(cell)) people += count
    const sums = isTime(cell) ? times : cells
    if (sums === null) throw new Error(`The times of ${key} were not read.`)
    const sum = (sums[cell] ?? 0) + count
    if (sum === 0) delete sums[cell]
    else sums[cell] = sum
  }
  // No time is counted without the entry that it begins with, which is a cell of the same row.
  const isEmpty = Object.keys(cells).length === 0
  return { ...readRowKey(key), people, cells, times, isNew: kept === undefined, isEmpty }
}

async function readRows(
  client: Client,
  changed: readonly (readonly [key: string, cells: ReadonlyMap<string, number>])[],
): Promise<readonly KeptRow[]> {
  const keys = changed.map(([key, cells]) => ({ ...readRowKey(key), timed: [...cells.keys()].some(isTime) }))
  const { rows } = await client.query<KeptRow>(
    `select c.track, c.dimension, c.value, c.month, c.people, c.cells, case when k.timed then c.times end as times
     from json_to_recordset($1) as k(track text, dimension text, value text, month text, timed boolean)
     cross join lateral (
       select * from report_cells r
       where r.track = k.track and r.dimension = k.dimension and r.value = k.value and r.month = k.month
       limit 1
     ) c`,
    [jsonRows(keys)],
  )
  return rows
}

const ROWS = `json_to_recordset($1)
  as r(track text, dimension text, value text, month text, people bigint, cells json, times json)`

async function insertRows(client: Client, rows: readonly KeptRow[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `insert into report_cells (track, dimension, value, month, people, cells, times)
     select r.track, r.dimension, r.value, r.month, r.people, r.cells, r.times from ${ROWS}`,
    [jsonRows(rows)],
  )
}

async function updateRows(client: Client, rows: readonly KeptRow[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `update report_cells c
     set people = r.people, cells = r.cells, times = coalesce(r.times, c.times)
     from ${ROWS}
     where c.track = r.track and c.dimension = r.dimension and c.value = r.value and c.month = r.month`,
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
