import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { duplicatesQuery } from '../../api/contact-edit.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { contactEditWords } from '../../words/contact-edit-en.ts'
import styles from './duplicates.module.css'
import { DuplicatePairCard } from './pair-card.tsx'

const text = contactEditWords.duplicates

/** Contacts that may be one person, two by two, to be merged or told apart. */
export function DuplicatesPage() {
  const list = useInfiniteQuery(duplicatesQuery())
  const pairs = list.data?.pages.flatMap(({ items }) => items) ?? []
  const [first] = list.data?.pages ?? []
  return (
    <PageBody title={text.title}>
      <Link to="/contacts" search={{}} className={styles['back']}>
        {contactEditWords.create.back}
      </Link>
      <h1 className={styles['title']}>{text.title}</h1>
      <p className={styles['truth']} role="status">
        {first === undefined ? ' ' : text.truth(first.total)}
      </p>
      {first !== undefined && (
        <p className={styles['note']}>
          {first.total.count === 0 ? text.noneNote : text.note}
          {first.waiting > 0 && ` ${text.waiting(first.waiting)}`}
        </p>
      )}
      {list.isPending && <PlaceholderRows />}
      {list.isError && list.data === undefined && (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      )}
      <ul>
        {pairs.map((pair) => (
          <DuplicatePairCard key={`${pair.one.id} ${pair.other.id}`} pair={pair} />
        ))}
      </ul>
      {list.hasNextPage && (
        <LoadMore label={text.more} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
    </PageBody>
  )
}
