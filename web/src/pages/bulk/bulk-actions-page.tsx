import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BulkActionView } from '../../../../server/src/contract/bulk-actions.ts'
import { bulkActionsQuery, isAtWork } from '../../api/bulk.ts'
import { actorText } from '../../components/actor-text.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { bulkWords } from '../../words/bulk-en.ts'
import { number } from '../../words/en.ts'
import styles from './bulk-page.module.css'

const { columns } = bulkWords

/** What was done to many contacts at once, by whom, and how far it is. */
export function BulkActionsPage() {
  const list = useInfiniteQuery(bulkActionsQuery())
  const actions = list.data?.pages.flatMap(({ items }) => items) ?? []
  const isEmpty = list.data !== undefined && actions.length === 0
  return (
    <PageBody title={bulkWords.title}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{bulkWords.title}</h1>
        <p className={styles['truth']} role="status">
          {list.data === undefined
            ? ' '
            : isEmpty
              ? bulkWords.truthNone
              : bulkWords.truth(actions.length, list.hasNextPage)}
        </p>
      </header>
      {list.isPending && <PlaceholderRows />}
      {list.isError && list.data === undefined && (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      )}
      {isEmpty && (
        <QuietNote title={bulkWords.truthNone}>
          <p>{bulkWords.emptyText}</p>
          <Button component={Link} to="/contacts" mt="lg">
            {bulkWords.toContacts}
          </Button>
        </QuietNote>
      )}
      {actions.length > 0 && (
        <table className={styles['table']}>
          <caption className="for-readers-only">{bulkWords.title}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.what}</th>
              <th scope="col" className={styles['state']}>
                {columns.state}
              </th>
              <th scope="col" className={styles['figure']}>
                {columns.people}
              </th>
              <th scope="col" className={styles['figure']}>
                {columns.refused}
              </th>
              <th scope="col" className={styles['by']}>
                {columns.by}
              </th>
              <th scope="col" className={styles['at']}>
                {columns.at}
              </th>
            </tr>
          </thead>
          <tbody>
            {actions.map((one) => (
              <BulkRow key={one.id} one={one} />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <LoadMore label={bulkWords.older} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
    </PageBody>
  )
}

function BulkRow({ one }: { readonly one: BulkActionView }) {
  const { id, says, state, result, by, createdAt, reached, people } = one
  return (
    <tr>
      <td>
        <Link to="/contacts/bulk/$id" params={{ id }} search={{}} className={styles['what']}>
          {says}
        </Link>
      </td>
      <td>
        {bulkWords.state(state)}
        {isAtWork(state) && (
          <ProgressBar label={bulkWords.progress} done={reached} total={state === 'gathering' ? null : people} />
        )}
      </td>
      <td className={styles['figure']}>{number(result.done)}</td>
      <td className={styles['figure']}>{number(result.refused)}</td>
      <td className={styles['by']}>{actorText(by)}</td>
      <td className={styles['at']}>
        <TimeAgo at={Date.parse(createdAt)} />
      </td>
    </tr>
  )
}
