import { useInfiniteQuery } from '@tanstack/react-query'
import { rejectedMessagesQuery } from '../../api/rejected-messages.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { words } from '../../words/en.ts'
import { RejectedEntry } from './rejected-entry.tsx'
import styles from './rejected-page.module.css'

/** Messages that were not taken, each with why: for whoever built the sender. */
export function RejectedPage() {
  const list = useInfiniteQuery(rejectedMessagesQuery())
  const messages = list.data?.pages.flatMap(({ items }) => items) ?? []
  const text = words.rejected
  return (
    <PageBody title={text.title}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{text.title}</h1>
        <p className={styles['truth']} role="status">
          {list.data === undefined
            ? ' '
            : messages.length === 0
              ? text.truthNone
              : text.truth(text.counted(messages.length, list.hasNextPage))}
        </p>
      </header>
      {list.isPending && <PlaceholderRows />}
      {list.isError && list.data === undefined && (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data !== undefined && (
        <p className={styles['none']}>{messages.length === 0 ? text.noneAdvice : text.advice}</p>
      )}
      <ul>
        {messages.map((message) => (
          <RejectedEntry key={message.id} message={message} />
        ))}
      </ul>
      {list.hasNextPage && (
        <LoadMore label={text.older} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
    </PageBody>
  )
}
