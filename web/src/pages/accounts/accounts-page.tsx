import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { accountsQuery } from '../../api/accounts.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { useStages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { accountWords } from '../../words/accounts-en.ts'
import styles from './accounts-page.module.css'
import { AccountsTable } from './accounts-table.tsx'
import { SearchAccounts } from './search-accounts.tsx'

const route = getRouteApi('/accounts')

/** The companies: how far each has come, who of its buying group is engaged, who answers for it. */
export function AccountsPage() {
  const search = route.useSearch()
  const list = useInfiniteQuery(accountsQuery(search))
  const stages = useStages()
  const accounts = list.data?.pages.flatMap(({ items }) => items)
  const isFiltered = search.q !== undefined || search.stage !== undefined || search.owner !== undefined
  return (
    <PageBody title={accountWords.title}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{accountWords.title}</h1>
        <p className={styles['truth']} role="status">
          {accounts === undefined
            ? ' '
            : truth(accounts.length, list.hasNextPage, search, (key) => stages.find(key).name)}
        </p>
      </header>
      {(accounts === undefined || accounts.length > 0 || isFiltered) && <SearchAccounts />}
      {list.isPending && <PlaceholderRows />}
      {list.isError && accounts === undefined && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {accounts?.length === 0 && (
        <QuietNote title={isFiltered ? accountWords.none : accountWords.empty}>
          {isFiltered ? (
            <Link to="/accounts" search={{}} className="link">
              {accountWords.showAll}
            </Link>
          ) : (
            <p>{accountWords.emptyAdvice}</p>
          )}
        </QuietNote>
      )}
      {accounts !== undefined && accounts.length > 0 && (
        <div data-stale={list.isPlaceholderData || undefined} aria-busy={list.isPlaceholderData}>
          <AccountsTable accounts={accounts} stages={stages} />
          {list.hasNextPage ? (
            <LoadMore
              label={accountWords.more}
              busy={list.isFetchingNextPage}
              eager={!list.isFetchNextPageError && !list.isPlaceholderData}
              onMore={() => void list.fetchNextPage()}
            />
          ) : (
            <p className={styles['end']}>{accountWords.end(accounts.length)}</p>
          )}
        </div>
      )}
    </PageBody>
  )
}

function truth(
  shown: number,
  more: boolean,
  { q, stage }: { readonly q?: string; readonly stage?: string },
  nameOf: (stage: string) => string,
): string {
  if (q !== undefined) return accountWords.found(shown, more, q)
  return stage === undefined ? accountWords.truth(shown, more) : accountWords.inStage(shown, more, nameOf(stage))
}
