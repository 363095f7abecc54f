import { shortMonthText } from '../../../components/door/month.ts'
import { number } from '../../../words/en.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import section from '../section.module.css'
import styles from './months-table.module.css'
import type { StageMonth } from './stage-months.ts'

const { whatIf: text } = lifecycleWords

interface MonthsTableProps {
  readonly months: readonly StageMonth[]
  readonly stage: string
}

/** The months of the chart as numbers. */
export function MonthsTable({ months, stage }: MonthsTableProps) {
  return (
    <details className={styles['numbers']}>
      <summary>{text.chartTable(stage)}</summary>
      <div className={section['frame']}>
        <table className={`${section['table']} ${styles['months']}`}>
          <thead>
            <tr>
              <th scope="col">{text.month}</th>
              <th scope="col">{text.current}</th>
              <th scope="col">{text.candidate}</th>
              <th scope="col">{text.change}</th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, current, candidate }) => (
              <tr key={month}>
                <th scope="row">{shortMonthText(month)}</th>
                <td>{number(current)}</td>
                <td>{number(candidate)}</td>
                <td>{changeText(candidate - current)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

const changeText = (change: number): string =>
  change === 0 ? '0' : `${change > 0 ? '+' : '−'}${number(Math.abs(change))}`
