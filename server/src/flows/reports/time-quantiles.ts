import type { Tx } from '../../db/transaction.ts'
import type { StageKey } from '../../domain/facts.ts'
import { cellOf } from '../../domain/reports/contribution.ts'
import { exclusiveQuantiles, histogramQuantiles, MOST_EXACT, type Quantiles } from '../../domain/reports/quantiles.ts'
import type { Sums } from '../../domain/reports/sums.ts'
import { singleTimes } from '../../features/reports/single-times.ts'
import type { Frame } from './frame.ts'

type ByValue = ReadonlyMap<string, Quantiles | null>
type Pair = readonly [from: StageKey, to: StageKey]

/**
 * Quantiles of the time between the stages of each pair by value: from every single time where everybody, whatever value is shown, has below
 * 100,000; else from the histogram.
 */
export async function timeQuantiles(
  client: Tx,
  { head }: Frame,
  sums: ReadonlyMap<string, Sums>,
  pairs: readonly Pair[],
  everybody: Sums,
): Promise<readonly ByValue[]> {
  const few = pairs.filter((pair) => isFew(everybody, pair))
  const { track, by, since, until } = head
  const query = { track, by, since, until, pairs: few, values: [...sums.keys()] }
  const found = few.length === 0 ? [] : await singleTimes(client, query)
  const exact = new Map(few.map((pair, index) => [pair, found[index]]))
  return pairs.map((pair) => {
    const times = exact.get(pair)
    return new Map(
      [...sums].map(([value, sum]) => [
        value,
        times === undefined
          ? histogramQuantiles(sum.times(...pair))
          : exclusiveQuantiles(times.get(value) ?? new Float64Array(0)),
      ]),
    )
  })
}

function isFew(everybody: Sums, pair: Pair): boolean {
  // As many times as people who entered the second stage afterwards.
  const total = everybody.of(cellOf.followed(...pair))
  return total > 0 && total < MOST_EXACT
}
