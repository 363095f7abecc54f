import type { CSSProperties } from 'react'
import type { StagesReport } from '../../../../../server/src/contract/reports.ts'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import { dateFormat } from '../../../components/locale.ts'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { number, words } from '../../../words/en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { ReportTable } from '../report-table.tsx'
import { shareText } from '../share.ts'
import styles from './stages-table.module.css'

const { stages: text } = reportWords

interface StagesTableProps {
  readonly report: StagesReport
  readonly stages: Stages
}

/** One stage a row, the detours below: how many are there, and how many came and went this week. */
export function StagesTable({ report, stages }: StagesTableProps) {
  const { track, week, rows } = report
  const all = rows[0]
  if (all === undefined) return null
  const total = Object.values(all.now).reduce((sum, count) => sum + count, 0)
  const most = Math.max(1, ...Object.values(all.now))
  const way = report.stages.filter(({ detour }) => !detour)
  const detours = report.stages.filter(({ detour }) => detour)
  const row = ({ key, name }: StagesReport['stages'][number]) => (
    <StageRow
      key={key}
      stage={{ key, name, short: stages.find(key).short, ripe: stages.find(key).ripe }}
      track={track}
      counts={{ now: all.now[key] ?? 0, in: all.in?.[key] ?? 0, out: all.out?.[key] ?? 0 }}
      total={total}
      most={most}
    />
  )
  return (
    <ReportTable caption={text.caption(dayText(week.since), dayText(week.until))}>
      <thead>
        <tr>
          <th scope="col">{text.columns.stage}</th>
          <td className={styles['bar']} aria-hidden="true" />
          <th scope="col">{text.columns.now}</th>
          <th scope="col" className={styles['wide']}>
            {text.columns.share}
          </th>
          <th scope="col">{text.columns.in}</th>
          <th scope="col">{text.columns.out}</th>
          <th scope="col" className={styles['wide']}>
            {text.columns.net}
          </th>
        </tr>
      </thead>
      <tbody>{way.map(row)}</tbody>
      {detours.length > 0 && (
        <tbody>
          <tr className={styles['between']}>
            <th colSpan={7} scope="rowgroup">
              {text.detours}
            </th>
          </tr>
          {detours.map(row)}
        </tbody>
      )}
    </ReportTable>
  )
}

interface StageRowProps {
  readonly stage: { readonly key: string; readonly name: string; readonly short: string; readonly ripe: number | null }
  readonly track: string
  readonly counts: { readonly now: number; readonly in: number; readonly out: number }
  readonly total: number
  readonly most: number
}

function StageRow({ stage: { key, name, short, ripe }, track, counts, total, most }: StageRowProps) {
  const style = { '--ripe': ripe ?? 0, '--full': counts.now / most } as CSSProperties
  const door = { track, stage: key }
  const net = counts.in - counts.out
  return (
    <tr className="stage-colour" data-detour={ripe === null ? '' : undefined} style={style}>
      <th scope="row">
        <span className={styles['stage']}>
          <StageGlyph ripe={ripe} />
          <span className={styles['full']}>{name}</span>
          <span className={styles['short']}>{short}</span>
        </span>
      </th>
      <td className={styles['bar']} aria-hidden="true">
        <span />
      </td>
      <td className={styles['now']}>
        <PeopleLink count={counts.now} door={door} label={`${name}, ${text.now}`} />
      </td>
      <td className={styles['wide']}>{shareText(counts.now, total)}</td>
      <td>
        <PeopleLink count={counts.in} door={{ ...door, moved: 'in' }} label={`${name}, ${text.movedIn}`} />
      </td>
      <td>
        <PeopleLink count={counts.out} door={{ ...door, moved: 'out' }} label={`${name}, ${text.movedOut}`} />
      </td>
      <td className={styles['wide']}>{net === 0 ? words.states.noValue : signed(net)}</td>
    </tr>
  )
}

const signed = (amount: number): string => (amount > 0 ? `+${number(amount)}` : `−${number(-amount)}`)

// A day of the report, in the zone in which it counts.
const dayFormat = dateFormat({ day: 'numeric', month: 'long', timeZone: 'UTC' })
const dayText = (date: string): string => dayFormat.format(Date.parse(date))
