import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  BetweenQuery,
  BetweenReport,
  CohortsReport,
  CohortsReportQuery,
  FunnelReport,
  ReportQuery,
  SourcesReport,
  SourcesReportQuery,
  StagesReport,
  StagesReportQuery,
  StepsQuery,
  StepsReport,
} from '../../../server/src/contract/reports.ts'
import { get, type Parameters } from './request.ts'

/** Everything that is counted lies under this key. */
export const reportsKey = ['reports'] as const

/** One report, asked so. */
function asking<Answer>(name: string, asked: Parameters) {
  return {
    queryKey: [...reportsKey, name, asked],
    queryFn: ({ signal }: { signal: AbortSignal }) => get<Answer>(`/reports/${name}`, asked, signal),
  }
}

// Old answers stay in sight while new ones are on their way.
const held = { placeholderData: keepPreviousData }

export const funnelQuery = (asked: ReportQuery) => queryOptions({ ...asking<FunnelReport>('funnel', asked), ...held })

export const stagesReportQuery = (asked: StagesReportQuery) =>
  queryOptions({ ...asking<StagesReport>('stages', asked), ...held })

export const sourcesQuery = (asked: SourcesReportQuery) =>
  queryOptions({ ...asking<SourcesReport>('sources', asked), ...held })

export const cohortsQuery = (asked: CohortsReportQuery) =>
  queryOptions({ ...asking<CohortsReport>('cohorts', asked), ...held })

export const betweenQuery = (asked: BetweenQuery) =>
  queryOptions({ ...asking<BetweenReport>('between', asked), ...held })

export const stepsQuery = (asked: StepsQuery) => queryOptions({ ...asking<StepsReport>('steps', asked), ...held })
