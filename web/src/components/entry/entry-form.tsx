import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import styles from './entry-page.module.css'

interface EntryFormProps {
  readonly submit: string
  readonly busy: boolean
  readonly failed: string | null
  readonly children: ReactNode
  readonly onSubmit: (given: (field: string) => string) => void
}

/** A form with one button; what went wrong stands above it. */
export function EntryForm({ submit, busy, failed, children, onSubmit }: EntryFormProps) {
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onSubmit((field) => String(form.get(field) ?? ''))
  }
  return (
    <form className={styles['form']} onSubmit={send}>
      {failed !== null && (
        <p role="alert" className={styles['failed']}>
          {failed}
        </p>
      )}
      {children}
      <Button type="submit" loading={busy}>
        {submit}
      </Button>
    </form>
  )
}
