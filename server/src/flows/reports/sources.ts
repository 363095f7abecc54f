import { SourcesReport, SourcesReportQuery } from '../../contract/reports.ts'
import { funnelCounts, pairsOf, stepBetween, wholeConversion } from '../../domain/reports/funnel.ts'
import { shareOf } from '../../domain/reports/sums.ts'
import { readCellNames } from '../../features/reports/cell-names.ts'
import { sumsOf, sumsOfEverybody } from '../../features/reports/cells-of.ts'
import { atOneMoment, frameOf } from './frame.ts'
import { report } from './report.ts'

export const sources = report({
  name: 'sources',
  says: 'where those come from who enter the stages, and how many of them go on',
  query: SourcesReportQuery,
  answer: SourcesReport,
  async show(ripen, query) {
    const { head, most, stages, names } = await frameOf(ripen, query)
    const { found, everybody } = await atOneMoment(ripen, async (client) => {
      const cells = await readCellNames(client)
      return {
        found: await sumsOf(client, cells, { ...head, most }),
        everybody: await sumsOfEverybody(client, cells, head),
      }
    })
    const total = funnelCounts(everybody, stages)
    const first = stages[0] ?? ''
    return {
      ...head,
      more: found.more,
      stages: [...stages],
      names: Object.fromEntries(stages.map((stage) => [stage, names[stage] ?? stage])),
      rows: [...found.sums].map(([key, sum]) => {
        const { counts, entered } = funnelCounts(sum, stages)
        return {
          key,
          counts,
          entered,
          share: shareOf(counts[first] ?? 0, total.counts[first] ?? 0),
          conversion: wholeConversion(counts, stages),
          steps: pairsOf(stages).map(([from, to]) => stepBetween(sum, from, to)),
        }
      }),
      total: {
        counts: total.counts,
        entered: total.entered,
        conversion: wholeConversion(total.counts, stages),
      },
    }
  },
})
