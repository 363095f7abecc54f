import { BetweenQuery, BetweenReport } from '../../contract/reports.ts'
import { matchOfWord } from '../../domain/reports/event-words.ts'
import { inDays, rankedQuantile } from '../../domain/reports/quantiles.ts'
import { findBetween } from '../../features/reports/between.ts'
import { momentsOf } from './frame.ts'
import { overEvents, zoneOf } from './over-events.ts'
import { report } from './report.ts'

export const between = report({
  name: 'between',
  says: 'how long it takes from the first event of one sort to the first of another',
  query: BetweenQuery,
  answer: BetweenReport,
  async show(ripen, { from, to, since = null, until = null }) {
    const period = momentsOf(await zoneOf(ripen), since, until)
    const { ranked, mean, ...counts } = await overEvents(ripen, (client) =>
      findBetween(client, matchOfWord(from), matchOfWord(to), period),
    )
    const { n } = counts
    const at = (share: number) => inDays(rankedQuantile((rank) => ranked.get(rank) ?? Number.NaN, n, share))
    return {
      from,
      to,
      since,
      until,
      ...counts,
      time:
        n === 0
          ? null
          : {
              n,
              median: at(0.5),
              q1: at(0.25),
              q3: at(0.75),
              p90: at(0.9),
              method: 'exclusive' as const,
              least: at(0),
              most: at(1),
              mean: inDays(mean ?? 0),
            },
    }
  },
})
