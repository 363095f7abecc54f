import { IconPlus, IconX } from '@tabler/icons-react'
import type { Suggesting } from '../../../api/studio.ts'
import { studioWords } from '../../../words/studio-en.ts'
import { freshOperand, operators, readCondition, typedScalar, writeCondition } from '../criteria/condition-form.ts'
import { namesOf } from '../model/references.ts'
import { isListValue, isMapValue, type Value } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import { DurationInput, NumberInput, RangeInput } from './amount-inputs.tsx'
import { ChoiceInput } from './choice-input.tsx'
import styles from './fields.module.css'
import { NamesInput } from './names-input.tsx'
import { TypedInput } from './typed-input.tsx'

interface ConditionInputProps {
  readonly label: string
  readonly value: Value | undefined
  readonly onSet: (value: Value) => void
  readonly suggest?: Suggesting | undefined
}

/** What a value must be: "is at least 50 and is not in the list". */
export function ConditionInput({ label, value, onSet, suggest }: ConditionInputProps) {
  const said = readCondition(value)
  const entries = Object.entries(said)
  const left = Object.keys(operators).filter((one) => !Object.hasOwn(said, one))
  const write = (pairs: readonly (readonly [string, Value])[]) =>
    onSet(writeCondition(Object.fromEntries(pairs), value))
  return (
    <span className={styles['pair']}>
      {entries.map(([operator, operand], index) => (
        <span key={operator} className={styles['pair']}>
          {index > 0 && <span className={styles['word']}>{studioWords.and}</span>}
          <ChoiceInput
            label={`${label}: ${studioWords.comparison}`}
            value={operator}
            options={[operator, ...left].map((one) => ({ value: one, label: studioWords.operator(one) }))}
            onSet={(chosen) =>
              write(entries.map((pair, at) => (at === index ? [chosen, kept(chosen, operand)] : pair)))
            }
          />
          <Operand
            label={`${label}: ${studioWords.operand}`}
            operator={operator}
            value={operand}
            suggest={suggest}
            onSet={(changed) => write(entries.map((pair, at) => (at === index ? [operator, changed] : pair)))}
          />
          {entries.length > 1 && (
            <button
              type="button"
              className={styles['icon']}
              aria-label={studioWords.remove(studioWords.operator(operator))}
              onClick={() => write(entries.toSpliced(index, 1))}
            >
              <IconX size={13} aria-hidden="true" />
            </button>
          )}
        </span>
      ))}
      {entries.length < 3 && left[0] !== undefined && (
        <button
          type="button"
          className={styles['icon']}
          aria-label={`${label}: ${studioWords.and}`}
          title={studioWords.and}
          onClick={() => {
            const next = left.includes('not') ? 'not' : (left[0] ?? 'is')
            onSet({ ...Object.fromEntries(entries), [next]: freshOperand(next) })
          }}
        >
          <IconPlus size={13} aria-hidden="true" />
        </button>
      )}
    </span>
  )
}

/** What was filled in stays, where the other comparison can be filled in likewise. */
function kept(operator: string, operand: Value): Value {
  const first = isListValue(operand) ? (operand[0] ?? '') : operand
  switch (operators[operator]?.as) {
    case 'names':
      return isListValue(operand) ? operand : operand === '' ? [] : [operand]
    case 'number':
      return first !== '' && Number.isFinite(Number(first)) ? Number(first) : freshOperand(operator)
    case 'scalar':
      return isMapValue(first) ? '' : first
    case 'text':
      return isMapValue(first) ? '' : String(first)
    default:
      return freshOperand(operator)
  }
}

interface OperandProps extends ConditionInputProps {
  readonly operator: string
}

function Operand({ label, operator, value, onSet, suggest }: OperandProps) {
  const { root } = useStudio()
  const field = operators[operator]
  const set = (changed: Value | undefined) => onSet(changed ?? freshOperand(operator))
  switch (field?.as) {
    case 'number':
      return <NumberInput label={label} value={value} onSet={set} />
    case 'duration':
      return <DurationInput label={label} value={value} onSet={set} working={false} />
    case 'comparison':
      return <RangeInput label={label} value={value} onSet={set} />
    case 'names':
      return (
        <NamesInput
          label={label}
          values={(isListValue(value) ? value : []).map(String)}
          suggest={suggest}
          onSet={(names) => set(names.map((name) => typedScalar(name, name)))}
        />
      )
    case 'switch':
      return (
        <ChoiceInput
          label={label}
          value={String(value === true)}
          options={['true', 'false'].map((one) => ({
            value: one,
            label: one === 'true' ? studioWords.yes : studioWords.no,
          }))}
          onSet={(chosen) => set(chosen === 'true')}
        />
      )
    case 'reference':
      return (
        <ChoiceInput
          label={label}
          value={String(value ?? '')}
          options={namesOf(root, field.kind).map((one) => ({ value: one, label: one }))}
          onSet={set}
        />
      )
    default:
      return (
        <TypedInput
          label={label}
          size="name"
          type={field?.as === 'date' ? 'date' : 'text'}
          value={value === null ? 'null' : String(value ?? '')}
          suggest={suggest}
          onSet={(text) => set(field?.as === 'scalar' ? typedScalar(text, value) : text)}
        />
      )
  }
}

interface WhereInputProps extends Omit<ConditionInputProps, 'suggest'> {
  /** The event whose properties are meant. */
  readonly event: string | undefined
  readonly onSet: (value: Value | undefined) => void
}

/** Conditions on properties: "where path starts with /pricing". */
export function WhereInput({ label, value, event, onSet }: WhereInputProps) {
  const said = isMapValue(value) ? value : {}
  const entries = Object.entries(said)
  const rename = (from: string, to: string) => {
    if (to.trim() !== '' && !Object.hasOwn(said, to))
      onSet(Object.fromEntries(entries.map(([key, one]) => [key === from ? to : key, one])))
  }
  return (
    <span className={styles['pair']}>
      {entries.map(([property, condition], index) => (
        <span key={property} className={styles['pair']}>
          {index > 0 && <span className={styles['word']}>{studioWords.and}</span>}
          <TypedInput
            label={`${label}: ${studioWords.property}`}
            size="name"
            value={property}
            suggest={{ of: 'properties', for: event }}
            onSet={(name) => rename(property, name)}
          />
          <ConditionInput
            label={property}
            value={condition}
            suggest={{ of: 'property_values', for: property }}
            onSet={(changed) => onSet({ ...said, [property]: changed })}
          />
          <button
            type="button"
            className={styles['icon']}
            aria-label={studioWords.remove(property)}
            onClick={() => onSet(entries.length === 1 ? undefined : Object.fromEntries(entries.toSpliced(index, 1)))}
          >
            <IconX size={13} aria-hidden="true" />
          </button>
        </span>
      ))}
      <button
        type="button"
        className={styles['button']}
        onClick={() => onSet({ ...said, [Object.hasOwn(said, 'path') ? 'property' : 'path']: '' })}
      >
        <IconPlus size={13} aria-hidden="true" />
        {entries.length === 0 ? studioWords.property : studioWords.and}
      </button>
    </span>
  )
}
