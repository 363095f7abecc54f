import { Tooltip } from '@mantine/core'
import styles from './stage-badge.module.css'
import { StageGlyph } from './stage-glyph.tsx'
import type { Stage } from './stages.ts'

/** A stage with how ripe it is, and its level where it has one. */
export function StageBadge({ stage, level }: { readonly stage: Stage; readonly level: string | null }) {
  return (
    <Tooltip label={stage.name} openDelay={400} disabled={stage.name === stage.short}>
      <span className={styles['badge']}>
        <StageGlyph ripe={stage.ripe} />
        <span>{stage.short}</span>
        {level !== null && <span className={styles['level']}>{level}</span>}
      </span>
    </Tooltip>
  )
}
