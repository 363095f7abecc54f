import { useQuery } from '@tanstack/react-query'
import type { BetweenReport } from '../../../../../server/src/contract/reports.ts'
import { betweenQuery } from '../../../api/reports.ts'
import { ChartFrame } from '../../../components/chart/chart-frame.tsx'
import type { ChartTable } from '../../../components/chart/csv-text.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { QuietNote } from '../../../components/states/quiet-note.tsx'
import { chartWords } from '../../../words/chart-en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { daysText } from '../days-text.ts'
import { ReportBody } from '../report-body.tsx'
import { PeriodControl } from '../report-controls.tsx'
import { ReportNotes } from '../report-state.tsx'
import section from '../section.module.css'
import { shareText } from '../share.ts'
import { useReportsSearch } from '../use-reports-search.ts'
import { BetweenTable } from './between-table.tsx'
import { EventPickers } from './event-pickers.tsx'
import { Spread } from './spread.tsx'

const { between: text } = reportWords

/** How long it takes from the first event of one sort to the first of another. */
export function BetweenPage() {
  const { search, months } = useReportsSearch()
  const { from = '', to = '' } = search
  const isAsked = from !== '' && to !== ''
  const report = useQuery({ ...betweenQuery({ from, to, ...months }), enabled: isAsked })
  const data = isAsked ? report.data : undefined
  return (
    <ReportBody
      name="between"
      truth={data === undefined ? null : truthOf(data)}
      controls={
        <>
          <EventPickers key={`${from}\n${to}`} from={from} to={to} />
          <PeriodControl />
        </>
      }
    >
      {!isAsked && (
        <QuietNote title={text.choose}>
          <p>{text.chooseAdvice}</p>
          <p>{text.hint}</p>
        </QuietNote>
      )}
      {isAsked && report.isPending && <PlaceholderRows rows={6} />}
      {isAsked && report.isError && <ProblemNote error={report.error} onRetry={() => void report.refetch()} />}
      {data?.time != null && !report.isError && (
        <>
          <ReportNotes />
          {data.earlier > 0 && <p className={section['note']}>{text.earlier(data.earlier, data.to)}</p>}
          <ChartFrame title={chartWords.spreadOf(data.from, data.to)} table={() => tableOfSpread(data)}>
            <Spread time={data.time} />
          </ChartFrame>
          <div className={section['section']}>
            <BetweenTable report={data} time={data.time} />
          </div>
        </>
      )}
    </ReportBody>
  )
}

const names = [reportWords.median, text.q1, text.q3, reportWords.p90, text.mean, text.least, text.most]

function tableOfSpread({ people, n, time }: BetweenReport): ChartTable {
  const days = time === null ? [] : [time.median, time.q1, time.q3, time.p90, time.mean, time.least, time.most]
  return {
    columns: [text.all, text.n, ...names.map(chartWords.spread)],
    rows: [[people, n, ...days.map((one) => Math.round(one * 1000) / 1000)]],
  }
}

function truthOf({ from, to, people, n, time }: BetweenReport): string {
  if (people === 0) return text.nobody(from)
  if (time === null) return text.noneBoth(reportWords.people(people), from, to)
  const share = `${shareText(n, people)} people`
  return time.median < 0
    ? text.truthEarlier(share, from, to, daysText(-time.median))
    : text.truth(share, from, to, daysText(time.median))
}
