import type { ChartTable } from '../../../components/chart/csv-text.ts'
import { chartWords } from '../../../words/chart-en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import type { FunnelStage } from './funnel-stages.ts'

const { columns } = reportWords.funnel

interface NamedFunnel {
  /** The value that it is the funnel of; null where there is only one. */
  readonly key: string | null
  readonly shown: readonly FunnelStage[]
}

/** Funnels as one table: a row for each stage, with how many reached it, went on and were lost, and how long that took. */
export function tableOfFunnels(
  funnels: readonly NamedFunnel[],
  nameOf: (stage: string) => string,
  by: string | null = null,
): ChartTable {
  return {
    columns: [
      ...(by === null ? [] : [by]),
      columns.stage,
      columns.reached,
      columns.entered,
      columns.passes,
      chartWords.funnelOf,
      columns.wentOn,
      columns.lost,
      chartWords.medianDays,
    ],
    rows: funnels.flatMap(({ key, shown }) =>
      shown.map((stage) => [...(by === null ? [] : [key]), nameOf(stage.key), ...numbersOf(stage)]),
    ),
  }
}

function numbersOf({ reached, entered, passes, next }: FunnelStage): readonly (number | null)[] {
  const on = next === null ? [null, null, null, null] : [next.base, next.count, next.base - next.count, median(next)]
  return [reached.count, entered?.count ?? null, passes, ...on]
}

const median = ({ time }: NonNullable<FunnelStage['next']>): number | null =>
  time === null ? null : Math.round(time.median * 100) / 100
