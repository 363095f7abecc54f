import type pg from 'pg'
import { hash } from '../../domain/hash.ts'
import { dimensions, OTHER } from '../../domain/reports/dimensions.ts'
import {
  readTimesKey,
  type TimeChanges,
  type TimePart,
  type TimesKey,
  visitTimes,
} from '../../domain/reports/single-times.ts'
import { rowKey, type Tally } from '../../domain/reports/tally.ts'
import { type KnownValues, OTHER_CODE, readAllValues } from './known-values.ts'

type Client = Pick<pg.Pool, 'query'>

/** The dimension under which single times stand among the counts that are compared. */
const TIMES = 'times'

/** Adds to a tally what tells whether two sets of single times are the same: their number, and the sum of a hash of each. */
function addFingerprint(
  tally: Tally,
  { track, from, to, month }: TimesKey,
  ms: number,
  places: readonly string[] | null,
  count: 1 | -1,
): void {
  const row = rowKey({ track, dimension: TIMES, value: `${from}>${to}`, month })
  tally.add(row, 'times', count)
  // Of 24 bits: a sum over a hundred million is still a whole number.
  tally.add(row, 'fingerprint', count * Number.parseInt(hash(`${ms} ${places?.join('\n') ?? ''}`).slice(0, 6), 16))
}

/** Adds those of times that were counted. */
export async function addFingerprints(tally: Tally, changes: TimeChanges, values: KnownValues): Promise<void> {
  await values.learnTimes(changes)
  for (const [key, { added, taken }] of changes) {
    const times = readTimesKey(key)
    for (const [singles, count] of [
      [added, 1],
      [taken, -1],
    ] as const)
      for (const { ms, stamps } of singles) {
        const places = dimensions.map((dimension, index) => stamps && values.placeOf(dimension, stamps[index] ?? ''))
        addFingerprint(tally, times, ms, stamps && places.map(String), count)
      }
  }
}

/** Keys whose times are read at once. */
const PAGE = 20

/** Adds those of the times that are kept. */
export async function addKeptFingerprints(client: Client, tally: Tally): Promise<void> {
  const values = await readAllValues(client)
  const nameOf = (dimension: string, code: number) => values.get(dimension)?.get(code) ?? ''
  type Row = TimesKey & TimePart & { readonly part: number }
  let after: Pick<Row, 'track' | 'from' | 'to' | 'month' | 'part'> | null = null
  for (;;) {
    const page: { rows: Row[] } = await client.query<Row>(
      `select track, from_stage as "from", to_stage as "to", month, part, added, taken, times, stamps from report_times
       where $1::text is null or (track, from_stage, to_stage, month, part) > ($1, $2, $3, $4, $5::integer)
       order by track, from_stage, to_stage, month, part limit ${PAGE}`,
      [after?.track, after?.from, after?.to, after?.month, after?.part],
    )
    for (const row of page.rows)
      visitTimes(row, (ms, codes, count) => {
        const places = codes?.map((code, index) =>
          code === OTHER_CODE ? OTHER : nameOf(dimensions[index] ?? '', code),
        )
        addFingerprint(tally, row, ms, places ?? null, count)
      })
    after = page.rows.at(-1) ?? null
    if (after === null) return
  }
}
