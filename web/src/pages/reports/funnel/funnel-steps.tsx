import type { CSSProperties } from 'react'
import { ChartFrame } from '../../../components/chart/chart-frame.tsx'
import { PeopleLink } from '../../../components/door/people-link.tsx'
import { StageGlyph } from '../../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { number } from '../../../words/en.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { FEW, percentText } from '../share.ts'
import { MedianTime } from '../time-spread.tsx'
import type { FunnelStage } from './funnel-stages.ts'
import styles from './funnel-steps.module.css'
import { tableOfFunnels } from './table-of-funnels.ts'

const { funnel: text } = reportWords

interface FunnelStepsProps {
  readonly shown: readonly FunnelStage[]
  readonly stages: Stages
}

/** The stages as steps: how many reached and entered each, and between them how many went on and how soon. */
export function FunnelSteps({ shown, stages }: FunnelStepsProps) {
  const most = Math.max(1, ...shown.map(({ reached }) => reached.count))
  const hasEntered = shown.some(({ entered }) => entered !== null)
  const nameOf = (key: string) => stages.find(key).name
  return (
    <ChartFrame title={text.steps} table={() => tableOfFunnels([{ key: null, shown }], nameOf)}>
      <figure>
        <ol className={styles['steps']} aria-label={text.steps}>
          {shown.map((stage, index) => (
            <Step key={stage.key} stage={stage} next={shown[index + 1]} stages={stages} most={most} />
          ))}
        </ol>
        {hasEntered && (
          <figcaption className={styles['legend']}>
            <span className={styles['solid']}>{text.legendEntered}</span>
            <span className={styles['light']}>{text.legendReached}</span>
          </figcaption>
        )}
      </figure>
    </ChartFrame>
  )
}

interface StepProps {
  readonly stage: FunnelStage
  readonly next: FunnelStage | undefined
  readonly stages: Stages
  readonly most: number
}

function Step({ stage: { key, reached, entered, next: passage }, next, stages, most }: StepProps) {
  const { short, name, ripe } = stages.find(key)
  const style = {
    '--ripe': ripe ?? 0,
    '--reached': reached.count / most,
    '--entered': (entered?.count ?? reached.count) / most,
  } as CSSProperties
  return (
    <li className={`stage-colour ${styles['step']}`} style={style}>
      <h2 className={styles['name']} title={name}>
        <StageGlyph ripe={ripe} />
        {short}
      </h2>
      <p className={styles['reached']}>
        <PeopleLink count={reached.count} door={reached.door} label={`${text.reached} ${short}`} />
      </p>
      <div className={styles['plot']} aria-hidden="true">
        <span className={styles['bar']} />
      </div>
      {entered !== null && (
        <p className={styles['entered']}>
          <PeopleLink count={entered.count} door={entered.door} label={`${text.entered} ${short}`} /> {text.entered}
        </p>
      )}
      {passage !== null && passage.base > 0 && next !== undefined && (
        <div className={styles['passage']}>
          <p className={styles['share']}>
            <PeopleLink
              count={passage.count}
              door={passage.door}
              label={text.wentOn(stages.find(passage.door.from ?? '').short, stages.find(next.key).short)}
            >
              {passage.base < FEW ? number(passage.count) : percentText(passage.count, passage.base)}
            </PeopleLink>{' '}
            <span className={styles['base']}>of {number(passage.base)}</span>
          </p>
          {passage.time !== null && (
            <p className={styles['time']}>
              <MedianTime time={passage.time} />
            </p>
          )}
        </div>
      )}
    </li>
  )
}
