import type { ContactPage } from '../../../../server/src/contract/contacts.ts'
import { useNow } from '../../components/use-now.ts'
import { doorWords } from '../../words/doors-en.ts'
import { words } from '../../words/en.ts'
import { changedLately } from './changed-lately.ts'
import styles from './truth-line.module.css'

interface TruthLineProps {
  readonly pages: readonly ContactPage[] | undefined
  readonly stage: string | null
  readonly search: string | null
  /** Whether the list is who stands behind a number of a report. */
  readonly isBehind: boolean
  /** Whether the list is who stands in no stage. */
  readonly isUnplaced: boolean
}

/** What is true of the list now, in a sentence. */
export function TruthLine({ pages, stage, search, isBehind, isUnplaced }: TruthLineProps) {
  const now = useNow()
  const first = pages?.[0]
  const isEmpty = first?.total.count === 0 && stage === null && search === null && !isBehind
  return (
    <p className={styles['truth']} role="status">
      {first === undefined && ' '}
      {isEmpty && words.contacts.nobody}
      {first !== undefined &&
        !isEmpty &&
        (isBehind && search === null
          ? doorWords.truth(words.contacts.some(first.total))
          : isUnplaced
            ? words.contacts.inNoStage(first.total, search)
            : words.contacts.truth({ total: first.total, stage, search, lately: changedLately(pages ?? [], now) }))}
    </p>
  )
}
