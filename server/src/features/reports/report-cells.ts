import type pg from 'pg'
import { hexBytes, jsonRows } from '../../db/json-rows.ts'
import { cellOf, isTime } from '../../domain/reports/contribution.ts'
import { MOST_BUCKETS } from '../../domain/reports/histogram.ts'
import { type CellNames, packCounts, packTimes, readCounts, splitTime, sumTimes } from '../../domain/reports/packed.ts'
import { type RowKey, readRowKey, rowKey, Tally } from '../../domain/reports/tally.ts'
import { nameCells, readCellNames } from './cell-names.ts'
import { addKeptFingerprints } from './time-fingerprints.ts'

type Client = Pick<pg.Pool, 'query'>

/** A row as it is kept; `times` is null where nothing of them changes, so that nobody reads and writes them for nothing. */
interface PackedRow extends RowKey {
  readonly people: number
  readonly cells: Uint8Array
  readonly times: Uint8Array | null
}

interface Sum extends PackedRow {
  readonly isNew: boolean
  readonly isEmpty: boolean
}

/** Rows read and written at once. */
const PAGE = 500
/** By which of its cells a row is ranked: who entered in the month, or who is there now. */
const RANKED = new RegExp(`^(${cellOf.entered('')}|${cellOf.now('')})`)

/** Adds counts to what is kept. One transaction at a time does so. */
export async function addTally(client: pg.PoolClient, changes: Tally): Promise<void> {
  const names = await nameCells(client, changes)
  // Much of what changes cancels out: taken away and added at the same place.
  const changed = [...changes.rows].filter(([, cells]) => cells.size > 0)
  for (let start = 0; start < changed.length; start += PAGE) {
    const page = changed.slice(start, start + PAGE)
    const kept = new Map((await readRows(client, page)).map((row) => [rowKey(row), row]))
    const sums = page.map(([key, cells]) => sumOf(key, kept.get(key), cells, names))
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

function sumOf(key: string, kept: PackedRow | undefined, changes: ReadonlyMap<string, number>, names: CellNames): Sum {
  const cells = kept === undefined ? new Map<string, number>() : countsOf(kept.cells, names)
  const times = kept === undefined ? new Map<number, Float64Array>() : kept.times && bucketsOf(kept.times)
  let people = kept?.people ?? 0
  for (const [cell, count] of changes) {
    if (RANKED.test(cell)) people += count
    if (isTime(cell)) {
      if (times === null) throw new Error(`The times of ${key} were not read.`)
      const [pair, bucket] = splitTime(cell)
      const buckets = ownBuckets(times, names.codeOf(pair))
      buckets[bucket] = (buckets[bucket] as number) + count
      continue
    }
    const sum = (cells.get(cell) ?? 0) + count
    if (sum === 0) cells.delete(cell)
    else cells.set(cell, sum)
  }
  return {
    ...readRowKey(key),
    people,
    cells: packCounts(cells, names),
    times: times && packTimes(times),
    isNew: kept === undefined,
    // No time is counted without the entry that it begins with, which is a cell of the same row.
    isEmpty: cells.size === 0,
  }
}

function countsOf(packed: Uint8Array, names: CellNames): Map<string, number> {
  const counts = new Map<string, number>()
  readCounts(packed, (code, count) => counts.set(names.nameOf(code), count))
  return counts
}

/** Counts of times by the code of their pair. */
function bucketsOf(packed: Uint8Array): Map<number, Float64Array> {
  const found = new Map<number, Float64Array>()
  sumTimes(packed, (code) => ownBuckets(found, code))
  return found
}

function ownBuckets(times: Map<number, Float64Array>, code: number): Float64Array {
  const buckets = times.get(code) ?? new Float64Array(MOST_BUCKETS)
  times.set(code, buckets)
  return buckets
}

function timesOf(packed: Uint8Array, names: CellNames): Map<string, number> {
  const times = new Map<string, number>()
  for (const [code, buckets] of bucketsOf(packed))
    for (let bucket = 0; bucket < buckets.length; bucket++)
      if (buckets[bucket] !== 0) times.set(`${names.nameOf(code)}:${bucket}`, buckets[bucket] as number)
  return times
}

async function readRows(
  client: Client,
  changed: readonly (readonly [key: string, cells: ReadonlyMap<string, number>])[],
): Promise<readonly PackedRow[]> {
  const keys = changed.map(([key, cells]) => ({ ...readRowKey(key), timed: [...cells.keys()].some(isTime) }))
  const { rows } = await client.query<PackedRow>(
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
  as r(track text, dimension text, value text, month text, people bigint, cells bytea, times bytea)`

/** Bytes as JSON can carry them. */
function textRows(rows: readonly PackedRow[]): string {
  return jsonRows(
    rows.map(({ track, dimension, value, month, people, cells, times }) => ({
      ...{ track, dimension, value, month, people },
      cells: hexBytes(cells),
      times: times && hexBytes(times),
    })),
  )
}

async function insertRows(client: Client, rows: readonly PackedRow[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `insert into report_cells (track, dimension, value, month, people, cells, times)
     select r.track, r.dimension, r.value, r.month, r.people, r.cells, r.times from ${ROWS}`,
    [textRows(rows)],
  )
}

async function updateRows(client: Client, rows: readonly PackedRow[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `update report_cells c
     set people = r.people, cells = r.cells, times = coalesce(r.times, c.times)
     from ${ROWS}
     where c.track = r.track and c.dimension = r.dimension and c.value = r.value and c.month = r.month`,
    [textRows(rows)],
  )
}

async function deleteRows(client: Client, rows: readonly RowKey[]): Promise<void> {
  if (rows.length === 0) return
  await client.query(
    `delete from report_cells c
     using json_to_recordset($1) as r(track text, dimension text, value text, month text)
     where c.track = r.track and c.dimension = r.dimension and c.value = r.value and c.month = r.month`,
    [jsonRows(rows.map(({ track, dimension, value, month }) => ({ track, dimension, value, month })))],
  )
}

/** Takes all counts away. */
export async function clearCells(client: Client): Promise<void> {
  await client.query('delete from report_cells')
}

/** All counts. */
export async function readTally(client: Client): Promise<Tally> {
  const { rows } = await client.query<RowKey & { cells: Uint8Array; times: Uint8Array }>(
    'select track, dimension, value, month, cells, times from report_cells',
  )
  const names = await readCellNames(client)
  const tally = new Tally()
  for (const row of rows)
    for (const [cell, count] of [...countsOf(row.cells, names), ...timesOf(row.times, names)])
      tally.add(rowKey(row), cell, count)
  await addKeptFingerprints(client, tally)
  return tally
}
