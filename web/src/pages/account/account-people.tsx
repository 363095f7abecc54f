import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { AccountDetail, AccountPerson } from '../../../../server/src/contract/accounts.ts'
import { accountPeopleQuery } from '../../api/accounts.ts'
import { contactName } from '../../components/contact-name.ts'
import { LoadMore } from '../../components/load-more.tsx'
import { StageBadge } from '../../components/stage/stage-badge.tsx'
import type { Stages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { accountWords } from '../../words/accounts-en.ts'
import { words } from '../../words/en.ts'
import styles from './account-page.module.css'

const route = getRouteApi('/accounts/$id')
const { peopleColumns } = accountWords

interface AccountPeopleProps {
  readonly account: AccountDetail
  readonly stages: Stages
}

/** Everybody of the account who is known, page by page. */
export function AccountPeople({ account, stages }: AccountPeopleProps) {
  const { people: shown } = route.useSearch()
  const list = useInfiniteQuery(accountPeopleQuery(account.id, shown === 'engaged' ? { engaged: true } : {}))
  const people = list.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="people">
      <div className={styles['bar']}>
        <h2 id="people" className={styles['section']}>
          {accountWords.peopleTitle(account.people)}
        </h2>
        <nav aria-label={accountWords.columns.people} className={styles['filters']}>
          <Filter chosen={shown === undefined} label={accountWords.filterAll} />
          <Filter chosen={shown === 'engaged'} people="engaged" label={accountWords.filterEngaged} />
        </nav>
      </div>
      {list.isPending && <PlaceholderRows rows={4} />}
      {list.isError && people === undefined && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {people?.length === 0 && (
        <p className={styles['soft']}>{shown === 'engaged' ? accountWords.noEngaged : accountWords.noPeople}</p>
      )}
      {people !== undefined && people.length > 0 && (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{peopleColumns.name}</th>
              <th scope="col">{peopleColumns.stage}</th>
              <th scope="col">{peopleColumns.roles}</th>
              <th scope="col" className={styles['late']}>
                {peopleColumns.active}
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <PersonRow key={person.id} person={person} account={account} stages={stages} />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <LoadMore
          label={accountWords.morePeople}
          busy={list.isFetchingNextPage}
          onMore={() => void list.fetchNextPage()}
        />
      )}
    </section>
  )
}

interface FilterProps {
  readonly chosen: boolean
  readonly people?: 'engaged'
  readonly label: string
}

function Filter({ chosen, people, label }: FilterProps) {
  const { id } = route.useParams()
  return (
    <Link
      to="/accounts/$id"
      params={{ id }}
      search={people === undefined ? {} : { people }}
      className={styles['filter']}
      aria-current={chosen ? 'page' : undefined}
      activeProps={{}}
      activeOptions={{ exact: true, includeSearch: true }}
      resetScroll={false}
    >
      {label}
    </Link>
  )
}

interface PersonRowProps extends AccountPeopleProps {
  readonly person: AccountPerson
}

function PersonRow({ person, account, stages }: PersonRowProps) {
  const roles = person.roles.map((role) => account.roles.find(({ key }) => key === role)?.name ?? role)
  return (
    <tr>
      <td>
        <Link to="/contacts/$id" params={{ id: person.id }} search={{}} className={styles['person']}>
          {contactName(person)}
        </Link>
      </td>
      <td>
        {person.stage === null ? accountWords.noStage : <StageBadge stage={stages.find(person.stage)} level={null} />}
      </td>
      <td>{roles.length === 0 ? words.states.noValue : roles.join(', ')}</td>
      <td className={styles['late']}>
        {person.activeAt === null ? words.states.noValue : <TimeAgo at={Date.parse(person.activeAt)} />}
      </td>
    </tr>
  )
}
