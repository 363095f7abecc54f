import type { WhyView } from '../../../../server/src/contract/why.ts'
import { stretchText } from '../../components/moment.ts'
import { number, words } from '../../words/en.ts'
import { groupsOf } from './score-groups.ts'
import { ScoreShares } from './score-shares.tsx'
import styles from './scores.module.css'

interface ScoreLineProps {
  readonly name: string
  readonly score: WhyView['scores'][string]
  /** The points of a whole bar. */
  readonly most: number
  readonly contact: string
}

/** A score: its points, the groups that they come from, and the events and facts behind them. */
export function ScoreLine({ name, score, most, contact }: ScoreLineProps) {
  const groups = groupsOf(score)
  const together = groups.reduce((sum, { points }) => sum + points, 0)
  const conditions = score.conditions.filter(({ holds }) => holds)
  return (
    <div className={styles['line']}>
      <h3 className={styles['name']}>{name.replaceAll('_', ' ')}</h3>
      <p className={styles['points']}>{number(Math.floor(score.points))}</p>
      <div className={styles['made']}>
        {together > 0 && (
          <div className={styles['bar']} aria-hidden="true">
            {groups.map(({ group, points }) => (
              <span key={group} style={{ width: `${(100 * points) / most}%` }} />
            ))}
          </div>
        )}
        <p className={styles['from']}>
          {groups.length === 0 && conditions.length === 0 && words.contact.noPoints}
          {groups.map(({ group, points }) => (
            <span key={group} className={styles['group']}>
              {group.replaceAll('_', ' ')} <b>{number(Math.floor(points))}</b>
            </span>
          ))}
          {conditions.map(({ path, text, points }) => (
            <span key={path} className={styles['group']}>
              {text} <b>{words.contact.points(points)}</b>
            </span>
          ))}
          {score.halfLife !== null && (
            <span className={styles['fades']}>{words.contact.halfLife(stretchText(score.halfLife))}</span>
          )}
        </p>
        {score.shares.length > 0 && <ScoreShares shares={score.shares} contact={contact} />}
      </div>
    </div>
  )
}
