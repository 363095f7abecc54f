import { useQuery } from '@tanstack/react-query'
import type { CohortsReport } from '../../../../../server/src/contract/reports.ts'
import type { Dimension } from '../../../../../server/src/domain/reports/dimensions.ts'
import { cohortsQuery } from '../../../api/reports.ts'
import type { Stages } from '../../../components/stage/stages.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { reportWords } from '../../../words/reports-en.ts'
import section from '../section.module.css'
import { useReportsSearch } from '../use-reports-search.ts'
import { stagesOfCohort } from './funnel-stages.ts'
import { FunnelSteps } from './funnel-steps.tsx'
import { FunnelTable } from './funnel-table.tsx'
import { SmallFunnels } from './small-funnels.tsx'

interface CohortFunnelProps {
  readonly report: CohortsReport
  readonly stages: Stages
  readonly by: Dimension | undefined
}

/** Those who came in the period, and how far they have come. */
export function CohortFunnel({ report, stages, by }: CohortFunnelProps) {
  const shown = stagesOfCohort(report, 'all')
  return (
    <>
      <FunnelSteps shown={shown} stages={stages} />
      <p className={section['foot']}>{reportWords.funnel.viewHints.cohort(stages.find(report.from).short)}</p>
      {by !== undefined && <Breakdown by={by} from={report.from} stages={stages} />}
      <div className={section['section']}>
        <FunnelTable shown={shown} stages={stages} />
      </div>
    </>
  )
}

interface BreakdownProps {
  readonly by: Dimension
  readonly from: string
  readonly stages: Stages
}

function Breakdown({ by, from, stages }: BreakdownProps) {
  const { search, months } = useReportsSearch()
  const report = useQuery(cohortsQuery({ track: search.track, by, from, ...months }))
  if (report.isError && report.data === undefined)
    return <ProblemNote error={report.error} onRetry={() => void report.refetch()} />
  if (report.data === undefined || report.data.by === null) return <PlaceholderRows rows={6} />
  const keys = [...new Set(report.data.rows.map(({ key }) => key))]
  const funnels = keys.map((key) => ({ key, shown: stagesOfCohort(report.data, key) }))
  return <SmallFunnels by={report.data.by} more={report.data.more} funnels={funnels} stages={stages} />
}
