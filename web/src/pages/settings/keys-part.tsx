import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { KeyView } from '../../../../server/src/contract/keys.ts'
import { keysQuery, revokeKey } from '../../api/settings.ts'
import { notify } from '../../components/notice.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { settingsWords } from '../../words/settings-en.ts'
import styles from './settings.module.css'

const text = settingsWords.keys

/** What programs come in by. */
export function KeysPart() {
  const navigate = useNavigate({ from: '/settings/$part' })
  const { data, error, refetch } = useQuery(keysQuery())
  if (error !== null && data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <PlaceholderRows />
  return (
    <>
      <header className={styles['head']}>
        <p className={styles['truth']}>{text.truth(data.items.filter((key) => key.revokedAt === null).length)}</p>
        <Button onClick={() => void navigate({ search: { open: 'new' } })}>{text.create}</Button>
      </header>
      {data.items.length === 0 ? (
        <QuietNote title={text.none}>{text.noneAdvice}</QuietNote>
      ) : (
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{text.name}</th>
              <th scope="col">{text.kind}</th>
              <th scope="col" className={styles['spare']}>
                {text.starts}
              </th>
              <th scope="col" className={styles['spare']}>
                {text.lastUsed}
              </th>
              <th scope="col">
                <span className="for-readers-only">{text.revoke}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((key) => (
              <KeyRow key={key.id} of={key} />
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}

function KeyRow({ of }: { readonly of: KeyView }) {
  const { id, name, kind, historical, prefix, revokedAt, lastUsedAt } = of
  const [sure, setSure] = useState(false)
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => revokeKey(id),
    onSuccess: () => {
      notify({ text: text.revokedNow(name) })
      void queries.invalidateQueries({ queryKey: keysQuery().queryKey })
    },
  })
  return (
    <tr className={revokedAt === null ? undefined : styles['out']}>
      <td>
        <strong>{name}</strong>
        {sure && (
          <span role="alert" className={styles['small']}>
            {text.revokeSure(name)}
          </span>
        )}
      </td>
      <td>{historical ? `${kind}, historical` : kind}</td>
      <td className={styles['spare']}>
        <code>{prefix}</code>
      </td>
      <td className={styles['spare']}>{lastUsedAt === null ? text.never : <TimeAgo at={Date.parse(lastUsedAt)} />}</td>
      <td className={styles['end']}>
        {revokedAt !== null ? (
          text.revoked
        ) : sure ? (
          <span className={styles['actions']}>
            <Button size="xs" onClick={() => revoke.mutate()} loading={revoke.isPending}>
              {text.revokeYes}
            </Button>
            <Button size="xs" variant="default" onClick={() => setSure(false)}>
              {settingsWords.cancel}
            </Button>
          </span>
        ) : (
          <Button size="xs" variant="default" aria-label={text.revokeOf(name)} onClick={() => setSure(true)}>
            {text.revoke}
          </Button>
        )}
      </td>
    </tr>
  )
}
