import { IconWorld } from '@tabler/icons-react'
import { useState } from 'react'
import type { TimelineEvent } from '../../../../../server/src/contract/timeline.ts'
import { clockText, exactText, stretchText } from '../../../components/moment.ts'
import { words } from '../../../words/en.ts'
import type { Behind } from './behind.ts'
import { EventEntry } from './event-entry.tsx'
import { sourceText } from './source-text.ts'
import styles from './timeline.module.css'

interface VisitEntryProps {
  /** The newest first. */
  readonly pages: readonly TimelineEvent[]
  readonly target: string | null
  readonly behind: Behind | null
}

const SHOWN = 6

/** Pages of one visit in a line; opens to one line each. */
export function VisitEntry({ pages, target, behind }: VisitEntryProps) {
  const isTarget = pages.some(({ id }) => id === target)
  const [isOpen, setOpen] = useState(false)
  const first = pages.at(-1)
  const last = pages[0]
  if (first === undefined || last === undefined) return null
  const start = Date.parse(first.at)
  const length = Date.parse(last.at) - start
  const source = sourceText(first)
  const places = pages.map(placeOf).reverse()
  const opened = isOpen || isTarget
  return (
    <>
      <li className={styles['entry']}>
        <time dateTime={first.at} title={exactText(start)} className={styles['time']}>
          {clockText(start)}
        </time>
        <IconWorld size={16} stroke={1.75} className={styles['icon']} aria-hidden="true" />
        <p className={styles['what']}>
          <button
            type="button"
            className={`plain-button ${styles['visit']}`}
            aria-expanded={opened}
            onClick={() => setOpen(!opened)}
          >
            {words.contact.visit(pages.length, length < 60_000 ? null : stretchText(length))}:{' '}
            {places.slice(0, SHOWN).join(', ')}
            {places.length > SHOWN && ' …'}
          </button>
          {source !== null && <span className={styles['soft']}> {words.contact.visitFrom(source)}</span>}
        </p>
      </li>
      {opened && (
        <li>
          <ol className={styles['pages']}>
            {pages.map((page) => (
              <EventEntry key={page.id} event={page} isTarget={page.id === target} behind={behind} />
            ))}
          </ol>
        </li>
      )}
    </>
  )
}

const placeOf = ({ place, name }: TimelineEvent): string => place ?? name
