import { FunnelReport, ReportQuery } from '../../contract/reports.ts'
import { funnelCounts, pairsOf, stepBetween } from '../../domain/reports/funnel.ts'
import type { Quantiles } from '../../domain/reports/quantiles.ts'
import { sumsByValue } from '../../domain/reports/sums.ts'
import { cellsOf } from '../../features/reports/cells-of.ts'
import { frameOf } from './frame.ts'
import { report } from './report.ts'
import { timeQuantiles } from './time-quantiles.ts'

export const funnel = report({
  name: 'funnel',
  says: 'how many entered and reached each stage, went on to the next, and how long that took',
  query: ReportQuery,
  answer: FunnelReport,
  async show(ripen, query) {
    const frame = await frameOf(ripen, query)
    const { head, stages, names } = frame
    const { values, more, rows } = await cellsOf(ripen.db.pool, { ...head, times: true })
    const sums = sumsByValue(rows, values)
    const pairs: { pair: readonly [string, string]; times: ReadonlyMap<string, Quantiles | null> }[] = []
    for (const pair of pairsOf(stages)) pairs.push({ pair, times: await timeQuantiles(ripen, frame, sums, pair) })
    return {
      ...head,
      more,
      stages: [...stages],
      names: Object.fromEntries(stages.map((stage) => [stage, names[stage] ?? stage])),
      rows: [...sums].map(([key, sum]) => ({
        key,
        ...funnelCounts(sum, stages),
        steps: pairs.map(({ pair: [from, to], times }) => ({
          ...stepBetween(sum, from, to),
          time: times.get(key) ?? null,
        })),
      })),
    }
  },
})
