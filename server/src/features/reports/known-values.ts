import type pg from 'pg'
import { jsonRows } from '../../db/json-rows.ts'
import { type Dimension, dimensions, MOST_VALUES, OTHER } from '../../domain/reports/dimensions.ts'
import type { TimeChanges } from '../../domain/reports/single-times.ts'
import { readRowKey, rowKey, Tally } from '../../domain/reports/tally.ts'

type Client = Pick<pg.Pool, 'query'>

/** The number of all values beyond the first 10,000. */
export const OTHER_CODE = 0

interface Space {
  /** For so many values more. */
  room: number
  /** The greatest number so far. */
  last: number
}

/**
 * Which values of the dimensions have a place of their own, and the numbers that stand for them. Both are written down for ever, so that what is
 * counted now is later taken away from the same place.
 */
export class KnownValues {
  readonly #client: Client
  readonly #admit: boolean
  readonly #codes = new Map<Dimension, Map<string, number>>()
  readonly #spaces = new Map<Dimension, Space>()

  /** @param admit write new values down, for which nobody else may do so at the same time; else they are only reckoned with */
  constructor(client: Client, admit: boolean) {
    this.#client = client
    this.#admit = admit
  }

  /** The number of a value that was learnt. */
  codeOf(dimension: Dimension, value: string): number {
    const code = this.#codes.get(dimension)?.get(value)
    if (code === undefined) throw new Error(`The value “${value}” of ${dimension} was not learnt.`)
    return code
  }

  /** Where a value that was learnt is counted. */
  placeOf(dimension: Dimension, value: string): string {
    return this.codeOf(dimension, value) === OTHER_CODE ? OTHER : value
  }

  /** The counts with the values beyond the first 10,000 of a dimension as one. */
  async bound(tally: Tally): Promise<Tally> {
    const wanted = new Map<Dimension, Set<string>>()
    for (const key of tally.rows.keys()) {
      const { dimension, value } = readRowKey(key)
      if (isDimension(dimension)) wanted.set(dimension, (wanted.get(dimension) ?? new Set()).add(value))
    }
    await this.#learn(wanted)
    const bounded = new Tally()
    for (const [key, cells] of tally.rows) {
      const row = readRowKey(key)
      const { dimension, value } = row
      const place = isDimension(dimension) ? rowKey({ ...row, value: this.placeOf(dimension, value) }) : key
      for (const [cell, count] of cells) bounded.add(place, cell, count)
    }
    return bounded
  }

  /** Learns the values that are stamped on single times. */
  async learnTimes(changes: TimeChanges): Promise<void> {
    const wanted = new Map<Dimension, Set<string>>(dimensions.map((dimension) => [dimension, new Set()]))
    for (const { added, taken } of changes.values())
      for (const { stamps } of [...added, ...taken])
        if (stamps !== null)
          for (const [index, dimension] of dimensions.entries()) wanted.get(dimension)?.add(stamps[index] ?? '')
    await this.#learn(wanted)
  }

  async #learn(wanted: ReadonlyMap<Dimension, ReadonlySet<string>>): Promise<void> {
    const unknown = [...wanted].flatMap(([dimension, values]) =>
      [...values]
        .filter((value) => this.#codes.get(dimension)?.has(value) !== true)
        .map((value) => ({ dimension, value })),
    )
    if (unknown.length === 0) return
    for (const { dimension, value, code } of await findCodes(this.#client, unknown)) this.#note(dimension, value, code)
    for (const [dimension, values] of wanted) {
      const missing = [...values].filter((value) => this.#codes.get(dimension)?.has(value) !== true)
      if (missing.length > 0) await this.#admitValues(dimension, missing)
    }
  }

  #note(dimension: Dimension, value: string, code: number): void {
    const codes = this.#codes.get(dimension) ?? new Map<string, number>()
    this.#codes.set(dimension, codes.set(value, code))
  }

  async #admitValues(dimension: Dimension, values: readonly string[]): Promise<void> {
    const space = this.#spaces.get(dimension) ?? (await this.#loadSpace(dimension))
    this.#spaces.set(dimension, space)
    const admitted = values.slice(0, space.room)
    for (const value of values.slice(space.room)) this.#note(dimension, value, OTHER_CODE)
    const first = space.last + 1
    for (const [index, value] of admitted.entries()) this.#note(dimension, value, first + index)
    space.room -= admitted.length
    space.last += admitted.length
    if (this.#admit && admitted.length > 0)
      await this.#client.query(
        `insert into report_values (dimension, value, code)
         select $1, value, $3::integer + nth - 1 from unnest($2::text[]) with ordinality as v(value, nth)`,
        [dimension, admitted, first],
      )
  }

  async #loadSpace(dimension: Dimension): Promise<Space> {
    const { rows } = await this.#client.query<{ count: number; last: number }>(
      'select count(*) as count, coalesce(max(code), 0) as last from report_values where dimension = $1',
      [dimension],
    )
    const { count = 0, last = OTHER_CODE } = rows[0] ?? {}
    return { room: Math.max(0, MOST_VALUES - count), last }
  }
}

async function findCodes(
  client: Client,
  values: readonly { readonly dimension: Dimension; readonly value: string }[],
): Promise<readonly { dimension: Dimension; value: string; code: number }[]> {
  const { rows } = await client.query<{ dimension: Dimension; value: string; code: number }>({
    name: 'find-value-codes',
    text: `select r.dimension, r.value, r.code
      from json_to_recordset($1) as w(dimension text, value text)
      join report_values r on r.dimension = w.dimension and r.value = w.value`,
    values: [jsonRows(values)],
  })
  return rows
}

const known: ReadonlySet<string> = new Set(dimensions)

function isDimension(name: string): name is Dimension {
  return known.has(name)
}

/** What the numbers of values stand for, by dimension. */
export async function readAllValues(client: Client): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  const { rows } = await client.query<{ dimension: string; value: string; code: number }>(
    'select dimension, value, code from report_values',
  )
  const found = new Map<string, Map<number, string>>()
  for (const { dimension, value, code } of rows) {
    const values = found.get(dimension) ?? new Map<number, string>()
    found.set(dimension, values.set(code, value))
  }
  return found
}

/** The numbers of some values of a dimension. */
export async function readCodes(
  client: Client,
  dimension: Dimension,
  values: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ value: string; code: number }>(
    'select value, code from report_values where dimension = $1 and value = any($2::text[])',
    [dimension, [...values]],
  )
  return new Map(rows.map(({ value, code }) => [value, code]))
}
