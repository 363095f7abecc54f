import type { CohortsReport } from '../../../../../server/src/contract/reports.ts'
import { shareInterval } from '../share.ts'

/** A month as the chart shows it, in percent. */
export interface CohortPoint {
  readonly month: string
  readonly reached: number
  readonly entered: number
  readonly share: number
  readonly low: number
  readonly high: number
  readonly isYoung: boolean
}

/** How many of each month reached a stage, with what the share may well be. */
export function pointsOf(rows: CohortsReport['rows'], to: string): readonly CohortPoint[] {
  return rows
    .filter(({ entered }) => entered > 0)
    .map(({ month, entered, reached, young }) => {
      const count = reached[to] ?? 0
      const [low, high] = shareInterval(count, entered)
      return {
        month,
        reached: count,
        entered,
        share: (100 * count) / entered,
        low: 100 * low,
        high: 100 * high,
        isYoung: (young[to] ?? 0) > 0,
      }
    })
}
