import type { Dimension } from '../../../../server/src/domain/reports/dimensions.ts'
import { readDoor } from '../../components/door/door.ts'
import { type Period, periods } from './period.ts'

export const reportNames = ['funnel', 'stages', 'sources', 'cohorts', 'between', 'steps'] as const
export type ReportName = (typeof reportNames)[number]

/** What the address of a report says. Each report reads what it needs of it, so that changing the report keeps the rest. */
export interface ReportsSearch {
  readonly track?: string
  readonly by?: Dimension
  /** The one value of the break-down that is shown. */
  readonly key?: string
  readonly period?: Period
  readonly since?: string
  readonly until?: string
  /** The funnel of what happened in the period, or of those who came in it. */
  readonly view?: 'cohort'
  readonly count?: 'reached'
  readonly from?: string
  readonly to?: string
  readonly kinds?: string
  readonly all?: 'yes'
}

export function readReportsSearch(search: Record<string, unknown>): ReportsSearch {
  const { track, by, key, since, until, from } = readDoor(search)
  const { period, view, count, to, kinds, all } = search
  const given = {
    track,
    by,
    key,
    since,
    until,
    from,
    period: periods.find((one) => one === period),
    view: view === 'cohort' ? view : undefined,
    count: count === 'reached' ? count : undefined,
    to: typeof to === 'string' && to !== '' ? to : undefined,
    kinds: typeof kinds === 'string' && kinds !== '' ? kinds : undefined,
    all: all === 'yes' ? all : undefined,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
