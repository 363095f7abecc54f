import type { WhyView } from '../../../../server/src/contract/why.ts'
import { stretchText } from '../../components/moment.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { number, words } from '../../words/en.ts'
import { ScoreCurve } from './score-curve.tsx'
import { ScoreGroups } from './score-groups.tsx'
import { ScoreShares } from './score-shares.tsx'
import { ScoreThresholds } from './score-thresholds.tsx'
import styles from './scores.module.css'

interface ScoreLineProps {
  readonly score: WhyView['scores'][string]
  readonly contact: string
  readonly stages: Stages
}

/** A score: its points and how they went, where they come from, where they matter, and each contribution. */
export function ScoreLine({ score, contact, stages }: ScoreLineProps) {
  const { name, points, cap, halfLife, counted, shares, groups, conditions } = score
  const title = name.replaceAll('_', ' ')
  const given = conditions.filter(({ holds }) => holds).reduce((sum, one) => sum + one.points, 0)
  const together = groups.reduce((sum, group) => sum + group.points, given)
  return (
    <div className={styles['line']}>
      <div className={styles['head']}>
        <h3 className={styles['name']}>{title}</h3>
        <p className={styles['points']}>
          {number(Math.floor(points))}
          <span className="for-readers-only"> {words.contact.scoreOf(number(Math.floor(points)), number(cap))}</span>
        </p>
        {halfLife !== null && (
          <>
            <ScoreCurve name={title} score={score} />
            <p className={styles['fades']}>{words.contact.halfLife(stretchText(halfLife))}</p>
          </>
        )}
      </div>
      <div className={styles['made']}>
        <ScoreGroups score={score} />
        {together > cap + 1 && (
          <p className={styles['note']}>{words.contact.clipped(number(Math.floor(together)), number(cap))}</p>
        )}
        {counted !== null && <p className={styles['note']}>{words.contact.counted(Math.floor(counted))}</p>}
        <ScoreThresholds score={score} stages={stages} />
        {shares.length > 0 && <ScoreShares score={score} contact={contact} />}
      </div>
    </div>
  )
}
