import { Button, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { panelWords } from '../../../words/contact-panels-en.ts'
import styles from './segments.module.css'

const { segments: words } = panelWords

interface SegmentFormProps {
  readonly given?: { readonly name: string; readonly note: string }
  readonly isBusy: boolean
  readonly isReady: boolean
  readonly onSubmit: (given: { readonly name: string; readonly note: string }) => void
  readonly onCancel: () => void
}

/** What a segment is called, and what it is for. */
export function SegmentForm({ given, isBusy, isReady, onSubmit, onCancel }: SegmentFormProps) {
  const [name, setName] = useState(given?.name ?? '')
  const [note, setNote] = useState(given?.note ?? '')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '' && isReady && !isBusy) onSubmit({ name: name.trim(), note: note.trim() })
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        // The panel stays open.
        event.preventDefault()
        event.stopPropagation()
        onCancel()
      }}
    >
      <TextInput
        label={words.name}
        value={name}
        maxLength={200}
        required
        ref={first}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Textarea
        label={words.note}
        placeholder={words.notePlaceholder}
        value={note}
        maxLength={2000}
        rows={2}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <div className={styles['buttons']}>
        <Button type="submit" loading={isBusy} disabled={name.trim() === '' || !isReady}>
          {words.submit}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
