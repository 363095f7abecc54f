import { Button } from '@mantine/core'
import { useId, useMemo } from 'react'
import { actorText } from '../../../components/actor-text.ts'
import { type Stages, useStages } from '../../../components/stage/stages.ts'
import { draftWords } from '../../../words/drafts-en.ts'
import { labels } from '../../../words/studio-labels-en.ts'
import { type Choice, type MergeConflict, mergeTexts } from '../model/merge.ts'
import type { Path, Value } from '../model/value.ts'
import { writeFlow } from '../model/write-yaml.ts'
import type { Draft } from '../use-draft.ts'
import styles from './drafts.module.css'

const { clash: text } = draftWords

/** Places that two people changed in different ways: both are shown, and one is chosen. */
export function ClashPanel({ draft }: { readonly draft: Draft }) {
  const { clash, kept } = draft.state
  const heading = useId()
  const conflicts = useMemo(
    () =>
      clash === null || kept === null
        ? []
        : mergeTexts({ base: clash.base, mine: kept.text, theirs: clash.theirs }).conflicts,
    [clash, kept],
  )
  if (clash === null) return null
  const who = clash.who === null ? null : actorText(clash.who)
  const left = conflicts.filter(({ id }) => clash.choices[id] === undefined).length
  return (
    <section className={styles['clash']} aria-labelledby={heading} role="alert">
      <h2 id={heading}>{text.title(who, clash.number)}</h2>
      <p>{text.note(conflicts.length)}</p>
      {conflicts.map((conflict) => (
        <ConflictChoice
          key={conflict.id}
          conflict={conflict}
          who={who}
          chosen={clash.choices[conflict.id] ?? null}
          onChoose={(choice) => draft.keeper.choose(conflict.id, choice)}
        />
      ))}
      <div className={styles['foot']}>
        <Button disabled={left > 0} onClick={() => draft.keeper.decide()}>
          {text.take}
        </Button>
        {left > 0 && <span className={styles['soft']}>{text.left(left)}</span>}
      </div>
    </section>
  )
}

interface ConflictChoiceProps {
  readonly conflict: MergeConflict
  readonly who: string | null
  readonly chosen: Choice | null
  readonly onChoose: (choice: Choice) => void
}

function ConflictChoice({ conflict: { place, base, mine, theirs }, who, chosen, onChoose }: ConflictChoiceProps) {
  const name = useId()
  const stages = useStages()
  const values = { mine, theirs }
  return (
    <fieldset className={styles['place']}>
      <legend>{placeText(place, stages)}</legend>
      {place.length > 0 && (
        <p className={styles['was']}>
          {text.was} <code>{valueText(base)}</code>
        </p>
      )}
      <div className={styles['choices']}>
        {(['mine', 'theirs'] as const).map((choice) => (
          <label key={choice} className={styles['choice']}>
            <input type="radio" name={name} checked={chosen === choice} onChange={() => onChoose(choice)} />
            <span>
              <strong>{choice === 'mine' ? text.mine : text.theirs(who)}</strong>
              <code className={styles['value']}>{valueText(values[choice])}</code>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const JOINTS = new Set<string | number>(['all', 'any', 'not'])

function placeText(place: Path, stages: Stages): string {
  const [section, key, ...rest] = place
  if (section === undefined) return text.whole
  const isStage = (section === 'stages' || section === 'detours') && typeof key === 'string'
  const inner = (isStage ? rest : place).filter((part) => typeof part === 'string' && !JOINTS.has(part)).map(String)
  const said = inner.map((part) => labels[part] ?? part.replaceAll('_', ' '))
  return [...(isStage ? [stages.find(key).name] : []), ...said].join(' › ')
}

function valueText(value: Value | undefined): string {
  if (value === undefined) return text.gone
  return typeof value === 'string' ? value : writeFlow(value)
}
