import { useQuery } from '@tanstack/react-query'
import type { SourcesReport } from '../../../../../server/src/contract/reports.ts'
import { sourcesQuery } from '../../../api/reports.ts'
import { type Stages, useStages } from '../../../components/stage/stages.ts'
import { dimensionNames, keyText } from '../../../words/doors-en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { ReportBody } from '../report-body.tsx'
import { ChoiceControl, PeriodControl, TrackControl } from '../report-controls.tsx'
import { ReportNotes, ReportState } from '../report-state.tsx'
import section from '../section.module.css'
import { FEW, shareInterval, shareText } from '../share.ts'
import { useReportsSearch } from '../use-reports-search.ts'
import { SourcesTable } from './sources-table.tsx'

const { sources: text } = reportWords
const kinds = ['source', 'tipping', 'origin'] as const

/** Where those come from who enter the stages, and how many of them come to the end. */
export function SourcesPage() {
  const { search, months, change } = useReportsSearch()
  const stages = useStages(search.track)
  const by = kinds.find((kind) => kind === search.by) ?? 'source'
  const report = useQuery(sourcesQuery({ track: search.track, by, ...months }))
  const keys = report.data?.stages ?? []
  const to = keys.slice(1).find((key) => key === search.to) ?? usualGoal(keys)
  const first = keys[0] ?? ''
  return (
    <ReportBody
      name="sources"
      truth={report.data === undefined ? null : truthOf(report.data, stages, to)}
      controls={
        <>
          <TrackControl />
          <PeriodControl />
          <ChoiceControl
            label={text.kind}
            value={by}
            choices={kinds.map((kind) => ({ value: kind, label: text.kinds[kind] }))}
            onChoose={(value) => change({ by: kinds.find((kind) => kind === value) })}
          />
          <ChoiceControl
            label={text.count}
            value={search.count ?? 'entered'}
            choices={[
              { value: 'entered', label: text.counts.entered },
              { value: 'reached', label: text.counts.reached },
            ]}
            onChoose={(value) => change({ count: value === 'reached' ? value : undefined })}
          />
          <ChoiceControl
            label={text.to}
            value={to}
            choices={keys.slice(1).map((key) => ({ value: key, label: stages.find(key).short }))}
            onChoose={(value) => change({ to: value })}
          />
        </>
      }
    >
      <p className={section['note']}>{text.kindHints[by]}</p>
      {report.data !== undefined && <ReportNotes counting={report.data.counting} />}
      <ReportState report={report} isEmpty={({ total }) => !Object.values(total.counts).some((count) => count > 0)}>
        {(data) => (
          <>
            <SourcesTable report={data} stages={stages} count={search.count ?? 'entered'} to={to} />
            <p className={section['foot']}>
              {text.conversionHint(stages.find(first).short, stages.find(to).short)}
              {data.more > 0 && ` ${reportWords.more(data.more, dimensionNames[by])}`}
            </p>
          </>
        )}
      </ReportState>
    </ReportBody>
  )
}

/** Customers, where there is such a stage: what comes after them is told by none of a year's people. */
function usualGoal(keys: readonly string[]): string {
  return keys.includes('customer') ? 'customer' : (keys.at(-1) ?? '')
}

function truthOf({ by, rows, stages: keys, total }: SourcesReport, stages: Stages, to: string): string | null {
  const first = keys[0] ?? ''
  const among = rows.flatMap(({ key, counts }) => ({ key, base: counts[first] ?? 0, got: counts[to] ?? 0 }))
  const most = among.toSorted((a, b) => b.base - a.base)[0]
  if (most === undefined || most.base === 0) return null
  const judged = among.filter(({ key, base }) => base >= FEW && key !== '(empty)')
  const best = judged.toSorted((a, b) => surely(b) - surely(a))[0]
  const name = (key: string) => keyText(by, key).replace(/^./, (letter) => letter.toUpperCase())
  const truth = text.truthMost(name(most.key), shareText(most.base, total.counts[first] ?? 0), stages.find(first).short)
  if (best === undefined || best.got === 0) return `${truth}.`
  return `${truth}${text.truthBest(keyText(by, best.key), shareText(best.got, best.base), stages.find(to).short)}`
}

const surely = ({ got, base }: { got: number; base: number }): number => shareInterval(got, base)[0]
