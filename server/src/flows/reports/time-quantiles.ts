import type { StageKey } from '../../domain/facts.ts'
import { exclusiveQuantiles, histogramQuantiles, MOST_EXACT, type Quantiles } from '../../domain/reports/quantiles.ts'
import type { Sums } from '../../domain/reports/sums.ts'
import { timesBetween } from '../../features/reports/times-between.ts'
import type { Ripen } from '../ripen.ts'
import { type Frame, momentsOf } from './frame.ts'

type ByValue = ReadonlyMap<string, Quantiles | null>

interface Kept {
  /** The counts that the quantiles were made of: while they are the same, nothing was added or taken away. */
  readonly of: string
  readonly quantiles: ByValue
}

// Looking at every single time costs more than all the rest of a report, and most of them do not change between two looks.
const kept = new WeakMap<object, Map<string, Kept>>()
const MOST_KEPT = 300

/** Quantiles of the time between two stages by value: from every single time below 100,000, else from the histogram. */
export async function timeQuantiles(
  ripen: Ripen,
  { head, program }: Frame,
  sums: ReadonlyMap<string, Sums>,
  [from, to]: readonly [from: StageKey, to: StageKey],
): Promise<ByValue> {
  const histograms = new Map([...sums].map(([value, sum]) => [value, sum.times(from, to)]))
  const total = [...histograms.values()].reduce((sum, counts) => sum + countOf(counts), 0)
  const rough = () => new Map([...histograms].map(([value, counts]) => [value, histogramQuantiles(counts)]))
  if (total === 0 || total >= MOST_EXACT) return rough()
  const { track, by, since, until } = head
  const memory = kept.get(ripen.db) ?? new Map<string, Kept>()
  kept.set(ripen.db, memory)
  const key = JSON.stringify([track, by, since, until, from, to, program.zone])
  const of = JSON.stringify([...histograms].map(([value, counts]) => [value, [...counts].sort(([a], [b]) => a - b)]))
  const known = memory.get(key)
  if (known?.of === of) return known.quantiles
  const times = await timesBetween(ripen.db.pool, { track, from, to, by, ...momentsOf(program.zone, since, until) })
  const quantiles = new Map(
    [...rough()].map(([value, estimate]) => {
      const single = times.get(value)
      return [value, single === undefined ? estimate : exclusiveQuantiles(single)] as const
    }),
  )
  memory.delete(key)
  memory.set(key, { of, quantiles })
  const oldest = memory.keys().next().value
  if (memory.size > MOST_KEPT && oldest !== undefined) memory.delete(oldest)
  return quantiles
}

function countOf(counts: ReadonlyMap<number, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}
