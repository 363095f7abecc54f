import { Tooltip } from '@mantine/core'
import type { CSSProperties } from 'react'
import type { CohortsReport } from '../../../../../server/src/contract/reports.ts'
import { shortMonthText } from '../../../components/door/month.ts'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { number, words } from '../../../words/en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { daysText } from '../days-text.ts'
import { doorOf } from '../funnel/funnel-stages.ts'
import { ReportTable } from '../report-table.tsx'
import section from '../section.module.css'
import { FEW, percentText } from '../share.ts'
import styles from './cohort-heat.module.css'

const { cohorts: text } = reportWords

interface CohortHeatProps {
  readonly report: CohortsReport
  readonly rows: CohortsReport['rows']
  readonly stages: Stages
}

/** A month a row, a later stage a column; the deeper the colour, the more of the month came there. */
export function CohortHeat({ report, rows, stages }: CohortHeatProps) {
  const { from, stages: later, times } = report
  const none = words.states.noValue
  return (
    <>
      <ReportTable caption={`${text.from}: ${stages.find(from).short}`} isCaptionHidden>
        <thead>
          <tr>
            <th scope="col">{text.month}</th>
            <th scope="col">{text.entered}</th>
            {later.map((key) => (
              <th scope="col" key={key}>
                {stages.find(key).short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.month}>
              <th scope="row">{shortMonthText(row.month)}</th>
              <td>
                <PeopleLink
                  count={row.entered}
                  door={{ ...doorOf({ ...report, since: row.month, until: row.month }, row.key), entered: from }}
                  label={`${text.entered} ${stages.find(from).short}`}
                />
              </td>
              {later.map((to) => (
                <HeatCell key={to} report={report} row={row} to={to} name={stages.find(to).short} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          {(['median', 'p90'] as const).map((quantile) => (
            <tr key={quantile} className={styles['times']}>
              <th scope="row">{quantile === 'median' ? text.medianRow : text.p90Row}</th>
              <td />
              {later.map((to) => {
                const time = times[to] ?? null
                return <td key={to}>{time === null ? none : daysText(time[quantile])}</td>
              })}
            </tr>
          ))}
        </tfoot>
      </ReportTable>
      <p className={section['foot']}>{text.legendYoung}</p>
    </>
  )
}

interface HeatCellProps {
  readonly report: CohortsReport
  readonly row: CohortsReport['rows'][number]
  readonly to: string
  readonly name: string
}

function HeatCell({ report, row, to, name }: HeatCellProps) {
  const { from, times } = report
  const reached = row.reached[to] ?? 0
  const young = row.young[to] ?? 0
  const time = times[to] ?? null
  const share = row.entered === 0 ? 0 : reached / row.entered
  const hint = time === null ? text.neverYet : text.young(young, row.entered, daysText(time.p90))
  return (
    <td className={styles['cell']} data-young={young > 0 || undefined} style={{ '--share': share } as CSSProperties}>
      <Tooltip label={hint} disabled={young === 0}>
        <span>
          <PeopleLink
            count={reached}
            door={{ ...doorOf({ ...report, since: row.month, until: row.month }, row.key), from, reached: to }}
            label={`${text.reached(name)}${young > 0 ? `. ${hint}` : ''}`}
          >
            {row.entered < FEW ? `${number(reached)} of ${number(row.entered)}` : percentText(reached, row.entered)}
          </PeopleLink>
        </span>
      </Tooltip>
    </td>
  )
}
