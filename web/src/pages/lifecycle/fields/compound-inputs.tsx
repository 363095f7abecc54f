import { studioWords } from '../../../words/studio-en.ts'
import { namesOf } from '../model/references.ts'
import { isListValue, isMapValue, type Value, type ValueMap } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import { ComparisonInput, DurationInput, NumberInput } from './amount-inputs.tsx'
import { ChoiceInput } from './choice-input.tsx'
import styles from './fields.module.css'
import { NamesInput } from './names-input.tsx'
import { TypedInput } from './typed-input.tsx'

interface CompoundProps {
  readonly label: string
  readonly value: Value | undefined
  readonly onSet: (value: Value | undefined) => void
}

const mapOf = (value: Value | undefined, fresh: ValueMap): ValueMap => (isMapValue(value) ? value : fresh)

/** The sum of a property, compared. */
export function SumInput({ label, value, onSet }: CompoundProps) {
  const { of: property = '', ...amounts } = mapOf(value, { of: 'value', at_least: 1 })
  return (
    <span className={styles['pair']}>
      <TypedInput
        label={`${label}: ${studioWords.property}`}
        size="name"
        value={String(property)}
        suggest={{ of: 'properties' }}
        onSet={(name) => onSet({ of: name, ...amounts })}
      />
      <ComparisonInput
        label={label}
        value={amounts}
        among={['at_least', 'more_than', 'at_most', 'below']}
        onSet={(changed) => onSet({ of: property, ...(isMapValue(changed) ? changed : {}) })}
      />
    </span>
  )
}

/** How many different values of a property. */
export function DistinctInput({ label, value, onSet }: CompoundProps) {
  const said = mapOf(value, { of: 'day', at_least: 2 })
  return (
    <span className={styles['pair']}>
      <TypedInput
        label={`${label}: ${studioWords.property}`}
        size="name"
        value={String(said['of'] ?? '')}
        suggest={{ of: 'properties' }}
        onSet={(name) => onSet({ ...said, of: name })}
      />
      <span className={styles['word']}>{studioWords.before('at_least')}</span>
      <NumberInput
        label={label}
        value={said['at_least']}
        onSet={(number) => number !== undefined && onSet({ ...said, at_least: number })}
      />
    </span>
  )
}

/** How long: at least so long, less than so long, or between both. */
export function SpanInput({ label, value, onSet }: CompoundProps) {
  const said: ValueMap = typeof value === 'string' ? { at_least: value } : mapOf(value, { at_least: '7d' })
  const write = (changed: ValueMap) => {
    const [only, ...others] = Object.entries(changed)
    onSet(
      only === undefined
        ? undefined
        : others.length === 0 && only[0] === 'at_least' && !isMapValue(value)
          ? only[1]
          : changed,
    )
  }
  const left = ['at_least', 'below'].filter((key) => !Object.hasOwn(said, key))
  return (
    <span className={styles['pair']}>
      {Object.entries(said).map(([key, stretch]) => (
        <span key={key} className={styles['pair']}>
          <span className={styles['word']}>{studioWords.before(key)}</span>
          <DurationInput
            label={`${label}: ${studioWords.before(key)}`}
            working={false}
            value={stretch}
            onSet={(changed) =>
              write(
                changed === undefined
                  ? Object.fromEntries(Object.entries(said).filter(([one]) => one !== key))
                  : { ...said, [key]: changed },
              )
            }
          />
        </span>
      ))}
      {left.map((key) => (
        <button
          key={key}
          type="button"
          className={styles['button']}
          onClick={() => write({ ...said, [key]: key === 'below' ? '30d' : '7d' })}
        >
          {studioWords.before(key)}
        </button>
      ))}
    </span>
  )
}

/** What a conversion gave: all of some fields, one of them, or more than them. */
export function GivesInput({ label, value, onSet }: CompoundProps) {
  const form = isMapValue(value) ? (Object.keys(value)[0] ?? 'more_than') : 'all'
  const fields = isMapValue(value) ? value[form] : value
  const names = (isListValue(fields) ? fields : ['email']).map(String)
  const write = (how: string, given: readonly string[]) =>
    given.length > 0 && onSet(how === 'all' ? given : { [how]: given })
  return (
    <span className={styles['pair']}>
      <ChoiceInput
        label={`${label}: ${studioWords.comparison}`}
        value={form}
        options={[
          { value: 'all', label: 'all of' },
          { value: 'any_of', label: 'one of' },
          { value: 'more_than', label: 'more than' },
        ]}
        onSet={(how) => write(how, names)}
      />
      <NamesInput label={label} values={names} suggest={{ of: 'fields' }} onSet={(given) => write(form, given)} />
    </span>
  )
}

/** Comparisons by the name of a score. */
export function ScoreComparisons({ label, value, onSet }: CompoundProps) {
  const { root } = useStudio()
  const said = mapOf(value, {})
  const entries = Object.entries(said)
  const scores = namesOf(root, 'score')
  const left = scores.filter((one) => !Object.hasOwn(said, one))
  return (
    <span className={styles['pair']}>
      {entries.map(([name, comparison], index) => (
        <span key={name} className={styles['pair']}>
          {index > 0 && <span className={styles['word']}>{studioWords.and}</span>}
          <ChoiceInput
            label={label}
            value={name}
            options={[...new Set([name, ...left])].map((one) => ({ value: one, label: one }))}
            onSet={(chosen) =>
              onSet(Object.fromEntries(entries.map(([key, one]) => [key === name ? chosen : key, one])))
            }
          />
          <ComparisonInput
            label={name}
            value={comparison}
            onSet={(changed) => onSet({ ...said, [name]: changed ?? {} })}
          />
        </span>
      ))}
      {left[0] !== undefined && (
        <button
          type="button"
          className={styles['button']}
          onClick={() => onSet({ ...said, [left[0] ?? '']: { at_least: 50 } })}
        >
          {studioWords.and}
        </button>
      )}
    </span>
  )
}
