import type pg from 'pg'
import { asked, copyBytes } from '../../db/copy-bytes.ts'
import { hexBytes, jsonRows } from '../../db/json-rows.ts'
import { type Dimension, dimensions, OTHER } from '../../domain/reports/dimensions.ts'
import { MOST_EXACT } from '../../domain/reports/quantiles.ts'
import {
  joinTimeParts,
  packTimePart,
  readTimesKey,
  type TimeChanges,
  type TimeColumn,
  type TimePart,
  type TimesKey,
  visitPlaces,
} from '../../domain/reports/single-times.ts'
import { type KnownValues, OTHER_CODE, readCodes } from './known-values.ts'

type Client = Pick<pg.Pool, 'query'>

interface Place extends TimesKey {
  readonly part: number
}

/** What is to be written: a part in the place of some that were there, from the first of them on. */
interface Change extends Place {
  readonly fresh: TimePart
  /** Parts that are put together with it, and how many times they hold. */
  readonly absorbed: number
  readonly size: number
}

/** Times that are read and written at once. */
const MOST_AT_ONCE = 100_000

/**
 * Adds single times to what is kept. Small parts are put together with those before them that are not much larger, so that there are few of
 * them, and each time is written a few times in all. One transaction at a time does so.
 */
export async function addTimes(client: pg.PoolClient, changes: TimeChanges, values: KnownValues): Promise<void> {
  await values.learnTimes(changes)
  const codeOf = (index: number, value: string) => values.codeOf(dimensions[index] as Dimension, value)
  const planned = await planChanges(
    client,
    [...changes].map(([key, times]) => ({ ...readTimesKey(key), fresh: packTimePart(times, codeOf) })),
  )
  for (let start = 0; start < planned.length; ) {
    let [end, size] = [start, 0]
    while (end < planned.length && (end === start || size < MOST_AT_ONCE)) size += planned[end++]?.size ?? 0
    await writeChanges(client, planned.slice(start, end))
    start = end
  }
}

async function planChanges(
  client: pg.PoolClient,
  changes: readonly (TimesKey & { readonly fresh: TimePart })[],
): Promise<readonly Change[]> {
  const { rows } = await client.query<{ nth: number; parts: readonly number[]; sizes: readonly number[] }>(
    `select k.nth, p.parts, p.sizes
     from json_to_recordset($1) as k(nth integer, track text, "from" text, "to" text, month text)
     cross join lateral (
       select array_agg(part order by part desc) as parts, array_agg(added + taken order by part desc) as sizes
       from report_times r
       where r.track = k.track and r.from_stage = k."from" and r.to_stage = k."to" and r.month = k.month
     ) p
     where p.parts is not null`,
    [jsonRows(changes.map(({ track, from, to, month }, nth) => ({ nth, track, from, to, month })))],
  )
  const kept = new Map(rows.map((row) => [row.nth, row]))
  return changes.map((change, nth) => {
    const { parts = [], sizes = [] } = kept.get(nth) ?? {}
    let [absorbed, size] = [0, change.fresh.added + change.fresh.taken]
    for (; absorbed < parts.length; absorbed++) {
      const next = sizes[absorbed] ?? 0
      if (next > 2 * size || next + size > MOST_EXACT) break
      size += next
    }
    const part = absorbed > 0 ? (parts[absorbed - 1] ?? 0) : (parts[0] ?? 0) + 1
    return { ...change, part, absorbed, size }
  })
}

const SAME_KEY = 'r.track = k.track and r.from_stage = k."from" and r.to_stage = k."to" and r.month = k.month'
const KEYS = 'json_to_recordset($1) as k(nth integer, track text, "from" text, "to" text, month text, part integer)'

async function writeChanges(client: pg.PoolClient, changes: readonly Change[]): Promise<void> {
  const joining = changes.flatMap(({ track, from, to, month, part, absorbed }, nth) =>
    absorbed === 0 ? [] : [{ nth, track, from, to, month, part }],
  )
  const before = new Map<number, TimePart[]>()
  if (joining.length > 0) {
    const { rows } = await client.query<TimePart & { nth: number }>(
      `with gone as (
         delete from report_times r using ${KEYS} where ${SAME_KEY} and r.part >= k.part
         returning k.nth, r.part, r.added, r.taken, r.times, r.stamps
       )
       select * from gone order by nth, part`,
      [jsonRows(joining)],
    )
    for (const { nth, ...part } of rows) before.set(nth, [...(before.get(nth) ?? []), part])
  }
  const written = changes.map(({ fresh, ...change }, nth) => ({
    ...change,
    ...joinTimeParts([...(before.get(nth) ?? []), fresh]),
  }))
  await client.query(
    `insert into report_times (track, from_stage, to_stage, month, part, added, taken, times, stamps)
     select r.track, r."from", r."to", r.month, r.part, r.added, r.taken, r.times, r.stamps
     from json_to_recordset($1) as r(track text, "from" text, "to" text, month text, part integer, added integer, taken integer,
       times bytea, stamps bytea)`,
    [
      jsonRows(
        written
          .filter(({ added, taken }) => added + taken > 0)
          .map(({ times, stamps, ...row }) => ({
            ...row,
            times: hexBytes(times),
            stamps: stamps === null ? null : hexBytes(stamps),
          })),
      ),
    ],
  )
}

/** Takes all single times away. */
export async function clearTimes(client: Client): Promise<void> {
  await client.query('delete from report_times')
}

export interface TimesQuery {
  readonly track: string
  readonly pairs: readonly (readonly [from: string, to: string])[]
  readonly by: Dimension | null
  readonly values: readonly string[]
  /** Months of the first entry, both inclusive; null: without a bound. */
  readonly since: string | null
  readonly until: string | null
}

/**
 * Every single time between the stages of each pair, in ms, by value. Within a transaction, of which it uses a setting.
 * @param visit told of each pair, by its place, and each value that has any; the times are its to reorder, and must not be kept
 */
export async function singleTimes(
  client: pg.PoolClient,
  { track, pairs, by, values, since, until }: TimesQuery,
  visit: (pair: number, value: string, times: Float64Array) => void,
): Promise<void> {
  const nth = by === null ? null : dimensions.indexOf(by)
  const placeOf = by === null ? null : await placesOf(client, by, values)
  await copyBytes(
    client,
    `select p.nth, r.added, r.taken, r.times,
       ${nth === null ? 'null::bytea' : `substring(r.stamps from ${nth} * (r.added + r.taken) * 2 + 1 for (r.added + r.taken) * 2)`}
     from ${asked('track', 'since', 'until', 'pairs')}
     cross join lateral json_to_recordset(asked.pairs::json) as p(nth integer, "from" text, "to" text)
     cross join lateral (
       select added, taken, times, stamps from report_times
       where track = asked.track and from_stage = p."from" and to_stage = p."to" and month between asked.since and asked.until
       offset 0
     ) r`,
    JSON.stringify({
      track,
      pairs: pairs.map(([from, to], pair) => ({ nth: pair, from, to })),
      since: since ?? '',
      until: until ?? '9',
    }),
    (rows) => {
      const columns: TimeColumn[][] = pairs.map(() => [])
      for (const [pair, added, taken, times, codes = null] of rows)
        columns[numberOf(pair)]?.push({ added: numberOf(added), taken: numberOf(taken), times: times ?? NONE, codes })
      for (const [pair, parts] of columns.entries())
        visitPlaces(parts, values.length, placeOf, (place, times) => visit(pair, values[place] ?? '', times))
    },
  )
}

const NONE = new Uint8Array(0)
const numberOf = (bytes: Buffer | null | undefined): number => bytes?.readInt32BE(0) ?? 0

/** Which number of a value belongs to which of the values. */
async function placesOf(client: Client, by: Dimension, values: readonly string[]): Promise<Int16Array> {
  const codes = await readCodes(client, by, values)
  const places = new Int16Array(2 ** 16).fill(-1)
  for (const [place, value] of values.entries()) {
    const code = codes.get(value)
    if (code !== undefined) places[code] = place
    if (value === OTHER) places[OTHER_CODE] = place
  }
  return places
}
