import { IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Door } from '../../components/door/door.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { doorText, doorWords } from '../../words/doors-en.ts'
import { keptSearch } from './contacts-search.ts'
import styles from './door-chip.module.css'

interface DoorChipProps {
  readonly door: Door
  readonly stages: Stages
}

/** Who is shown, as the number that was opened says it; it can be taken away. */
export function DoorChip({ door, stages }: DoorChipProps) {
  const text = doorText(door, (key) => stages.find(key).short)
  return (
    <p className={styles['filter']}>
      <span className="for-readers-only">{doorWords.shown}: </span>
      <span className={styles['chip']}>
        {text}
        <Link
          from="/contacts"
          to="/contacts"
          search={keptSearch}
          className={styles['remove']}
          aria-label={doorWords.remove(text)}
        >
          <IconX size={14} aria-hidden="true" />
        </Link>
      </span>
    </p>
  )
}
