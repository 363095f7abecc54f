import { dayText } from '../../../components/moment.ts'
import type { Stages } from '../../../components/stage/stages.ts'
import { useNow } from '../../../components/use-now.ts'
import type { Behind } from './behind.ts'
import { EventEntry } from './event-entry.tsx'
import type { Entry } from './group-timeline.ts'
import { MoveEntry } from './move-entry.tsx'
import styles from './timeline.module.css'
import { VisitEntry } from './visit-entry.tsx'

interface TimelineDayProps {
  readonly day: number
  readonly entries: readonly Entry[]
  readonly stages: Stages
  readonly target: string | null
  readonly behind: Behind | null
}

/** One day of the timeline. */
export function TimelineDay({ day, entries, stages, target, behind }: TimelineDayProps) {
  const now = useNow()
  return (
    <section className={styles['day']}>
      <h3 className={styles['date']}>{dayText(day, now)}</h3>
      <ol>
        {entries.map((entry) => {
          if (entry.is === 'move')
            return <MoveEntry key={entry.id} move={entry.move} stages={stages} isTarget={target === entry.id} />
          if (entry.is === 'visit')
            return <VisitEntry key={entry.id} pages={entry.pages} target={target} behind={behind} />
          return <EventEntry key={entry.id} event={entry.event} isTarget={target === entry.id} behind={behind} />
        })}
      </ol>
    </section>
  )
}
