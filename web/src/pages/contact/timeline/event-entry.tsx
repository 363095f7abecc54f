import type { TimelineEvent } from '../../../../../server/src/contract/timeline.ts'
import { clockText, exactText } from '../../../components/moment.ts'
import { words } from '../../../words/en.ts'
import type { Behind } from './behind.ts'
import { EventIcon } from './event-icon.tsx'
import { RawEvent } from './raw-event.tsx'
import { sourceText } from './source-text.ts'
import styles from './timeline.module.css'
import { entryId } from './use-go-to-event.ts'

interface EventEntryProps {
  readonly event: TimelineEvent
  readonly isTarget: boolean
  readonly behind: Behind | null
}

/** One thing that happened; its data as sent is one toggle away. */
export function EventEntry({ event, isTarget, behind }: EventEntryProps) {
  const at = Date.parse(event.at)
  const source = sourceText(event)
  return (
    <li id={entryId(event.id)} tabIndex={-1} className={styles['entry']} data-target={isTarget || undefined}>
      <time dateTime={event.at} title={exactText(at)} className={styles['time']}>
        {clockText(at)}
      </time>
      <EventIcon event={event} />
      <p className={styles['what']}>
        {event.text}
        {source !== null && <span className={styles['soft']}> {words.contact.visitFrom(source)}</span>}
        {event.isMachine && <span className={styles['soft']}> · {words.contact.machine}</span>}
        {behind?.events.includes(event.id) && (
          <span className={styles['behind']}>{words.contact.behind(behind.stage.short)}</span>
        )}
      </p>
      <RawEvent event={event} />
    </li>
  )
}
