import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { number } from '../../words/en.ts'
import type { Door } from './door.ts'
import styles from './people-link.module.css'

interface PeopleLinkProps {
  readonly count: number
  readonly door: Door
  /** What the number says, for those who do not see where it stands; none within a sentence that says it. */
  readonly label?: string
  /** What is shown instead of the bare number. */
  readonly children?: ReactNode
}

/** A number that opens the people behind it; nobody is behind a nought. */
export function PeopleLink({ count, door, label, children }: PeopleLinkProps) {
  const shown = children ?? number(count)
  if (count === 0) return <span className={styles['none']}>{shown}</span>
  return (
    <Link to="/contacts" search={door} className={styles['people']}>
      {shown}
      {label !== undefined && <span className="for-readers-only"> {label}</span>}
    </Link>
  )
}
