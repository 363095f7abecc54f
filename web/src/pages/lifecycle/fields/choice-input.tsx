import { IconX } from '@tabler/icons-react'
import { studioWords } from '../../../words/studio-en.ts'
import styles from './fields.module.css'

interface Choice {
  readonly value: string
  readonly label: string
}

interface ChoiceInputProps {
  readonly label: string
  readonly id?: string | undefined
  readonly value: string
  readonly options: readonly Choice[]
  /** Nothing may be chosen too. */
  readonly orNone?: string | undefined
  readonly onSet: (value: string) => void
}

/** One of some; what is chosen and not among them is shown too. */
export function ChoiceInput({ label, id, value, options, orNone, onSet }: ChoiceInputProps) {
  const isKnown = value === '' || options.some((one) => one.value === value)
  return (
    <select
      id={id}
      aria-label={id === undefined ? label : undefined}
      className={styles['select']}
      value={value}
      onChange={({ currentTarget }) => onSet(currentTarget.value)}
    >
      {(orNone !== undefined || value === '') && <option value="">{orNone ?? studioWords.none}</option>}
      {!isKnown && <option value={value}>{value}</option>}
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </select>
  )
}

interface ChoicesInputProps {
  readonly label: string
  readonly values: readonly string[]
  readonly options: readonly Choice[]
  readonly onSet: (values: readonly string[]) => void
}

/** Some of some: each to be taken away, and one more to be chosen. */
export function ChoicesInput({ label, values, options, onSet }: ChoicesInputProps) {
  const left = options.filter(({ value }) => !values.includes(value))
  return (
    <span className={styles['pair']}>
      {values.map((value, index) => {
        const name = options.find((one) => one.value === value)?.label ?? value
        return (
          <span key={value} className={styles['chip']}>
            {name}
            <button
              type="button"
              className={styles['icon']}
              aria-label={studioWords.remove(name)}
              onClick={() => onSet(values.toSpliced(index, 1))}
            >
              <IconX size={13} aria-hidden="true" />
            </button>
          </span>
        )
      })}
      {left.length > 0 && (
        <select
          aria-label={label}
          className={styles['select']}
          value=""
          onChange={({ currentTarget }) => onSet([...values, currentTarget.value])}
        >
          <option value="">{studioWords.addOne}</option>
          {left.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </span>
  )
}
