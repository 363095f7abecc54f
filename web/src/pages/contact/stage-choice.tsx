import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { words } from '../../words/en.ts'
import styles from './move-panel.module.css'

interface StageChoiceProps {
  readonly stages: Stages
  readonly here: string | null
  readonly chosen: string | null
  readonly onChoose: (stage: string) => void
}

/** Every stage in order, then the detours; the one where the contact is cannot be chosen. */
export function StageChoice({ stages, here, chosen, onChoose }: StageChoiceProps) {
  return (
    <fieldset className={styles['stages']}>
      <legend>{words.move.to}</legend>
      {[...stages.ordered, ...stages.detours].map((stage) => (
        <label key={stage.key} className={styles['stage']} data-here={stage.key === here || undefined}>
          <input
            type="radio"
            name="to"
            value={stage.key}
            checked={stage.key === chosen}
            disabled={stage.key === here}
            onChange={() => onChoose(stage.key)}
          />
          <StageGlyph ripe={stage.ripe} size={14} />
          <span>{stage.name}</span>
          {stage.key === here && <span className={styles['here']}>{words.move.here}</span>}
        </label>
      ))}
    </fieldset>
  )
}
