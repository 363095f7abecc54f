import { useQuery } from '@tanstack/react-query'
import { cohortsQuery, funnelQuery } from '../../../api/reports.ts'
import { useStages } from '../../../components/stage/stages.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { ReportBody } from '../report-body.tsx'
import { BreakdownControl, ChoiceControl, PeriodControl, TrackControl } from '../report-controls.tsx'
import { ReportNotes, ReportState } from '../report-state.tsx'
import { useReportsSearch } from '../use-reports-search.ts'
import { CohortFunnel } from './cohort-funnel.tsx'
import { pivotOf } from './funnel-stages.ts'
import { FunnelTruth } from './funnel-truth.tsx'
import { PeriodFunnel } from './period-funnel.tsx'

const { funnel: text } = reportWords

/** The funnel as it was: who entered and reached each stage, who went on, how long that took, and where most is lost. */
export function FunnelPage() {
  const { search, months, change } = useReportsSearch()
  const { track, view, by } = search
  const stages = useStages(track)
  const report = useQuery(funnelQuery({ track, ...months }))
  const first = stages.ordered[0]?.key
  const from = search.from ?? first
  const cohort = useQuery({
    ...cohortsQuery({ track, from, ...months }),
    enabled: view === 'cohort' && from !== undefined,
  })
  const shown = view === 'cohort' ? cohort : report
  return (
    <ReportBody
      name="funnel"
      truth={report.data === undefined ? null : <FunnelTruth stages={stages} pivot={pivotOf(report.data.stages)} />}
      controls={
        <>
          <TrackControl />
          <PeriodControl />
          <ChoiceControl
            label={text.view}
            value={view ?? 'period'}
            choices={[
              { value: 'period', label: text.views.period },
              { value: 'cohort', label: text.views.cohort },
            ]}
            onChoose={(value) => change({ view: value === 'cohort' ? value : undefined, from: undefined })}
          />
          {view === 'cohort' && (
            <ChoiceControl
              label={text.cohortOf}
              value={from ?? ''}
              choices={stages.ordered.slice(0, -1).map(({ key, short }) => ({ value: key, label: short }))}
              onChoose={(value) => change({ from: value === first ? undefined : value })}
            />
          )}
          <BreakdownControl />
        </>
      }
    >
      {shown.data !== undefined && <ReportNotes counting={shown.data.counting} />}
      {view === 'cohort' ? (
        <ReportState report={cohort} isEmpty={({ rows }) => rows.length === 0}>
          {(data) => <CohortFunnel report={data} stages={stages} by={by} />}
        </ReportState>
      ) : (
        <ReportState
          report={report}
          isEmpty={({ rows }) => !rows.some(({ counts }) => Object.values(counts).some((count) => count > 0))}
        >
          {(data) => <PeriodFunnel report={data} stages={stages} by={by} />}
        </ReportState>
      )}
    </ReportBody>
  )
}
