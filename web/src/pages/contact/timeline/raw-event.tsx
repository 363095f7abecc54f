import { IconDots } from '@tabler/icons-react'
import type { EventView } from '../../../../../server/src/contract/events.ts'
import { words } from '../../../words/en.ts'
import styles from './timeline.module.css'

/** An event as it is stored. */
export function RawEvent({ event }: { readonly event: EventView }) {
  const { id, kind, name, channel, receivedAt, data, stamp } = event
  return (
    <details className={styles['raw']}>
      <summary>
        <IconDots size={16} aria-hidden="true" />
        <span className="for-readers-only">{words.contact.details(event.text)}</span>
      </summary>
      <pre>{JSON.stringify({ id, kind, name, channel, receivedAt, data, stamp }, null, 2)}</pre>
    </details>
  )
}
