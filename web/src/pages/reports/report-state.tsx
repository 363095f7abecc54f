import { IconChartBarOff, IconClockPlay, IconRefresh } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { monthText } from '../../components/door/month.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { number } from '../../words/en.ts'
import { reportWords } from '../../words/reports-en.ts'
import { includesThisMonth } from './period.ts'
import styles from './report-state.module.css'
import { useReportsSearch } from './use-reports-search.ts'

interface ReportStateProps<Report> {
  readonly report: UseQueryResult<Report>
  readonly isEmpty: (report: Report) => boolean
  readonly children: (report: Report) => ReactNode
}

/** What is known of a report: on its way, refused, empty, or there; the old one stays in sight while a new one comes. */
export function ReportState<Report>({ report, isEmpty, children }: ReportStateProps<Report>) {
  if (report.isError && (report.data === undefined || report.isPlaceholderData))
    return <ProblemNote error={report.error} onRetry={() => void report.refetch()} />
  if (report.data === undefined) return <PlaceholderRows />
  if (isEmpty(report.data)) return <EmptyReport />
  return (
    <div className={styles['report']} data-stale={report.isPlaceholderData || undefined} aria-busy={report.isFetching}>
      {children(report.data)}
    </div>
  )
}

function EmptyReport() {
  const { months } = useReportsSearch()
  const isEver = months.since === undefined && months.until === undefined
  return (
    <QuietNote
      icon={<IconChartBarOff size={20} aria-hidden="true" />}
      title={isEver ? reportWords.empty : reportWords.emptyHere}
    >
      <p>{isEver ? reportWords.emptyEver : reportWords.emptyPeriod}</p>
      <p>
        {isEver ? (
          <Link to="/contacts" search={{}} className="link">
            {reportWords.toContacts}
          </Link>
        ) : (
          <Link
            from="/reports/$name"
            search={({ since: _, until: __, ...search }) => ({ ...search, period: 'all' as const })}
            className="link"
          >
            {reportWords.showAll}
          </Link>
        )}
      </p>
    </QuietNote>
  )
}

interface ReportNotesProps {
  readonly counting?: { readonly done: number; readonly total: number } | null
  /** Whether the report is about the months that the address asks for. */
  readonly isOfMonths?: boolean
}

/** What is to be known before the numbers are believed. */
export function ReportNotes({ counting = null, isOfMonths = true }: ReportNotesProps) {
  const { months, thisMonth } = useReportsSearch()
  return (
    <>
      {counting !== null && (
        <p className={styles['note']} data-attention="">
          <IconRefresh size={16} aria-hidden="true" />
          {reportWords.counting(number(counting.done), number(counting.total))}
        </p>
      )}
      {isOfMonths && includesThisMonth(months, thisMonth) && (
        <p className={styles['note']}>
          <IconClockPlay size={16} aria-hidden="true" />
          {reportWords.unfinished(monthText(thisMonth))}
        </p>
      )}
    </>
  )
}
