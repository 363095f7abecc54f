import { useQuery } from '@tanstack/react-query'
import type { StagesReport } from '../../../../../server/src/contract/reports.ts'
import { stagesReportQuery } from '../../../api/reports.ts'
import { type Stages, useStages } from '../../../components/stage/stages.ts'
import { dimensionNames } from '../../../words/doors-en.ts'
import { number } from '../../../words/en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { ReportBody } from '../report-body.tsx'
import { BreakdownControl, TrackControl } from '../report-controls.tsx'
import { ReportNotes, ReportState } from '../report-state.tsx'
import section from '../section.module.css'
import { useReportsSearch } from '../use-reports-search.ts'
import { StagesBroken } from './stages-broken.tsx'
import { StagesTable } from './stages-table.tsx'

const { stages: text } = reportWords

/** Who is where now, and who moved in the last seven days. */
export function StagesPage() {
  const { search } = useReportsSearch()
  const { track, by } = search
  const stages = useStages(track)
  const report = useQuery(stagesReportQuery({ track }))
  const broken = useQuery({ ...stagesReportQuery({ track, by }), enabled: by !== undefined })
  return (
    <ReportBody
      name="stages"
      truth={report.data === undefined ? null : truthOf(report.data, stages)}
      controls={
        <>
          <TrackControl />
          <BreakdownControl />
        </>
      }
    >
      <ReportState report={report} isEmpty={({ rows }) => sumOf(rows[0]?.now) === 0}>
        {(data) => (
          <>
            <ReportNotes counting={data.counting} isOfMonths={false} />
            <StagesTable report={data} stages={stages} />
            <p className={section['foot']}>{text.twice}</p>
          </>
        )}
      </ReportState>
      {by !== undefined && report.data !== undefined && (
        <section className={section['section']}>
          <ReportState report={broken} isEmpty={() => false}>
            {(data) =>
              data.by !== null && (
                <>
                  <StagesBroken report={data} by={data.by} stages={stages} />
                  {data.more > 0 && (
                    <p className={section['foot']}>{reportWords.more(data.more, dimensionNames[data.by])}</p>
                  )}
                </>
              )
            }
          </ReportState>
        </section>
      )}
    </ReportBody>
  )
}

function truthOf({ rows }: StagesReport, stages: Stages): string {
  const [all] = rows
  const [most] = Object.entries(all?.in ?? {}).sort(([, a], [, b]) => b - a)
  const week =
    most === undefined || most[1] === 0 ? text.still : text.moved(stages.find(most[0]).short, number(most[1]))
  return text.truth(reportWords.people(sumOf(all?.now)), week)
}

function sumOf(counts: Readonly<Record<string, number>> | null | undefined): number {
  return Object.values(counts ?? {}).reduce((sum, count) => sum + count, 0)
}
