import type { CSSProperties } from 'react'
import type { StepsReport } from '../../../../../server/src/contract/reports.ts'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import { reportWords } from '../../../words/reports-en.ts'
import { ReportTable } from '../report-table.tsx'
import { percentText } from '../share.ts'
import styles from './steps-table.module.css'

const { columns } = reportWords.steps

interface StepsTableProps {
  readonly report: StepsReport
  /** The kinds that were asked for. */
  readonly kinds: string | undefined
}

/** One sort of step a row, the commonest first; its number opens those in whose histories it is. */
export function StepsTable({ report: { rows, steps, since, until }, kinds }: StepsTableProps) {
  const asked = { ...(kinds && { kinds }), ...(since !== null && { since }), ...(until !== null && { until }) }
  const most = rows[0]?.count ?? 1
  return (
    <ReportTable caption={reportWords.titles.steps} isCaptionHidden>
      <thead>
        <tr>
          <th scope="col">{columns.from}</th>
          <th scope="col" data-text="">
            {columns.to}
          </th>
          <th scope="col">{columns.count}</th>
          <th scope="col">{columns.share}</th>
        </tr>
      </thead>
      <tbody className={styles['table']}>
        {rows.map(({ from, to, count }) => (
          <tr key={JSON.stringify([from, to])}>
            <td className={styles['event']} data-text="">
              {from}
            </td>
            <td className={styles['event']} data-text="">
              {to}
            </td>
            <td className={styles['count']} style={{ '--full': count / most } as CSSProperties}>
              <PeopleLink
                count={count}
                door={{ did: from, next: to, ...asked }}
                label={reportWords.steps.opens(from, to)}
              />
            </td>
            <td className={styles['share']}>{percentText(count, steps)}</td>
          </tr>
        ))}
      </tbody>
    </ReportTable>
  )
}
