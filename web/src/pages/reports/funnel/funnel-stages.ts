import type { CohortsReport, FunnelReport, Quantiles } from '../../../../../server/src/contract/reports.ts'
import type { Door } from '../../../components/door/door.ts'
import type { Months } from '../period.ts'

interface Counted {
  readonly count: number
  readonly door: Door
}

/** How many of some people went on. */
interface Passage {
  readonly base: number
  readonly count: number
  readonly door: Door
  /** The people who did not, so far. */
  readonly lost: Door
  readonly time: Quantiles | null
}

/** A stage as the funnel shows it. */
export interface FunnelStage {
  readonly key: string
  readonly reached: Counted
  /** Null for a cohort, of whom only is told how far they came. */
  readonly entered: Counted | null
  readonly passes: number | null
  /** Of a cohort: how many are too young to judge whether they come here. */
  readonly young: number | null
  /** On to the next stage; null for the last one. */
  readonly next: Passage | null
}

type Head = Months & { readonly track: string }
type Row = FunnelReport['rows'][number]

/** What doors of a report have in common: its track, its months, and the value of its break-down. */
export function doorOf(report: Pick<FunnelReport, 'track' | 'by' | 'since' | 'until'>, key: string): Head & Door {
  const { track, by, since, until } = report
  return {
    track,
    ...(by === null || key === 'all' ? {} : { by, key }),
    ...(since === null ? {} : { since }),
    ...(until === null ? {} : { until }),
  }
}

/** The funnel of what happened in the period. */
export function stagesOfPeriod(report: FunnelReport, { key: value, counts, entered, passes, steps }: Row) {
  const door = doorOf(report, value)
  return report.stages.map((key, index): FunnelStage => {
    const step = steps[index]
    return {
      key,
      reached: { count: counts[key] ?? 0, door: { ...door, reached: key } },
      entered: { count: entered[key] ?? 0, door: { ...door, entered: key } },
      passes: passes[key] ?? 0,
      young: null,
      next:
        step === undefined
          ? null
          : {
              base: step.base,
              count: step.reached,
              door: { ...door, from: step.from, reached: step.to },
              lost: { ...door, from: step.from, reached: step.to, passed: 'no' },
              time: step.time,
            },
    }
  })
}

/** The funnel of those who came in the period: how far they have come until today. */
export function stagesOfCohort(report: CohortsReport, value: string): readonly FunnelStage[] {
  const { from, stages, times } = report
  const door = doorOf(report, value)
  const months = report.rows.filter(({ key }) => key === value)
  const sum = (of: (row: CohortsReport['rows'][number]) => number) => months.reduce((all, row) => all + of(row), 0)
  const entered = sum((row) => row.entered)
  const reached = (stage: string) => (stage === from ? entered : sum((row) => row.reached[stage] ?? 0))
  return [from, ...stages].map((key, index) => {
    const to = stages[index]
    return {
      key,
      reached: {
        count: reached(key),
        door: key === from ? { ...door, entered: key } : { ...door, from, reached: key },
      },
      entered: null,
      passes: null,
      young: key === from ? null : sum((row) => row.young[key] ?? 0),
      next:
        to === undefined
          ? null
          : {
              base: entered,
              count: reached(to),
              door: { ...door, from, reached: to },
              lost: { ...door, from, reached: to, passed: 'no' },
              time: times[to] ?? null,
            },
    }
  })
}

/** The stage whose entries the first sentence tells, and the later one that they are held against. */
export function pivotOf(stages: readonly string[]): { readonly from: string; readonly to: string } | null {
  const from = stages.includes('mql') ? 'mql' : stages[0]
  const later = stages.slice(stages.indexOf(from ?? '') + 1)
  const to = later.includes('sql') ? 'sql' : later.at(from === 'mql' ? 0 : -1)
  return from === undefined || to === undefined ? null : { from, to }
}
