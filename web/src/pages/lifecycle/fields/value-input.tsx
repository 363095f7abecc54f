import type { ReactNode } from 'react'
import { studioWords } from '../../../words/studio-en.ts'
import { namesOf } from '../model/references.ts'
import { isListValue, isMapValue, type Path, type Value } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import { ComparisonInput, DurationInput, LimitInput, NumberInput } from './amount-inputs.tsx'
import { ChoiceInput, ChoicesInput } from './choice-input.tsx'
import { DistinctInput, GivesInput, ScoreComparisons, SpanInput, SumInput } from './compound-inputs.tsx'
import { ConditionInput, WhereInput } from './condition-input.tsx'
import { type Field, fieldOf, type JsonSchema, type Suggested } from './field.ts'
import { NamesInput } from './names-input.tsx'
import { TypedInput } from './typed-input.tsx'

export interface ValueInputProps {
  readonly field: Field
  readonly label: string
  readonly value: Value | undefined
  /** Undefined takes it away. */
  readonly onSet: (value: Value | undefined) => void
  readonly id?: string | undefined
  /** What the values are about: a trait's name, an event. */
  readonly about?: string | undefined
  /** What condition values are suggested of. */
  readonly suggest?: Suggested | undefined
}

const textOf = (value: Value | undefined): string => (value === undefined || value === null ? '' : String(value))
const namesIn = (value: Value | undefined): readonly string[] =>
  value === undefined || value === ''
    ? []
    : isListValue(value)
      ? value.map(String)
      : isMapValue(value)
        ? []
        : [String(value)]
const zones: readonly string[] = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []

const editors: {
  readonly [As in Field['as']]?: (props: ValueInputProps & { field: Extract<Field, { as: As }> }) => ReactNode
} = {
  text: ({ field, label, value, onSet, id }) => (
    <TypedInput
      label={label}
      id={id}
      value={textOf(value)}
      options={field.suggest === 'zones' ? zones : undefined}
      suggest={field.suggest === undefined || field.suggest === 'zones' ? null : { of: field.suggest }}
      onSet={(text) => onSet(text === '' ? undefined : text)}
    />
  ),
  long: ({ label, value, onSet, id }) => (
    <TypedInput
      label={label}
      id={id}
      isLong
      value={textOf(value)}
      onSet={(text) => onSet(text.trim() === '' ? undefined : text.trim())}
    />
  ),
  key: ({ label, value, onSet, id }) => (
    <TypedInput
      label={label}
      id={id}
      value={textOf(value)}
      isWrong={!/^[a-z][a-z0-9_]{0,62}$/.test(textOf(value))}
      onSet={onSet}
    />
  ),
  scalar: ({ label, value, onSet, id }) => <TypedInput label={label} id={id} value={textOf(value)} onSet={onSet} />,
  date: ({ label, value, onSet, id }) => (
    <TypedInput label={label} id={id} type="date" value={textOf(value)} onSet={onSet} />
  ),
  fixed: ({ value }) => <span>{textOf(value)}</span>,
  number: (props) => <NumberInput {...props} />,
  duration: ({ field, ...props }) => <DurationInput {...props} working={field.working} />,
  limit: (props) => <LimitInput {...props} />,
  switch: ({ label, value, onSet, id }) => (
    <ChoiceInput
      label={label}
      id={id}
      value={value === undefined ? '' : String(value)}
      orNone={studioWords.unset}
      options={['true', 'false'].map((one) => ({
        value: one,
        label: one === 'true' ? studioWords.yes : studioWords.no,
      }))}
      onSet={(chosen) => onSet(chosen === '' ? undefined : chosen === 'true')}
    />
  ),
  choice: ({ field, label, value, onSet, id }) => (
    <ChoiceInput
      label={label}
      id={id}
      value={textOf(value)}
      orNone={studioWords.unset}
      options={field.options.map((one) => ({ value: one, label: studioWords.choice(one) }))}
      onSet={(chosen) => onSet(chosen === '' ? undefined : chosen)}
    />
  ),
  choices: ({ field, label, value, onSet }) => (
    <ChoicesInput
      label={label}
      values={namesIn(value)}
      options={field.options.map((one) => ({ value: one, label: studioWords.choice(one) }))}
      onSet={onSet}
    />
  ),
  reference: (props) => <ReferenceInput {...props} />,
  references: (props) => <ReferencesInput {...props} />,
  names: ({ field, label, value, onSet }) => (
    <NamesInput
      label={label}
      values={namesIn(value)}
      also={field.also}
      suggest={field.suggest === undefined || field.suggest === 'zones' ? null : { of: field.suggest }}
      onSet={(names) =>
        onSet(names.length === 0 ? undefined : field.orOne === true && names.length === 1 ? names[0] : names)
      }
    />
  ),
  condition: ({ label, value, onSet, about, suggest }) => (
    <ConditionInput
      label={label}
      value={value}
      onSet={onSet}
      suggest={suggest === undefined || suggest === 'zones' ? undefined : { of: suggest, for: about }}
    />
  ),
  where: ({ label, value, onSet, about }) => <WhereInput label={label} value={value} onSet={onSet} event={about} />,
  comparison: (props) => <ComparisonInput {...props} />,
  comparisons: (props) => <ScoreComparisons {...props} />,
  gives: (props) => <GivesInput {...props} />,
  sum: (props) => <SumInput {...props} />,
  distinct: (props) => <DistinctInput {...props} />,
  span: (props) => <SpanInput {...props} />,
}

/** What one value is edited with. */
export function ValueInput(props: ValueInputProps) {
  const editor = editors[props.field.as] as ((props: ValueInputProps) => ReactNode) | undefined
  return editor === undefined ? null : editor(props)
}

/** Whether a field is edited in place; others (lists, maps, criteria) have editors of their own. */
export const isValueField = ({ as }: Field): boolean => editors[as] !== undefined

function ReferenceInput({
  field,
  label,
  value,
  onSet,
  id,
}: ValueInputProps & { field: Extract<Field, { as: 'reference' }> }) {
  const { root } = useStudio()
  const names = [...namesOf(root, field.kind), ...(field.also ?? [])]
  return (
    <ChoiceInput
      label={label}
      id={id}
      value={textOf(value)}
      orNone={studioWords.none}
      options={names.map((one) => ({ value: one, label: one }))}
      onSet={(chosen) => onSet(chosen === '' ? undefined : chosen)}
    />
  )
}

function ReferencesInput({
  field,
  label,
  value,
  onSet,
}: ValueInputProps & { field: Extract<Field, { as: 'references' }> }) {
  const { root } = useStudio()
  return (
    <ChoicesInput
      label={label}
      values={namesIn(value)}
      options={namesOf(root, field.kind).map((one) => ({ value: one, label: one }))}
      onSet={(chosen) => onSet(chosen.length === 0 ? undefined : chosen)}
    />
  )
}

/** What is always shown, set or not: it takes one line. */
export function isSmall(path: Path, schema: JsonSchema | undefined): boolean {
  const field = schema === undefined ? null : fieldOf(path, schema)
  return field !== null && isValueField(field) && field.as !== 'where'
}
