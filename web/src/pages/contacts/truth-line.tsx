import type { ContactPage } from '../../../../server/src/contract/contacts.ts'
import { useNow } from '../../components/use-now.ts'
import { listWords } from '../../words/contact-list-en.ts'
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
  /** Whether who stands there longest comes first. */
  readonly isTurned: boolean
  /** The criteria or the segment by which it is narrowed; null: none. */
  readonly filter: { readonly segment: string | null } | null
}

/** What is true of the list now, in a sentence. */
export function TruthLine({ filter, ...shown }: TruthLineProps) {
  const first = shown.pages?.[0]
  const isEmpty =
    first?.total.count === 0 && shown.stage === null && shown.search === null && !shown.isBehind && filter === null
  const plain = usePlainTruth(shown)
  return (
    <>
      <p className={styles['truth']} role="status">
        {first === undefined && ' '}
        {isEmpty && words.contacts.nobody}
        {first !== undefined && !isEmpty && (filter === null ? plain : filterTruth(first.total, filter.segment))}
      </p>
      {first?.counting !== undefined && (
        <p className={styles['looking']} role="status">
          {listWords.filter.looking(first.counting)} {listWords.filter.lookingNote}
        </p>
      )}
    </>
  )
}

function filterTruth(total: ContactPage['total'], segment: string | null): string {
  return segment === null ? listWords.filter.truth(total) : listWords.segments.truth(total, segment)
}

/** What is true where no criteria narrow the list. */
function usePlainTruth({
  pages,
  stage,
  search,
  isBehind,
  isUnplaced,
  isTurned,
}: Omit<TruthLineProps, 'filter'>): string {
  const now = useNow()
  const total = pages?.[0]?.total
  if (total === undefined) return ''
  if (isBehind && search === null) return doorWords.truth(words.contacts.some(total))
  if (isUnplaced) return words.contacts.inNoStage(total, search)
  if (isTurned) return listWords.view.longest(total, stage)
  return words.contacts.truth({ total, stage, search, lately: changedLately(pages ?? [], now) })
}
