import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { bulkWords } from '../../../words/bulk-en.ts'
import styles from './bulk-dock.module.css'
import type { FormProps } from './form-props.ts'

const { forms } = bulkWords

/** One trait of the chosen, set or cleared. */
export function TraitForm({ onWork, isBusy }: FormProps) {
  const [trait, setTrait] = useState('')
  const [value, setValue] = useState('')
  const [clears, setClears] = useState(false)
  const name = trait.trim()
  const isReady = name !== '' && (clears || value.trim() !== '')

  function submit(event: FormEvent) {
    event.preventDefault()
    if (isReady) onWork({ do: 'set_traits', set: { [name]: clears ? null : readValue(value.trim()) } })
  }

  return (
    <form className={styles['form']} onSubmit={submit}>
      <TextInput
        label={forms.traitName}
        maxLength={100}
        value={trait}
        onChange={({ currentTarget }) => setTrait(currentTarget.value)}
      />
      <TextInput
        label={forms.value}
        maxLength={10_000}
        value={clears ? '' : value}
        disabled={clears}
        onChange={({ currentTarget }) => setValue(currentTarget.value)}
      />
      <Button type="submit" disabled={!isReady} loading={isBusy}>
        {forms.look}
      </Button>
      <label className={styles['check']}>
        <input type="checkbox" checked={clears} onChange={({ currentTarget }) => setClears(currentTarget.checked)} />
        {forms.clearTrait}
      </label>
    </form>
  )
}

/** Numbers, yes and no are kept as what they are, so that conditions compare them so. */
function readValue(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true'
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text) ? Number(text) : text
}
