import type { BetweenReport } from '../../../../../server/src/contract/reports.ts'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import { reportWords } from '../../../words/reports-en.ts'
import { daysText } from '../days-text.ts'
import { ReportTable } from '../report-table.tsx'
import styles from './between-table.module.css'

const { between: text } = reportWords

interface BetweenTableProps {
  readonly report: BetweenReport
  readonly time: NonNullable<BetweenReport['time']>
}

/** The numbers behind the spread. */
export function BetweenTable({ report: { from, to, since, until, people, n }, time }: BetweenTableProps) {
  const did = { did: from, ...(since !== null && { since }), ...(until !== null && { until }) }
  const rows = [
    [text.all, <PeopleLink key="all" count={people} door={did} />],
    [text.n, <PeopleLink key="both" count={n} door={{ ...did, and: to }} />],
    [reportWords.median, daysText(time.median)],
    [text.q1, daysText(time.q1)],
    [text.q3, daysText(time.q3)],
    [reportWords.p90, daysText(time.p90)],
    [text.mean, daysText(time.mean)],
    [text.least, daysText(time.least)],
    [text.most, daysText(time.most)],
  ] as const
  return (
    <div className={styles['table']}>
      <ReportTable caption={reportWords.table}>
        <thead className="for-readers-only">
          <tr>
            <th scope="col">{text.row}</th>
            <th scope="col">{text.value}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </ReportTable>
    </div>
  )
}
