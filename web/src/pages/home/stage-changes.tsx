import { Link } from '@tanstack/react-router'
import type { StagesReport } from '../../../../server/src/contract/reports.ts'
import { PeopleLink } from '../../components/door/people-link.tsx'
import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stage, Stages } from '../../components/stage/stages.ts'
import { words } from '../../words/en.ts'
import { homeWords } from '../../words/home-en.ts'
import styles from './home.module.css'

interface StageChangesProps {
  readonly stages: Stages
  /** Counts of everybody; undefined while they are on their way. */
  readonly row: StagesReport['rows'][number] | undefined
}

/** Who is where now, against a week ago. */
export function StageChanges({ stages, row }: StageChangesProps) {
  return (
    <section aria-labelledby="stages" className={styles['section']}>
      <h2 id="stages">{homeWords.stages}</h2>
      <table className={styles['table']}>
        <caption className="for-readers-only">{homeWords.stagesCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{homeWords.columns.stage}</th>
            <th scope="col">{homeWords.columns.now}</th>
            <th scope="col">{homeWords.columns.in}</th>
            <th scope="col">{homeWords.columns.out}</th>
            <th scope="col">{homeWords.columns.change}</th>
          </tr>
        </thead>
        <tbody>
          {[...stages.ordered, ...stages.detours].map((stage) => (
            <StageRow key={stage.key} stage={stage} row={row} />
          ))}
        </tbody>
      </table>
      <p className={styles['quiet']}>
        {homeWords.week}.{' '}
        <Link to="/reports/$name" params={{ name: 'stages' }} search={{}} className="link">
          {homeWords.report}
        </Link>
      </p>
    </section>
  )
}

function StageRow({ stage, row }: { readonly stage: Stage; readonly row: StageChangesProps['row'] }) {
  const { key, name, short, ripe, count } = stage
  const into = row?.in?.[key]
  const out = row?.out?.[key]
  const net = into === undefined || out === undefined ? null : into - out
  return (
    <tr>
      <th scope="row" title={name}>
        <span className={styles['stage']}>
          <StageGlyph ripe={ripe} />
          {short}
        </span>
      </th>
      <td>
        <PeopleLink count={count} door={{ stage: key }} label={`${name}, ${homeWords.now}`} />
      </td>
      <td>
        {into === undefined ? (
          words.states.noValue
        ) : (
          <PeopleLink count={into} door={{ stage: key, moved: 'in' }} label={`${name}, ${homeWords.movedIn}`} />
        )}
      </td>
      <td>
        {out === undefined ? (
          words.states.noValue
        ) : (
          <PeopleLink count={out} door={{ stage: key, moved: 'out' }} label={`${name}, ${homeWords.movedOut}`} />
        )}
      </td>
      <td className={styles['net']} data-still={net === 0 || undefined}>
        {net === null ? words.states.noValue : homeWords.change(net)}
      </td>
    </tr>
  )
}
