import { useInfiniteQuery } from '@tanstack/react-query'
import { accountChangesQuery } from '../../api/accounts.ts'
import { actorText } from '../../components/actor-text.ts'
import { LoadMore } from '../../components/load-more.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { accountWords } from '../../words/accounts-en.ts'
import styles from './account-page.module.css'

/** What people changed of an account, the newest first. */
export function Changes({ id }: { readonly id: string }) {
  const list = useInfiniteQuery(accountChangesQuery(id))
  const changes = list.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="changes">
      <div className={styles['bar']}>
        <h2 id="changes" className={styles['section']}>
          {accountWords.changes}
        </h2>
      </div>
      {list.isError && changes === undefined && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {changes?.length === 0 && <p className={styles['soft']}>{accountWords.noChanges}</p>}
      <ol>
        {changes?.map((change) => (
          <li key={change.id} className={styles['change']}>
            <span>
              {actorText(change.actor)} {change.text}
            </span>
            <span className={styles['soft']}>
              <TimeAgo at={Date.parse(change.at)} />
            </span>
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <LoadMore
          label={accountWords.moreChanges}
          busy={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      )}
    </section>
  )
}
