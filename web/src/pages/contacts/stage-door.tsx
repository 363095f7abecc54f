import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stage } from '../../components/stage/stages.ts'
import { number, words } from '../../words/en.ts'
import { keptSearch } from './contacts-search.ts'
import styles from './stage-strip.module.css'

interface StageDoorProps {
  readonly stage: Stage
  /** The fullest stage: the length of a whole bar. */
  readonly most: number
  readonly chosen: boolean
}

/** One stage with its count; opens its people, or all of them again when it is open. */
export function StageDoor({ stage, most, chosen }: StageDoorProps) {
  const style = { '--ripe': stage.ripe ?? 0, '--full': stage.count / most } as CSSProperties
  return (
    <li>
      <Tooltip label={stage.name} openDelay={500} disabled={stage.name === stage.short}>
        <Link
          from="/contacts"
          to="/contacts"
          search={(search) => ({ ...(chosen ? {} : { stage: stage.key }), ...keptSearch(search) })}
          className={`stage-colour ${styles['door']}`}
          data-detour={stage.ripe === null ? '' : undefined}
          style={style}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={chosen ? 'page' : undefined}
        >
          <span className={styles['name']}>
            <StageGlyph ripe={stage.ripe} />
            <span className={styles['short']}>{stage.short}</span>
          </span>
          <span className={styles['count']}>{number(stage.count)}</span>
          <span className="for-readers-only">{words.contacts.people(stage.count)}</span>
          <span className={styles['bar']} aria-hidden="true" />
        </Link>
      </Tooltip>
    </li>
  )
}
