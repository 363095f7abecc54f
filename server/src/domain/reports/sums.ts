import type { StageKey } from '../facts.ts'
import { cellOf } from './contribution.ts'

/** A row of counted cells, as reports read it. */
export interface CellRow {
  readonly value: string
  readonly month: string
  readonly cells: Readonly<Record<string, number>>
  readonly times: Readonly<Record<string, number>>
}

/** Sums of counted cells. */
export class Sums {
  readonly #cells = new Map<string, number>()
  readonly #times = new Map<string, Map<number, number>>()

  add({ cells, times }: Pick<CellRow, 'cells' | 'times'>): void {
    for (const [cell, count] of Object.entries(cells)) this.#cells.set(cell, (this.#cells.get(cell) ?? 0) + count)
    for (const [cell, count] of Object.entries(times)) {
      const colon = cell.lastIndexOf(':')
      const [pair, bucket] = [cell.slice(0, colon), Number(cell.slice(colon + 1))]
      const buckets = this.#times.get(pair) ?? new Map<number, number>()
      this.#times.set(pair, buckets.set(bucket, (buckets.get(bucket) ?? 0) + count))
    }
  }

  of(cell: string): number {
    return this.#cells.get(cell) ?? 0
  }

  /** How often which time lay between two entries. */
  times(from: StageKey, to: StageKey): ReadonlyMap<number, number> {
    return this.#times.get(cellOf.times(from, to)) ?? new Map()
  }

  byStage(stages: readonly StageKey[], cellOfStage: (stage: StageKey) => string): Record<StageKey, number> {
    return Object.fromEntries(stages.map((stage) => [stage, this.of(cellOfStage(stage))]))
  }
}

/** The sums of each value, in the order of `values`. */
export function sumsByValue(rows: Iterable<CellRow>, values: readonly string[]): ReadonlyMap<string, Sums> {
  const sums = new Map(values.map((value) => [value, new Sums()]))
  for (const row of rows) sums.get(row.value)?.add(row)
  return sums
}

/** A share of something, to six decimals; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000_000) / 1_000_000
}
