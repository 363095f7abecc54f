import { useQuery } from '@tanstack/react-query'
import type { FunnelReport } from '../../../../../server/src/contract/reports.ts'
import type { Dimension } from '../../../../../server/src/domain/reports/dimensions.ts'
import { funnelQuery } from '../../../api/reports.ts'
import type { Stages } from '../../../components/stage/stages.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { reportWords } from '../../../words/reports-en.ts'
import section from '../section.module.css'
import { useReportsSearch } from '../use-reports-search.ts'
import { FunnelLeaks } from './funnel-leaks.tsx'
import { stagesOfPeriod } from './funnel-stages.ts'
import { FunnelSteps } from './funnel-steps.tsx'
import { FunnelTable } from './funnel-table.tsx'
import { SmallFunnels } from './small-funnels.tsx'

interface PeriodFunnelProps {
  readonly report: FunnelReport
  readonly stages: Stages
  readonly by: Dimension | undefined
}

/** What happened in the period, stage by stage. */
export function PeriodFunnel({ report, stages, by }: PeriodFunnelProps) {
  const [all] = report.rows
  if (all === undefined) return null
  const shown = stagesOfPeriod(report, all)
  return (
    <>
      <FunnelSteps shown={shown} stages={stages} />
      <p className={section['foot']}>{reportWords.funnel.viewHints.period}</p>
      <FunnelLeaks stages={stages} />
      {by !== undefined && <Breakdown by={by} stages={stages} />}
      <div className={section['section']}>
        <FunnelTable shown={shown} stages={stages} />
      </div>
    </>
  )
}

function Breakdown({ by, stages }: { readonly by: Dimension; readonly stages: Stages }) {
  const { search, months } = useReportsSearch()
  const report = useQuery(funnelQuery({ track: search.track, by, ...months }))
  if (report.isError && report.data === undefined)
    return <ProblemNote error={report.error} onRetry={() => void report.refetch()} />
  if (report.data === undefined || report.data.by === null) return <PlaceholderRows rows={6} />
  const funnels = report.data.rows.map((row) => ({ key: row.key, shown: stagesOfPeriod(report.data, row) }))
  return <SmallFunnels by={report.data.by} more={report.data.more} funnels={funnels} stages={stages} />
}
