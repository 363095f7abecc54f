import type { Tx } from '../../db/transaction.ts'
import type { StageKey } from '../../domain/facts.ts'
import { cellOf } from '../../domain/reports/contribution.ts'
import type { CellNames } from '../../domain/reports/packed.ts'
import { exclusiveQuantiles, MOST_EXACT, type Quantiles } from '../../domain/reports/quantiles.ts'
import { histogramReader, type Sums } from '../../domain/reports/sums.ts'
import { type CellsQuery, type SumsFound, sumsOf, sumsOfEverybody } from '../../features/reports/cells-of.ts'
import { singleTimes } from '../../features/reports/single-times.ts'

type Pair = readonly [from: StageKey, to: StageKey]

interface SumsAndTimes extends SumsFound {
  /** Quantiles of the time between the stages of each pair, by value; nothing where nobody got from one to the other. */
  readonly times: readonly ReadonlyMap<string, Quantiles>[]
}

/**
 * Counts of a period with the times between the stages of each pair: from every single time where everybody, whatever value is shown, has below
 * 100,000; else from the histogram, which is read only then.
 */
export async function sumsWithTimes(
  client: Tx,
  names: CellNames,
  query: CellsQuery,
  pairs: readonly Pair[],
): Promise<SumsAndTimes> {
  const everybody = await sumsOfEverybody(client, names, query)
  const few = pairs.filter((pair) => isFew(everybody, pair))
  const many = pairs.filter((pair) => !few.includes(pair))
  const times = new Map(pairs.map((pair) => [pair, new Map<string, Quantiles>()]))
  const note = (pair: Pair, value: string, quantiles: Quantiles | null) => {
    if (quantiles !== null) times.get(pair)?.set(value, quantiles)
  }
  const quantilesOf = histogramReader(names, many)
  const found = await sumsOf(
    client,
    names,
    query,
    many.length === 0
      ? null
      : (value, packed) => {
          for (const [index, quantiles] of quantilesOf(packed).entries()) note(many[index] as Pair, value, quantiles)
        },
  )
  const { track, by, since, until } = query
  if (few.length > 0)
    await singleTimes(
      client,
      { track, by, since, until, pairs: few, values: [...found.sums.keys()] },
      (pair, value, ms) => note(few[pair] as Pair, value, exclusiveQuantiles(ms)),
    )
  return { ...found, times: [...times.values()] }
}

function isFew(everybody: Sums, pair: Pair): boolean {
  // As many times as people who entered the second stage afterwards.
  const total = everybody.of(cellOf.followed(...pair))
  return total > 0 && total < MOST_EXACT
}
