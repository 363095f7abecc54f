import { Button } from '@mantine/core'
import { IconBug } from '@tabler/icons-react'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { words } from '../../words/en.ts'
import { PageBody } from '../frame/page-body.tsx'
import { QuietNote } from './quiet-note.tsx'

/** A fault of the app itself: says so, and offers another try. */
export function FaultPage({ error, reset }: ErrorComponentProps) {
  return (
    <PageBody title={words.states.fault}>
      <QuietNote icon={<IconBug size={20} aria-hidden="true" />} title={words.states.fault}>
        <p>{words.states.faultAdvice}</p>
        <p>
          <code>{error instanceof Error ? error.message : String(error)}</code>
        </p>
        <Button variant="default" onClick={reset} mt="md">
          {words.states.retry}
        </Button>
      </QuietNote>
    </PageBody>
  )
}
