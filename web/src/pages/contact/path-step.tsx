import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import { exactText, stretchText } from '../../components/moment.ts'
import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stage } from '../../components/stage/stages.ts'
import { words } from '../../words/en.ts'
import styles from './path-picture.module.css'

interface PathStepProps {
  readonly contact: string
  readonly step: WhyView['path'][number]
  readonly stage: Stage
  /** How long it stayed there, in milliseconds. */
  readonly stay: number
  readonly isCurrent: boolean
}

const DAY = 86_400_000

/** A stage on the way; leads to the move in the timeline. */
export function PathStep({ contact, step, stage, stay, isCurrent }: PathStepProps) {
  // By the logarithm: a year is longer than a day, and the day can still be seen.
  const weight = 1 + Math.log2(1 + Math.max(0, stay) / DAY)
  const style = { '--ripe': stage.ripe ?? 0, '--weight': weight.toFixed(2) } as CSSProperties
  const why = [step.text, ...step.because].join('; ')
  const tip = `${stage.name}: ${why}, ${exactText(Date.parse(step.at))}`
  return (
    <li
      className={`stage-colour ${styles['step']}`}
      data-detour={stage.ripe === null ? '' : undefined}
      data-current={isCurrent || undefined}
      data-voided={step.voided || undefined}
      style={style}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <Tooltip label={tip} openDelay={200}>
        <Link
          to="/contacts/$id"
          params={{ id: contact }}
          search={{ event: step.transition }}
          resetScroll={false}
          className={styles['stop']}
        >
          <StageGlyph ripe={stage.ripe} size={isCurrent ? 20 : 16} />
          <span className={styles['label']}>{stage.short}</span>
          <span className={styles['stay']}>
            {step.voided ? words.contact.voidedStep : stay < 60_000 ? words.contact.passed : stretchText(stay)}
          </span>
        </Link>
      </Tooltip>
    </li>
  )
}
