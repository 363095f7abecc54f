import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ImportPreview } from '../../../../../server/src/contract/imports.ts'
import type { ColumnUse } from '../../../../../server/src/domain/imports/column-uses.ts'
import { stageFinder } from '../../../../../server/src/domain/imports/stage-names.ts'
import { useStages } from '../../../components/stage/stages.ts'
import { fieldNames, importWords } from '../../../words/imports-en.ts'
import styles from './column-mapper.module.css'

const { create: text } = importWords

type Suggestion = ImportPreview['columns'][number]['suggestion']
type ValueType = ColumnUse['type']

const IGNORE = ''
const SPECIAL = 'special'
const types: readonly ValueType[] = ['text', 'number', 'boolean', 'date', 'list']
/** Fields whose last part is a name of one's own. */
const named = ['contact.traits', 'account.traits', 'events'] as const

interface UsePickerProps {
  readonly column: string
  /** Which of several uses of the same column it is, from 0. */
  readonly place: number
  readonly use: ColumnUse | null
  readonly suggestion: Suggestion
  readonly onChoose: (field: string | null, type: ValueType) => void
}

/** What a column means, by name: a field, and for facts and events what they are called. */
export function UsePicker({ column, place, use, suggestion, onChoose }: UsePickerProps) {
  const stages = useStages()
  const { choice, name } = choiceOf(use)
  const type = use?.type ?? suggestion.type
  const option = (value: string) => ({ value, label: fieldNames[value] ?? value })
  const known = [...stages.ordered, ...stages.detours]
  const stageKeys = known.map(({ key }) => key)
  const find = stageFinder(known)
  const ownStage = choice.startsWith('stages.') ? choice.slice('stages.'.length) : null
  // A file's own name of a stage stands for that stage.
  const dated =
    ownStage === null ? stageKeys : [...stageKeys.filter((key) => key !== (find(ownStage) ?? ownStage)), ownStage]

  function choose(value: string) {
    if (value === SPECIAL) return
    if (value === IGNORE) onChoose(null, 'text')
    else if (value === 'events') onChoose(`events.${column}`, 'text')
    else if (isNamed(value)) onChoose(`${value}.${name ?? nameFor(column, suggestion)}`, type)
    else onChoose(value, 'text')
  }

  return (
    <div className={styles['picker']}>
      <NativeSelect
        size="xs"
        className={styles['means'] ?? ''}
        aria-label={place === 0 ? text.means(column) : text.meansMore(column, place + 1)}
        value={choice}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={[
          { value: IGNORE, label: text.ignore },
          ...(choice === SPECIAL
            ? [{ value: SPECIAL, label: text.special(fieldNames[use?.field ?? ''] ?? use?.field ?? '') }]
            : []),
          {
            group: text.groups.person,
            items: Object.keys(fieldNames)
              .filter((field) => field.startsWith('contact.'))
              .map(option),
          },
          {
            group: text.groups.company,
            items: Object.keys(fieldNames)
              .filter((field) => field.startsWith('account.'))
              .map(option),
          },
          {
            group: text.groups.stage,
            items: [
              option('stages'),
              ...dated.map((key) => ({
                value: `stages.${key}`,
                label: text.enteredStage(stages.find(find(key) ?? key).short),
              })),
            ],
          },
          { group: text.groups.event, items: [option('events')] },
        ]}
      />
      {name !== null && (
        <NameField
          key={name}
          label={text.nameOf(column)}
          value={name}
          onName={(given) => onChoose(`${choice}.${given}`, type)}
        />
      )}
      {name !== null && choice !== 'events' && (
        <NativeSelect
          size="xs"
          className={styles['type'] ?? ''}
          aria-label={text.typeOf(column)}
          value={type}
          onChange={({ currentTarget }) => onChoose(use?.field ?? null, currentTarget.value as ValueType)}
          data={types.map((value) => ({ value, label: text.types[value] }))}
        />
      )}
    </div>
  )
}

interface NameFieldProps {
  readonly label: string
  readonly value: string
  readonly onName: (name: string) => void
}

/** A name of one's own, taken when one leaves the field or presses Enter. */
function NameField({ label, value, onName }: NameFieldProps) {
  const [typed, setTyped] = useState(value)
  const take = () => {
    const given = typed.trim()
    if (given === '') setTyped(value)
    else if (given !== value) onName(given)
  }
  return (
    <TextInput
      size="xs"
      className={styles['name'] ?? ''}
      aria-label={label}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={take}
      onKeyDown={({ key }) => {
        if (key === 'Enter') take()
      }}
    />
  )
}

const isNamed = (field: string): boolean => named.some((one) => one === field)

/** The choice that says a use, and the name of one's own where it has one. */
function choiceOf(use: ColumnUse | null): { readonly choice: string; readonly name: string | null } {
  if (use === null) return { choice: IGNORE, name: null }
  if (!use.isPlain) return { choice: SPECIAL, name: null }
  const before = named.find((one) => use.field.startsWith(`${one}.`))
  return before === undefined
    ? { choice: use.field, name: null }
    : { choice: before, name: use.field.slice(before.length + 1) }
}

/** What a fact is called: as suggested, else after its column. */
function nameFor(column: string, { field }: Suggestion): string {
  const before = named.find((one) => field.startsWith(`${one}.`))
  if (before !== undefined) return field.slice(before.length + 1)
  const plain = column.toLowerCase().replace(/[^a-z0-9]+/g, '_')
  return plain.replace(/^_+|_+$/g, '') || 'column'
}
