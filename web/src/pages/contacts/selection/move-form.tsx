import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { bulkWords } from '../../../words/bulk-en.ts'
import styles from './bulk-dock.module.css'
import type { FormProps } from './form-props.ts'

const { forms } = bulkWords

/** To which stage the chosen are moved, and why. */
export function MoveForm({ stages, onWork, isBusy }: FormProps) {
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const all = [...stages.ordered, ...stages.detours]
  const reasons = all.find(({ key }) => key === to)?.reasons ?? []

  function submit(event: FormEvent) {
    event.preventDefault()
    if (to === '') return
    const given = reason.trim()
    onWork({ do: 'move', to, reason: given === '' ? null : given, force: false })
  }

  return (
    <form className={styles['form']} onSubmit={submit}>
      <NativeSelect
        label={forms.to}
        data={[{ value: '', label: forms.pick }, ...all.map(({ key, name }) => ({ value: key, label: name }))]}
        value={to}
        onChange={({ currentTarget }) => {
          setTo(currentTarget.value)
          setReason('')
        }}
      />
      {reasons.length > 0 ? (
        <NativeSelect
          label={forms.reason}
          data={[{ value: '', label: forms.reasonPick }, ...reasons]}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      ) : (
        <TextInput
          label={forms.reason}
          maxLength={500}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      )}
      <Button type="submit" disabled={to === ''} loading={isBusy}>
        {forms.look}
      </Button>
      <p className={styles['note']}>{forms.reasonHint}.</p>
    </form>
  )
}
