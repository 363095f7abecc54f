import type { WhyView } from '../../../../server/src/contract/why.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { useNow } from '../../components/use-now.ts'
import { words } from '../../words/en.ts'
import { NextStep } from './next-step.tsx'
import styles from './path-picture.module.css'
import { PathStep } from './path-step.tsx'

interface PathPictureProps {
  readonly why: WhyView
  readonly stages: Stages
}

/** The way through the stages, longer where the contact stayed longer, and the stage that comes next. */
export function PathPicture({ why, stages }: PathPictureProps) {
  const now = useNow()
  const steps = why.path.filter(({ track }) => track === why.track)
  if (steps.length === 0) return null
  const place = stages.ordered.findIndex(({ key }) => key === why.stage)
  const next = place === -1 ? undefined : stages.ordered[place + 1]
  return (
    <section ref={showEnd} className={styles['frame']} aria-label={words.contact.pathLegend}>
      {why.earlierMoves > 0 && <p className={styles['stay']}>{words.contact.earlierMoves(why.earlierMoves)}</p>}
      <ol className={styles['path']}>
        {steps.map((step, index) => {
          // What was taken back never was: the stage before it went on.
          const until = step.voided ? undefined : steps.slice(index + 1).find(({ voided }) => !voided)
          return (
            <PathStep
              key={step.transition}
              contact={why.contact.id}
              step={step}
              stage={stages.find(step.stage)}
              stay={step.voided ? 0 : (until === undefined ? now : Date.parse(until.at)) - Date.parse(step.at)}
              isCurrent={!step.voided && until === undefined}
            />
          )
        })}
        {next !== undefined && <NextStep stage={next} />}
      </ol>
    </section>
  )
}

/** Where the way is longer than the page is wide, its end is what counts. */
function showEnd(frame: HTMLElement | null): void {
  if (frame !== null) frame.scrollLeft = frame.scrollWidth
}
