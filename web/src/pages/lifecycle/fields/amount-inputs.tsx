import { IconX } from '@tabler/icons-react'
import { studioWords } from '../../../words/studio-en.ts'
import { isMapValue, type Value, type ValueMap } from '../model/value.ts'
import { ChoiceInput } from './choice-input.tsx'
import styles from './fields.module.css'
import { TypedInput } from './typed-input.tsx'

interface ValueInputProps {
  readonly label: string
  readonly value: Value | undefined
  readonly onSet: (value: Value | undefined) => void
}

const numberOf = (text: string): number | null =>
  text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text)

/** A number; what is none yet changes nothing, and nothing at all takes it away where that may be. */
export function NumberInput({ label, value, onSet, id }: ValueInputProps & { readonly id?: string | undefined }) {
  return (
    <TypedInput
      label={label}
      id={id}
      size="number"
      type="number"
      value={value === undefined ? '' : String(value)}
      onSet={(text) => {
        const number = numberOf(text)
        if (number !== null) onSet(number)
        else if (text.trim() === '') onSet(undefined)
      }}
    />
  )
}

const STRETCH = /^(\d+)(m|h|d|w|wh|wd)$/

/** `30d` as a number and a unit. */
export function DurationInput({ label, value, onSet, working }: ValueInputProps & { readonly working: boolean }) {
  const text = typeof value === 'string' ? value : ''
  const [, amount = '', unit = 'd'] = STRETCH.exec(text) ?? []
  // Several units in one (1d12h) are kept as they were written.
  if (text !== '' && amount === '')
    return <TypedInput label={label} size="name" value={text} onSet={(typed) => onSet(typed)} />
  const units = working ? ['m', 'h', 'd', 'wh', 'wd'] : ['m', 'h', 'd']
  return (
    <span className={styles['pair']}>
      <TypedInput
        label={label}
        size="number"
        type="number"
        value={amount}
        onSet={(typed) => {
          const number = numberOf(typed)
          if (number !== null && number >= 0) onSet(`${Math.round(number)}${unit}`)
          else if (typed.trim() === '') onSet(undefined)
        }}
      />
      <ChoiceInput
        label={`${label}: ${studioWords.unit}`}
        value={unit}
        options={[...new Set([...units, unit])].map((one) => ({ value: one, label: studioWords.units[one] ?? one }))}
        onSet={(chosen) => onSet(`${amount === '' ? 1 : amount}${chosen}`)}
      />
    </span>
  )
}

/** `2/day`: a number for each stretch of the calendar. */
export function LimitInput({ label, value, onSet }: ValueInputProps) {
  const [, amount = '', per = 'day'] = /^(\d+)\/(\w+)$/.exec(String(value ?? '')) ?? []
  return (
    <span className={styles['pair']}>
      <NumberInput
        label={label}
        value={amount === '' ? undefined : Number(amount)}
        onSet={(number) => onSet(number === undefined ? undefined : `${Number(number)}/${per}`)}
      />
      <ChoiceInput
        label={`${label}: ${studioWords.per}`}
        value={per}
        options={Object.entries(studioWords.pers).map(([one, name]) => ({ value: one, label: name }))}
        onSet={(chosen) => onSet(`${amount === '' ? 1 : amount}/${chosen}`)}
      />
    </span>
  )
}

const comparisons = ['at_least', 'more_than', 'at_most', 'below', 'between'] as const

/** Two numbers, from the first to the second. */
export function RangeInput({ label, value, onSet }: ValueInputProps) {
  const [low = 0, high = 0] = Array.isArray(value) ? (value as readonly number[]) : []
  return (
    <span className={styles['pair']}>
      <NumberInput label={`${label} 1`} value={low} onSet={(number) => onSet([number ?? low, high])} />
      <span className={styles['word']}>{studioWords.and}</span>
      <NumberInput label={`${label} 2`} value={high} onSet={(number) => onSet([low, number ?? high])} />
    </span>
  )
}

/** Comparisons of a number that must all hold. `among`: those that may be said. */
export function ComparisonInput({
  label,
  value,
  onSet,
  among = comparisons,
}: ValueInputProps & { readonly among?: readonly string[] }) {
  const said: ValueMap = isMapValue(value) ? value : { at_least: 1 }
  const entries = Object.entries(said).filter(([key]) => among.includes(key))
  const left = among.filter((one) => !Object.hasOwn(said, one))
  const swap = (from: string, to: string) =>
    onSet(
      Object.fromEntries(
        Object.entries(said).map(([key, operand]) => (key === from ? [to, fitted(to, operand)] : [key, operand])),
      ),
    )
  return (
    <span className={styles['pair']}>
      {entries.map(([key, operand], index) => (
        <span key={key} className={styles['pair']}>
          {index > 0 && <span className={styles['word']}>{studioWords.and}</span>}
          <ChoiceInput
            label={`${label}: ${studioWords.comparison}`}
            value={key}
            options={[key, ...left].map((one) => ({ value: one, label: studioWords.before(one) }))}
            onSet={(chosen) => swap(key, chosen)}
          />
          {key === 'between' ? (
            <RangeInput label={label} value={operand} onSet={(range) => onSet({ ...said, between: range ?? [0, 0] })} />
          ) : (
            <NumberInput
              label={label}
              value={operand}
              onSet={(number) => number !== undefined && onSet({ ...said, [key]: number })}
            />
          )}
          {entries.length > 1 && (
            <button
              type="button"
              className={styles['icon']}
              aria-label={studioWords.remove(studioWords.before(key))}
              onClick={() => onSet(Object.fromEntries(Object.entries(said).filter(([one]) => one !== key)))}
            >
              <IconX size={13} aria-hidden="true" />
            </button>
          )}
        </span>
      ))}
      {entries.length < 2 && (
        <button
          type="button"
          className={styles['button']}
          onClick={() => left[0] !== undefined && onSet({ ...said, [left[0]]: fitted(left[0], 0) })}
        >
          {studioWords.and}
        </button>
      )}
    </span>
  )
}

const fitted = (key: string, operand: Value): Value => {
  const number = Array.isArray(operand) ? Number(operand[0]) : Number(operand)
  return key === 'between' ? [number, number + 100] : number
}
