import type { WhyView } from '../../../../server/src/contract/why.ts'
import { agoPhrase, exactText } from '../../components/moment.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { useNow } from '../../components/use-now.ts'
import { number, words } from '../../words/en.ts'
import styles from './scores.module.css'

interface ScoreThresholdsProps {
  readonly score: WhyView['scores'][string]
  readonly stages: Stages
}

/** The points at which something turns: what asks for them, and when they will be gone, or how many are missing. */
export function ScoreThresholds({ score: { points, thresholds }, stages }: ScoreThresholdsProps) {
  const now = useNow()
  if (thresholds.length === 0) return null
  return (
    <div>
      <h4 className={styles['small']}>{words.contact.thresholds}</h4>
      <ul>
        {thresholds.map((threshold) => (
          <li key={threshold.points} className={styles['threshold']} data-reached={threshold.reached}>
            <b>{number(threshold.points)}</b>
            <span>
              {threshold.uses
                .map(({ use, stage, sign }) =>
                  words.contact.uses[use](stage === null ? '' : stages.find(stage).short, sign ?? ''),
                )
                .join(', ')}
              {' · '}
              {threshold.reached ? (
                threshold.until === null ? (
                  words.contact.stays
                ) : (
                  <time dateTime={threshold.until} title={exactText(Date.parse(threshold.until))}>
                    {words.contact.until(agoPhrase(Date.parse(threshold.until), now))}
                  </time>
                )
              ) : (
                words.contact.missing(Math.ceil(threshold.points - points))
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
