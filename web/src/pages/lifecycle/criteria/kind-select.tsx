import { studioWords } from '../../../words/studio-en.ts'
import fields from '../fields/fields.module.css'
import { entersForm, leafForms } from './leaf-forms.ts'

const { criteria: words } = studioWords

const groups: Readonly<Record<string, readonly string[]>> = {
  behaviour: ['did', 'page', 'converted', 'subscribed', 'idle'],
  values: ['score', 'fit', 'grade', 'is', 'segment'],
  person: ['traits.', 'email', 'known', 'source', 'origin', 'imported'],
  account: ['account.', 'account.did', 'account.people', 'account.opportunity', 'opportunity'],
  place: ['stage', 'level', 'reason', 'handoff', 'checklist'],
}
const placed = new Set(Object.values(groups).flat())

interface KindSelectProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly isTrigger: boolean
  readonly onChoose: (key: string) => void
}

/** Every kind of condition, by what it is about. */
export function KindSelect({ label, value, placeholder, isTrigger, onChoose }: KindSelectProps) {
  const others = leafForms.map(({ key }) => key).filter((key) => !placed.has(key))
  const option = (key: string) => (
    <option key={key} value={key}>
      {studioWords.kind(key)}
    </option>
  )
  return (
    <select
      aria-label={label}
      className={fields['select']}
      value={value}
      onChange={({ currentTarget }) => {
        if (currentTarget.value !== '') onChoose(currentTarget.value)
      }}
    >
      {placeholder !== undefined && <option value="">{placeholder}</option>}
      {isTrigger && option(entersForm.key)}
      {Object.entries(groups).map(([group, keys]) => (
        <optgroup key={group} label={words.groups[group] ?? group}>
          {keys.map(option)}
        </optgroup>
      ))}
      {others.map(option)}
    </select>
  )
}
