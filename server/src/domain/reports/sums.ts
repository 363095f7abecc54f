import type { StageKey } from '../facts.ts'
import { cellOf } from './contribution.ts'
import { MOST_BUCKETS } from './histogram.ts'
import { type CellNames, readCounts, sumTimes } from './packed.ts'

/** A row of counted cells, as reports read it: packed. */
export interface CellRow {
  readonly value: string
  /** Empty where months were put together. */
  readonly month: string
  readonly cells: Uint8Array
  /** Null where nobody asked for them. */
  readonly times: Uint8Array | null
}

const NO_TIMES = new Float64Array(0)

/** Sums of counted cells. */
export class Sums {
  readonly #names: CellNames
  readonly #cells: number[]
  readonly #times: Float64Array[] = []

  constructor(names: CellNames) {
    this.#names = names
    this.#cells = Array.from({ length: names.size }, () => 0)
  }

  add({ cells, times }: Pick<CellRow, 'cells' | 'times'>): void {
    const sums = this.#cells
    readCounts(cells, (code, count) => {
      sums[code] = (sums[code] ?? 0) + count
    })
    if (times === null) return
    sumTimes(times, (code) => {
      const buckets = this.#times[code] ?? new Float64Array(MOST_BUCKETS)
      this.#times[code] = buckets
      return buckets
    })
  }

  of(cell: string): number {
    const code = this.#names.find(cell)
    return code === undefined ? 0 : (this.#cells[code] ?? 0)
  }

  /** How often which time lay between two entries, by its bucket. */
  times(from: StageKey, to: StageKey): Float64Array {
    const code = this.#names.find(cellOf.times(from, to))
    return (code === undefined ? undefined : this.#times[code]) ?? NO_TIMES
  }

  byStage(stages: readonly StageKey[], cellOfStage: (stage: StageKey) => string): Record<StageKey, number> {
    return Object.fromEntries(stages.map((stage) => [stage, this.of(cellOfStage(stage))]))
  }
}

/** Rows of cells with what their names are. */
export interface Cells {
  readonly names: CellNames
  /** Those with most people first. */
  readonly values: readonly string[]
  readonly rows: readonly CellRow[]
}

/** The sums of each value, in the order of `values`. */
export function sumsByValue({ names, values, rows }: Cells): ReadonlyMap<string, Sums> {
  const sums = new Map(values.map((value) => [value, new Sums(names)]))
  for (const row of rows) sums.get(row.value)?.add(row)
  return sums
}

/** The sums of all rows together. */
export function sumsOfAll({ names, rows }: Pick<Cells, 'names' | 'rows'>): Sums {
  const sums = new Sums(names)
  for (const row of rows) sums.add(row)
  return sums
}

/** A share of something, to six decimals; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000_000) / 1_000_000
}
