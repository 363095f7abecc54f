import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { StepsReport } from '../../../../../server/src/contract/reports.ts'
import { stepsQuery } from '../../../api/reports.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { QuietNote } from '../../../components/states/quiet-note.tsx'
import { number } from '../../../words/en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { ReportBody } from '../report-body.tsx'
import { ChoiceControl, PeriodControl } from '../report-controls.tsx'
import { ReportNotes } from '../report-state.tsx'
import section from '../section.module.css'
import { percentText } from '../share.ts'
import { useReportsSearch } from '../use-reports-search.ts'
import { StepsTable } from './steps-table.tsx'

const { steps: text } = reportWords
const FEW_ROWS = 50
const MANY_ROWS = 1000

/** How often which event follows which. */
export function StepsPage() {
  const { search, months, change } = useReportsSearch()
  const { kinds, all } = search
  const report = useQuery(stepsQuery({ kinds, limit: all === undefined ? FEW_ROWS : MANY_ROWS, ...months }))
  const { data } = report
  return (
    <ReportBody
      name="steps"
      truth={data === undefined ? null : truthOf(data)}
      controls={
        <>
          <PeriodControl />
          <ChoiceControl
            label={text.kinds}
            value={kinds ?? ''}
            choices={[
              { value: '', label: text.everyKind },
              ...Object.entries(text.kindNames).map(([value, label]) => ({ value, label })),
              ...(kinds === undefined || kinds in text.kindNames ? [] : [{ value: kinds, label: kinds }]),
            ]}
            onChoose={(value) => change({ kinds: value === '' ? undefined : value })}
          />
        </>
      }
    >
      {data === undefined && report.isError && (
        <ProblemNote error={report.error} onRetry={() => void report.refetch()} />
      )}
      {report.isPending && <PlaceholderRows />}
      {data !== undefined && data.rows.length === 0 && (
        <QuietNote title={text.none}>
          <p>{text.noneAdvice}</p>
        </QuietNote>
      )}
      {data !== undefined && data.rows.length > 0 && (
        <>
          <ReportNotes />
          <StepsTable report={data} kinds={kinds} />
          {data.more > 0 && (
            <p className={section['foot']}>
              {text.more(data.rows.length, data.more)}{' '}
              {all === undefined && (
                <Button variant="default" size="xs" onClick={() => change({ all: 'yes' })}>
                  {text.showMore}
                </Button>
              )}
            </p>
          )}
        </>
      )}
    </ReportBody>
  )
}

function truthOf({ rows, steps, contacts }: StepsReport): string | null {
  const [first] = rows
  if (first === undefined) return null
  const base = text.base(number(steps), reportWords.people(contacts))
  return text.truth(first.from, first.to, `${percentText(first.count, steps)} of ${base}`)
}
