import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { LifecycleVersion } from '../../../../../server/src/contract/lifecycle.ts'
import { versionQuery, versionsQuery } from '../../../api/lifecycle.ts'
import { actorText } from '../../../components/actor-text.ts'
import { LoadMore } from '../../../components/load-more.tsx'
import { notify } from '../../../components/notice.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import { number } from '../../../words/en.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import type { Draft } from '../use-draft.ts'
import styles from './versions-tab.module.css'

const route = getRouteApi('/lifecycle')
const { versions: text } = lifecycleWords

interface VersionsTabProps {
  readonly head: LifecycleVersion
  readonly draft: Draft
}

/** What was published, by whom, when and why; an earlier one can be made the draft. */
export function VersionsTab({ head, draft }: VersionsTabProps) {
  const list = useInfiniteQuery(versionsQuery())
  const client = useQueryClient()
  const navigate = route.useNavigate()
  const versions = list.data?.pages.flatMap(({ items }) => items) ?? []

  async function edit(version: number) {
    try {
      const { document } = await client.ensureQueryData(versionQuery(version))
      const before = draft.isChanged ? { base: draft.base, text: draft.text } : null
      draft.restore({ base: head.version, text: document })
      await navigate({ search: {} })
      const action = before === null ? undefined : { label: lifecycleWords.bar.undo, run: () => draft.restore(before) }
      notify({ text: text.edited(version), action })
    } catch (error) {
      notify({ text: error instanceof Error ? error.message : String(error) })
    }
  }

  if (list.isPending) return <PlaceholderRows />
  if (list.isError && list.data === undefined)
    return <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
  return (
    <>
      <table className={styles['table']}>
        <caption className="for-readers-only">{text.caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={styles['version']}>
              {text.columns.version}
            </th>
            <th scope="col">{text.columns.message}</th>
            <th scope="col" className={styles['by']}>
              {text.columns.by}
            </th>
            <th scope="col" className={styles['at']}>
              {text.columns.at}
            </th>
            <th scope="col" className={styles['action']}>
              <span className="for-readers-only">{text.edit}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ version, message, publishedAt, publishedBy }) => (
            <tr key={version}>
              <th scope="row">
                {number(version)}
                {version === head.version && <span className={styles['force']}>{text.inForce}</span>}
              </th>
              <td className={styles['message']}>
                {message === '' ? <span className={styles['soft']}>{text.noMessage}</span> : message}
              </td>
              <td className={styles['by']}>{actorText(publishedBy)}</td>
              <td className={styles['at']}>
                <TimeAgo at={Date.parse(publishedAt)} />
              </td>
              <td className={styles['action']}>
                {version !== head.version && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={text.editHint(version)}
                    onClick={() => void edit(version)}
                  >
                    {text.edit}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.hasNextPage && (
        <LoadMore label={text.older} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
    </>
  )
}
