import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PageBody } from '../../components/frame/page-body.tsx'
import { useOpenTab } from '../../components/frame/use-open-tab.ts'
import { reportWords } from '../../words/reports-en.ts'
import styles from './report-body.module.css'
import { type ReportName, readReportsSearch, reportNames } from './reports-search.ts'

interface ReportBodyProps {
  readonly name: ReportName
  /** What is true now, in a sentence; nothing while it is not known. */
  readonly truth: ReactNode
  /** How the report is asked. */
  readonly controls?: ReactNode
  readonly children: ReactNode
}

/** A report with the way to the others, its sentence and its controls. */
export function ReportBody({ name, truth, controls, children }: ReportBodyProps) {
  const reports = useOpenTab(name)
  return (
    <PageBody title={`${reportWords.titles[name]} · ${reportWords.title}`}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>
          {reportWords.title}
          <span className="for-readers-only">: {reportWords.titles[name]}</span>
        </h1>
        <nav ref={reports} aria-label={reportWords.navigation} className={styles['reports']}>
          {reportNames.map((one) => (
            <Link
              key={one}
              to="/reports/$name"
              params={{ name: one }}
              search={({ track, by, period, since, until }) => readReportsSearch({ track, by, period, since, until })}
              className={styles['report']}
              activeOptions={{ includeSearch: false }}
            >
              {reportWords.titles[one]}
            </Link>
          ))}
        </nav>
      </header>
      <p className={styles['truth']} role="status">
        {truth ?? ' '}
      </p>
      {controls !== undefined && <div className={styles['controls']}>{controls}</div>}
      {children}
    </PageBody>
  )
}
