import type { StageKey } from '../facts.ts'
import { cellOf } from './contribution.ts'
import { MOST_BUCKETS } from './histogram.ts'
import { type CellNames, readCounts, sumTimes } from './packed.ts'
import { histogramQuantiles, type Quantiles } from './quantiles.ts'

/** A row of counted cells, as reports read it: packed. */
export interface CellRow {
  readonly value: string
  /** Empty where months were put together. */
  readonly month: string
  readonly cells: Uint8Array
  /** Null where nobody asked for them. */
  readonly times: Uint8Array | null
}

/** Sums of counted cells. */
export class Sums {
  readonly #names: CellNames
  readonly #cells: Float64Array

  constructor(names: CellNames) {
    this.#names = names
    this.#cells = new Float64Array(names.size)
  }

  add(cells: Uint8Array): void {
    const sums = this.#cells
    readCounts(cells, (code, count) => {
      sums[code] = (sums[code] as number) + count
    })
  }

  of(cell: string): number {
    const code = this.#names.find(cell)
    return code === undefined ? 0 : (this.#cells[code] ?? 0)
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
  for (const row of rows) sums.get(row.value)?.add(row.cells)
  return sums
}

/** The sums of all rows together. */
export function sumsOfAll({ names, rows }: Pick<Cells, 'names' | 'rows'>): Sums {
  const sums = new Sums(names)
  for (const row of rows) sums.add(row.cells)
  return sums
}

/**
 * Reads histograms of the times between the stages of each pair, as they are packed: as many as there are values, one after the other in the same
 * memory.
 */
export function histogramReader(
  names: CellNames,
  pairs: readonly (readonly [from: StageKey, to: StageKey])[],
): (times: Uint8Array) => readonly (Quantiles | null)[] {
  const others = new Float64Array(MOST_BUCKETS)
  const wanted = pairs.map(() => new Float64Array(MOST_BUCKETS))
  const byCode: Float64Array[] = Array.from({ length: names.size }, () => others)
  for (const [index, pair] of pairs.entries()) {
    const code = names.find(cellOf.times(...pair))
    if (code !== undefined) byCode[code] = wanted[index] as Float64Array
  }
  return (times) => {
    for (const counts of wanted) counts.fill(0)
    sumTimes(times, (code) => byCode[code] ?? others)
    return wanted.map(histogramQuantiles)
  }
}

/** A share of something, to six decimals; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000_000) / 1_000_000
}
