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
  /** What the stage is called that the entries are measured against; null where there is none. */
  readonly base: string | null
}

/** The months of the chart as numbers. */
export function MonthsTable({ months, stage, base }: MonthsTableProps) {
  return (
    <details className={styles['numbers']}>
      <summary>{text.chartTable(stage)}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={text.chartTable(stage)} className={section['frame']}>
        <table className={`${section['table']} ${styles['months']}`}>
          <thead>
            <tr>
              <th scope="col">{text.month}</th>
              <th scope="col">{text.current}</th>
              <th scope="col">{text.candidate}</th>
              <th scope="col">{text.change}</th>
              {base !== null && (
                <>
                  <th scope="col">{text.ofBase(base, text.current)}</th>
                  <th scope="col">{text.ofBase(base, text.candidate)}</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, current, candidate, base: of }) => (
              <tr key={month}>
                <th scope="row">{shortMonthText(month)}</th>
                <td>{number(current)}</td>
                <td>{number(candidate)}</td>
                <td>{changeText(candidate - current)}</td>
                {of !== null && (
                  <>
                    <td>{text.part(current, of.current)}</td>
                    <td>{text.part(candidate, of.candidate)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  )
}

const changeText = (change: number): string =>
  change === 0 ? '0' : `${change > 0 ? '+' : '−'}${number(Math.abs(change))}`
