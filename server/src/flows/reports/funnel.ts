import { FunnelReport, ReportQuery } from '../../contract/reports.ts'
import { funnelCounts, pairsOf, stepBetween } from '../../domain/reports/funnel.ts'
import { readCellNames } from '../../features/reports/cell-names.ts'
import { atOneMoment, frameOf } from './frame.ts'
import { report } from './report.ts'
import { sumsWithTimes } from './time-quantiles.ts'

export const funnel = report({
  name: 'funnel',
  says: 'how many entered and reached each stage, went on to the next, and how long that took',
  query: ReportQuery,
  answer: FunnelReport,
  async show(ripen, query) {
    const frame = await frameOf(ripen, query)
    const { head, most, stages, names } = frame
    const pairs = pairsOf(stages)
    const { more, sums, times } = await atOneMoment(ripen, async (client) =>
      sumsWithTimes(client, await readCellNames(client), { ...head, most }, pairs),
    )
    return {
      ...head,
      more,
      stages: [...stages],
      names: Object.fromEntries(stages.map((stage) => [stage, names[stage] ?? stage])),
      rows: [...sums].map(([key, sum]) => ({
        key,
        ...funnelCounts(sum, stages),
        steps: pairs.map(([from, to], pair) => ({
          ...stepBetween(sum, from, to),
          time: times[pair]?.get(key) ?? null,
        })),
      })),
    }
  },
})
