import type { ContactPage } from '../../../../server/src/contract/contacts.ts'
import { useNow } from '../../components/use-now.ts'
import { words } from '../../words/en.ts'
import { changedLately } from './changed-lately.ts'
import styles from './truth-line.module.css'

interface TruthLineProps {
  readonly pages: readonly ContactPage[] | undefined
  readonly stage: string | null
  readonly search: string | null
}

/** What is true of the list now, in a sentence. */
export function TruthLine({ pages, stage, search }: TruthLineProps) {
  const now = useNow()
  const first = pages?.[0]
  const isEmpty = first?.total.count === 0 && stage === null && search === null
  return (
    <p className={styles['truth']} role="status">
      {first === undefined && ' '}
      {isEmpty && words.contacts.nobody}
      {first !== undefined &&
        !isEmpty &&
        words.contacts.truth({ total: first.total, stage, search, lately: changedLately(pages ?? [], now) })}
    </p>
  )
}
