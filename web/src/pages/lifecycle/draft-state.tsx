import { IconAlertTriangle, IconPencil } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import styles from './draft-state.module.css'
import type { Draft } from './use-draft.ts'
import type { DraftEffect } from './use-draft-effect.ts'

interface DraftStateProps<Answer> {
  readonly draft: Draft
  readonly effect: DraftEffect
  readonly answer: UseQueryResult<Answer>
  readonly isOld: boolean
  readonly children: (answer: Answer) => ReactNode
}

/** What is known of a draft's effect: no draft, faults, on its way, refused, or there; the old stays while new comes. */
export function DraftState<Answer>({ draft, effect, answer, isOld, children }: DraftStateProps<Answer>) {
  if (!draft.isChanged)
    return (
      <Note icon={<IconPencil size={20} aria-hidden="true" />} title={lifecycleWords.noDraft}>
        {lifecycleWords.noDraftAdvice}
      </Note>
    )
  if (effect.faults.length > 0)
    return (
      <Note
        icon={<IconAlertTriangle size={20} className={styles['bad'] ?? ''} aria-hidden="true" />}
        title={lifecycleWords.faulty}
      >
        {lifecycleWords.faultyAdvice}
      </Note>
    )
  if (answer.isError && (answer.data === undefined || answer.isPlaceholderData))
    return <ProblemNote error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.data === undefined) return <PlaceholderRows />
  return (
    <div className={styles['answer']} data-old={isOld || undefined} aria-busy={isOld}>
      {children(answer.data)}
    </div>
  )
}

function Note({
  icon,
  title,
  children,
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly children: string
}) {
  return (
    <QuietNote icon={icon} title={title}>
      <p>{children}</p>
      <p>
        <Link to="/lifecycle" search={{ tab: 'document' }} className="link">
          {lifecycleWords.toDocument}
        </Link>
      </p>
    </QuietNote>
  )
}
