import { NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { BulkPerson } from '../../../../server/src/contract/bulk-actions.ts'
import { bulkActionQuery, bulkPeopleQuery } from '../../api/bulk.ts'
import { contactName } from '../../components/contact-name.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { LoadMore } from '../../components/load-more.tsx'
import { StageBadge } from '../../components/stage/stage-badge.tsx'
import { type Stages, useStages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { bulkWords } from '../../words/bulk-en.ts'
import { words } from '../../words/en.ts'
import styles from './bulk-page.module.css'
import { BulkProgress } from './bulk-progress.tsx'
import { outcomes } from './bulk-search.ts'

const route = getRouteApi('/contacts/bulk/$id')

/** One bulk action, with its people and what became of each. */
export function BulkActionPage() {
  const { id } = route.useParams()
  const { outcome, reason } = route.useSearch()
  const navigate = route.useNavigate()
  const one = useQuery(bulkActionQuery(id))
  const work = one.data?.work
  const stages = useStages(work?.do === 'move' ? work.track : undefined)
  const people = useInfiniteQuery({
    ...bulkPeopleQuery(id, { outcome, reason }, `${one.data?.state} ${one.data?.reached}`),
    enabled: one.data !== undefined,
    placeholderData: (before) => before,
  })
  const shown = people.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <PageBody title={one.data?.says ?? bulkWords.title}>
      <header className={styles['head']}>
        <p className={styles['title']}>
          <Link to="/contacts/bulk" className="link">
            {bulkWords.title}
          </Link>
        </p>
        <h1 className={styles['truth']}>{one.data?.says ?? ' '}</h1>
        {one.data !== undefined && <p className={styles['soft']}>{bulkWords.state(one.data.state)}</p>}
      </header>
      <BulkProgress id={id} onDrop={() => void navigate({ to: '/contacts/bulk' })} />
      {one.data !== undefined && (
        <section className={styles['people']}>
          <NativeSelect
            label={bulkWords.outcome}
            w={200}
            data={[
              { value: '', label: bulkWords.outcomes.all },
              ...outcomes.map((value) => ({ value, label: bulkWords.outcomes[value] })),
            ]}
            value={outcome ?? ''}
            onChange={({ currentTarget }) => {
              const chosen = outcomes.find((known) => known === currentTarget.value)
              void navigate({ search: chosen === undefined ? {} : { outcome: chosen }, resetScroll: false })
            }}
          />
          {people.isPending && <PlaceholderRows rows={4} />}
          {people.isError && people.data === undefined && (
            <ProblemNote error={people.error} onRetry={() => void people.refetch()} />
          )}
          {people.data !== undefined && shown.length === 0 && <p className={styles['soft']}>{bulkWords.nobody}</p>}
          {shown.length > 0 && <PeopleTable people={shown} stages={stages} />}
          {people.hasNextPage && (
            <LoadMore
              label={words.contacts.more}
              busy={people.isFetchingNextPage}
              onMore={() => void people.fetchNextPage()}
            />
          )}
        </section>
      )}
    </PageBody>
  )
}

function PeopleTable({ people, stages }: { readonly people: readonly BulkPerson[]; readonly stages: Stages }) {
  const { person } = bulkWords
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{person.name}</th>
          <th scope="col" className={styles['stage']}>
            {person.stage}
          </th>
          <th scope="col" className={styles['state']}>
            {person.outcome}
          </th>
          <th scope="col" className={styles['why']}>
            {person.reason}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ contact, outcome, reason, undo, left }) => (
          <tr key={contact.id}>
            <td>
              <Link to="/contacts/$id" params={{ id: contact.id }} search={{}} className={styles['what']}>
                {contactName(contact)}
              </Link>
            </td>
            <td className={styles['stage']}>
              {contact.stage !== null && <StageBadge stage={stages.find(contact.stage)} level={contact.level} />}
            </td>
            <td>{outcomeText(undo ?? outcome)}</td>
            <td className={styles['why']}>{left ?? reason ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function outcomeText(outcome: BulkPerson['undo'] | BulkPerson['outcome']): string {
  return outcome === null ? '' : bulkWords.outcomes[outcome]
}
