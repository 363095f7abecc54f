import { TextInput } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useId, useState } from 'react'
import type { Threshold } from '../../../../../server/src/domain/lifecycle/thresholds.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import { thresholdLabel } from './threshold-label.ts'
import styles from './threshold-panel.module.css'

const { thresholds: text } = lifecycleWords

interface ThresholdRowProps {
  readonly threshold: Threshold
  /** What it is in the version in force; null where it is not there. */
  readonly before: number | null
  readonly onSet: (value: number) => void
}

/** One number of the document. What is no number yet, such as an emptied field, changes nothing. */
export function ThresholdRow({ threshold, before, onSet }: ThresholdRowProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const { value, line } = threshold
  const label = thresholdLabel(threshold)
  const isChanged = before !== null && before !== value
  const take = (given: string) => {
    setTyped(given)
    const number = Number(given)
    if (given.trim() !== '' && Number.isFinite(number) && number !== value) onSet(number)
  }
  return (
    <div className={styles['row']} data-changed={isChanged || undefined}>
      <label htmlFor={id} title={text.line(line)}>
        {label}
        {isChanged && (
          <span className={styles['was']}>
            {text.was(before)}
            <button
              type="button"
              className={styles['reset']}
              aria-label={text.reset(label)}
              onClick={() => {
                setTyped(null)
                onSet(before)
              }}
            >
              <IconArrowBackUp size={14} aria-hidden="true" />
            </button>
          </span>
        )}
      </label>
      <TextInput
        id={id}
        size="xs"
        type="number"
        step="any"
        className={styles['number'] ?? ''}
        value={typed ?? String(value)}
        onChange={({ currentTarget }) => take(currentTarget.value)}
        onBlur={() => setTyped(null)}
      />
    </div>
  )
}
