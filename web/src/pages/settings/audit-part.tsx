import { NativeSelect, TextInput } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { auditQuery, peopleQuery } from '../../api/settings.ts'
import { LoadMore } from '../../components/load-more.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { settingsWords } from '../../words/settings-en.ts'
import { AuditLine } from './audit-line.tsx'
import styles from './settings.module.css'
import { readSettingsSearch } from './settings-search.ts'

const text = settingsWords.audit

/** What people and keys changed, the last first. */
export function AuditPart() {
  const { who, what, since } = readSettingsSearch({ ...useSearch({ from: '/settings/$part' }) })
  const navigate = useNavigate({ from: '/settings/$part' })
  const people = useQuery(peopleQuery()).data?.items ?? []
  const from = since === undefined ? undefined : new Date(`${since}T00:00`).toISOString()
  const list = useInfiniteQuery(auditQuery({ who, what, since: from }))
  const entries = list.data?.pages.flatMap(({ items }) => items) ?? []
  const filter = (key: 'who' | 'what' | 'since') => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget
    void navigate({ search: (now) => ({ ...now, [key]: value === '' ? undefined : value }), replace: true })
  }
  return (
    <>
      <p className={styles['truth']}>{text.truth}</p>
      <div className={styles['filters']}>
        <NativeSelect
          label={text.who}
          value={who ?? ''}
          onChange={filter('who')}
          data={[{ value: '', label: text.anybody }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <NativeSelect
          label={text.what}
          value={what ?? ''}
          onChange={filter('what')}
          data={[
            { value: '', label: text.anything },
            ...Object.entries(text.subjects).map(([value, label]) => ({ value, label })),
          ]}
        />
        <TextInput label={text.since} type="date" value={since ?? ''} onChange={filter('since')} />
      </div>
      {list.isPending && <PlaceholderRows />}
      {list.isError && list.data === undefined && (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data !== undefined && entries.length === 0 && <QuietNote title={text.none}>{text.noneAdvice}</QuietNote>}
      <ul>
        {entries.map((entry) => (
          <AuditLine key={entry.id} entry={entry} />
        ))}
      </ul>
      {list.hasNextPage && (
        <LoadMore label={text.more} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
    </>
  )
}
