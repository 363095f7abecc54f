import { FunnelReport, ReportQuery } from '../../contract/reports.ts'
import { funnelCounts, pairsOf, stepBetween } from '../../domain/reports/funnel.ts'
import { sumsByValue, sumsOfAll } from '../../domain/reports/sums.ts'
import { cellsOf } from '../../features/reports/cells-of.ts'
import { atOneMoment, frameOf } from './frame.ts'
import { report } from './report.ts'
import { timeQuantiles } from './time-quantiles.ts'

export const funnel = report({
  name: 'funnel',
  says: 'how many entered and reached each stage, went on to the next, and how long that took',
  query: ReportQuery,
  answer: FunnelReport,
  async show(ripen, query) {
    const frame = await frameOf(ripen, query)
    const { head, most, stages, names } = frame
    const pairs = pairsOf(stages)
    const { more, sums, times } = await atOneMoment(ripen, async (client) => {
      const found = await cellsOf(client, { ...head, most, times: true })
      const sums = sumsByValue(found)
      const all = head.by === null ? found : await cellsOf(client, { ...head, by: null, most: 1, times: false })
      return { more: found.more, sums, times: await timeQuantiles(client, frame, sums, pairs, sumsOfAll(all)) }
    })
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
