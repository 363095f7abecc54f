import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { accountQuery } from '../../api/accounts.ts'
import { RequestFailed } from '../../api/request.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { useStages } from '../../components/stage/stages.ts'
import { MissingPage } from '../../components/states/missing-page.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { accountWords } from '../../words/accounts-en.ts'
import { AccountFacts } from './account-facts.tsx'
import { AccountHead } from './account-head.tsx'
import styles from './account-page.module.css'
import { AccountPanel } from './account-panel.tsx'
import { AccountPeople } from './account-people.tsx'
import { BuyingGroup } from './buying-group.tsx'
import { Changes } from './changes.tsx'

const route = getRouteApi('/accounts/$id')

/** One company: where it stands and why, who buys there, who else is known, and what was changed of it. */
export function AccountPage() {
  const { id } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const stages = useStages()
  const detail = useQuery(accountQuery(id))
  const close = useCallback(() => {
    void navigate({ search: ({ panel: _, role: __, ...rest }) => rest, resetScroll: false })
  }, [navigate])
  const account = detail.data
  if (detail.error instanceof RequestFailed && (detail.error.status === 404 || detail.error.status === 400))
    return <MissingPage />
  const name = account === undefined ? accountWords.title : (account.name ?? account.domain ?? account.id)
  return (
    <PageBody
      title={name}
      panel={account === undefined ? null : <AccountPanel account={account} search={search} onClose={close} />}
    >
      <nav aria-label={accountWords.trail}>
        <Link to="/accounts" search={{}} className={styles['back']}>
          {accountWords.back}
        </Link>
      </nav>
      {detail.isPending && <PlaceholderRows />}
      {detail.isError && account === undefined && (
        <ProblemNote error={detail.error} onRetry={() => void detail.refetch()} />
      )}
      {account !== undefined && (
        <>
          <AccountHead account={account} stages={stages} />
          <div className={styles['columns']}>
            <div className={styles['story']}>
              <BuyingGroup account={account} stages={stages} />
              <AccountPeople account={account} stages={stages} />
              <Changes id={account.id} />
            </div>
            <AccountFacts account={account} />
          </div>
        </>
      )}
    </PageBody>
  )
}
