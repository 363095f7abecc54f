import { IconDots } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { TimelineEvent } from '../../../../../server/src/contract/timeline.ts'
import { eventQuery } from '../../../api/history.ts'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { words } from '../../../words/en.ts'
import styles from './timeline.module.css'

const MOST_ROWS = 24

/** An event as it is stored, fetched when somebody asks for it. */
export function RawEvent({ event }: { readonly event: TimelineEvent }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <details className={styles['raw']} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <IconDots size={16} aria-hidden="true" />
        <span className="for-readers-only">{words.contact.details(event.text)}</span>
      </summary>
      {isOpen && <Stored event={event} />}
    </details>
  )
}

function Stored({ event: { id, contact } }: { readonly event: TimelineEvent }) {
  const stored = useQuery(eventQuery(contact, id))
  if (stored.isError) return <ProblemNote error={stored.error} onRetry={() => void stored.refetch()} />
  if (stored.data === undefined) return <p className={styles['soft']}>{words.states.loading}</p>
  const { kind, name, channel, receivedAt, data, stamp } = stored.data
  const text = JSON.stringify({ id, kind, name, channel, receivedAt, data, stamp }, null, 2)
  return (
    <textarea
      readOnly
      spellCheck={false}
      rows={Math.min(MOST_ROWS, text.split('\n').length)}
      className={styles['stored']}
      aria-label={words.contact.stored}
      value={text}
    />
  )
}
