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
 * Quantiles of the time between the stages of each pair by value: of all values together below 100,000 from every single time, else from the
 * histogram.
 */
export async function timeQuantiles(
  client: Tx,
  { head }: Frame,
  sums: ReadonlyMap<string, Sums>,
  pairs: readonly Pair[],
): Promise<readonly ByValue[]> {
  const few = pairs.filter((pair) => isFew(sums, pair))
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

function isFew(sums: ReadonlyMap<string, Sums>, pair: Pair): boolean {
  let total = 0
  // As many times as people who entered the second stage afterwards.
  for (const sum of sums.values()) total += sum.of(cellOf.followed(...pair))
  return total > 0 && total < MOST_EXACT
}
