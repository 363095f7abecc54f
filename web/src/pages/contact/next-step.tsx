import { Tooltip } from '@mantine/core'
import type { CSSProperties } from 'react'
import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stage } from '../../components/stage/stages.ts'
import { words } from '../../words/en.ts'
import styles from './path-picture.module.css'

/** The stage that comes after the present one, and how one gets there. */
export function NextStep({ stage }: { readonly stage: Stage }) {
  const style = { '--ripe': stage.ripe ?? 0 } as CSSProperties
  return (
    <li className={`stage-colour ${styles['step']} ${styles['next']}`} style={style}>
      <Tooltip label={stage.name} openDelay={200}>
        <span className={styles['stop']}>
          <StageGlyph ripe={stage.ripe} size={16} />
          <span className={styles['label']}>
            <span className={styles['stay']}>{words.contact.nextStage}</span> {stage.short}
          </span>
          <span className={styles['stay']}>{words.contact.entered(stage.mode, stage.owner)}</span>
        </span>
      </Tooltip>
    </li>
  )
}
