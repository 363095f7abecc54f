import type { CSSProperties } from 'react'
import type { SourcesReport } from '../../../../../server/src/contract/reports.ts'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { dimensionNames, keyText } from '../../../words/doors-en.ts'
import { words } from '../../../words/en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { doorOf } from '../funnel/funnel-stages.ts'
import { ReportTable } from '../report-table.tsx'
import { shareText } from '../share.ts'
import styles from './sources-table.module.css'

const { sources: text } = reportWords

interface SourcesTableProps {
  readonly report: SourcesReport
  readonly stages: Stages
  readonly count: 'entered' | 'reached'
  /** The stage by which sources are judged. */
  readonly to: string
}

/** One source a row: how many of it came to each stage. */
export function SourcesTable({ report, stages, count, to }: SourcesTableProps) {
  const { by, rows, total, stages: keys } = report
  const title = by === null ? '' : dimensionNames[by]
  const most = Math.max(0.0001, ...rows.map(({ share }) => share ?? 0))
  return (
    <ReportTable caption={`${title}, ${text.counts[count].toLowerCase()}`} isCaptionHidden>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col" data-text="">
            {text.columns.share}
          </th>
          {keys.map((key) => (
            <th scope="col" key={key}>
              {stages.find(key).short}
            </th>
          ))}
          <th scope="col">{text.columns.conversion(stages.find(to).short)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <SourceRow key={row.key} report={report} row={row} most={most} stages={stages} count={count} to={to} />
        ))}
      </tbody>
      <tfoot>
        <SourceRow
          report={{ ...report, by: null }}
          row={{ ...total, key: 'all', share: null }}
          most={most}
          stages={stages}
          count={count}
          to={to}
        />
      </tfoot>
    </ReportTable>
  )
}

interface SourceRowProps extends SourcesTableProps {
  readonly row: Pick<SourcesReport['rows'][number], 'key' | 'counts' | 'entered' | 'share'>
  readonly most: number
}

function SourceRow({ report, row: { key, counts, entered, share }, most, stages, count, to }: SourceRowProps) {
  const name = report.by === null ? text.total : keyText(report.by, key)
  const door = doorOf(report, key)
  const base = counts[report.stages[0] ?? ''] ?? 0
  const goal = counts[to] ?? 0
  const amounts = count === 'entered' ? entered : counts
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles['share']} data-text="">
        <span className={styles['plot']} aria-hidden="true">
          {share !== null && <span className={styles['bar']} style={{ '--full': share / most } as CSSProperties} />}
        </span>
        <span className={styles['base']}>{shareText(base, report.by === null ? base : totalOf(report))}</span>
      </td>
      {report.stages.map((stage) => (
        <td key={stage}>
          <PeopleLink
            count={amounts[stage] ?? 0}
            door={{ ...door, [count]: stage }}
            label={`${name}, ${text.counts[count].toLowerCase()} ${stages.find(stage).short}`}
          />
        </td>
      ))}
      <td>
        {base === 0 ? (
          words.states.noValue
        ) : (
          <PeopleLink
            count={goal}
            door={{ ...door, reached: to }}
            label={`${name}, ${text.columns.conversion(stages.find(to).short)}`}
          >
            {shareText(goal, base)}
          </PeopleLink>
        )}
      </td>
    </tr>
  )
}

const totalOf = ({ total, stages }: SourcesReport): number => total.counts[stages[0] ?? ''] ?? 0
