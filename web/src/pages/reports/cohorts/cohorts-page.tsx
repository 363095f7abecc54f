import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import type { CohortsReport } from '../../../../../server/src/contract/reports.ts'
import { cohortsQuery } from '../../../api/reports.ts'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import { type Stages, useStages } from '../../../components/stage/stages.ts'
import { dimensionNames, keyText } from '../../../words/doors-en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { daysText } from '../days-text.ts'
import { doorOf } from '../funnel/funnel-stages.ts'
import { ReportBody } from '../report-body.tsx'
import { BreakdownControl, ChoiceControl, PeriodControl, TrackControl } from '../report-controls.tsx'
import { ReportNotes, ReportState } from '../report-state.tsx'
import section from '../section.module.css'
import { shareText } from '../share.ts'
import { useReportsSearch } from '../use-reports-search.ts'
import { CohortHeat } from './cohort-heat.tsx'
import styles from './cohorts-page.module.css'

const { cohorts: text } = reportWords
// The library that draws it is larger than all the rest of the page.
const CohortChart = lazy(() => import('./cohort-chart.tsx').then((module) => ({ default: module.CohortChart })))

/** What became of those who entered a stage in the same month. */
export function CohortsPage() {
  const { search, months, change } = useReportsSearch()
  const { track, by } = search
  const stages = useStages(track)
  const first = stages.ordered[0]?.key
  const from = search.from ?? first
  const report = useQuery({ ...cohortsQuery({ track, by, from, ...months }), enabled: from !== undefined })
  const later = report.data?.stages ?? []
  const to = later.find((key) => key === search.to) ?? (later.includes('customer') ? 'customer' : later.at(-1))
  const values = [...new Set(report.data?.rows.map(({ key }) => key))]
  const value = values.find((key) => key === search.key) ?? values[0] ?? 'all'
  return (
    <ReportBody
      name="cohorts"
      truth={
        report.data === undefined || to === undefined ? null : (
          <CohortTruth report={report.data} value={value} to={to} stages={stages} />
        )
      }
      controls={
        <>
          <TrackControl />
          <ChoiceControl
            label={text.from}
            value={from ?? ''}
            choices={stages.ordered.slice(0, -1).map(({ key, short }) => ({ value: key, label: short }))}
            onChoose={(key) => change({ from: key === first ? undefined : key, to: undefined })}
          />
          <ChoiceControl
            label={text.to}
            value={to ?? ''}
            choices={later.map((key) => ({ value: key, label: stages.find(key).short }))}
            onChoose={(key) => change({ to: key })}
          />
          <PeriodControl />
          <BreakdownControl />
          {by !== undefined && values.length > 0 && (
            <ChoiceControl
              label={dimensionNames[by]}
              value={value}
              choices={values.map((key) => ({ value: key, label: keyText(by, key) }))}
              onChoose={(key) => change({ key })}
            />
          )}
        </>
      }
    >
      {report.data !== undefined && <ReportNotes counting={report.data.counting} />}
      <ReportState report={report} isEmpty={({ rows }) => rows.length === 0}>
        {(data) => {
          const rows = data.rows.filter(({ key }) => key === value)
          return (
            <>
              {to !== undefined && (
                <div className={styles['chart']}>
                  <Suspense fallback={null}>
                    <CohortChart report={data} rows={rows} to={to} stages={stages} />
                  </Suspense>
                </div>
              )}
              <CohortHeat report={data} rows={rows} stages={stages} />
              {data.by !== null && data.more > 0 && (
                <p className={section['foot']}>{reportWords.more(data.more, dimensionNames[data.by])}</p>
              )}
            </>
          )
        }}
      </ReportState>
    </ReportBody>
  )
}

interface CohortTruthProps {
  readonly report: CohortsReport
  readonly value: string
  readonly to: string
  readonly stages: Stages
}

/** "9 % of 202 who entered Lead in the last 12 months reached Customer, half of them within 41 days." */
function CohortTruth({ report, value, to, stages }: CohortTruthProps) {
  const { when } = useReportsSearch()
  const { from, rows, times } = report
  const own = rows.filter(({ key }) => key === value)
  const entered = own.reduce((sum, row) => sum + row.entered, 0)
  const reached = own.reduce((sum, row) => sum + (row.reached[to] ?? 0), 0)
  if (entered === 0) return text.truthNobody(stages.find(from).short, when)
  const time = times[to] ?? null
  return (
    <>
      <PeopleLink count={reached} door={{ ...doorOf(report, value), from, reached: to }}>
        {shareText(reached, entered)}
      </PeopleLink>
      {text.truth('', stages.find(from).short, when, stages.find(to).short)}
      {time === null || value !== 'all' ? '.' : text.truthTime(daysText(time.median))}
    </>
  )
}
