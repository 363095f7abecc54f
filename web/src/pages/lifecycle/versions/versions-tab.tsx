import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { LifecycleVersion } from '../../../../../server/src/contract/lifecycle.ts'
import { draftApi } from '../../../api/drafts.ts'
import { versionsQuery } from '../../../api/lifecycle.ts'
import { meQuery } from '../../../api/session.ts'
import { actorText } from '../../../components/actor-text.ts'
import { LoadMore } from '../../../components/load-more.tsx'
import { notify } from '../../../components/notice.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { TimeAgo } from '../../../components/time-ago.tsx'
import { draftWords } from '../../../words/drafts-en.ts'
import { number } from '../../../words/en.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import type { Draft } from '../use-draft.ts'
import { CompareVersions } from './compare-versions.tsx'
import { VersionTerms } from './version-terms.tsx'
import styles from './versions-tab.module.css'

const route = getRouteApi('/lifecycle')
const { versions: text } = lifecycleWords
const { versions: versionWords } = draftWords

interface VersionsTabProps {
  readonly head: LifecycleVersion
  readonly draft: Draft
}

/** What was published, by whom, when and why; an earlier one can be brought back. */
export function VersionsTab({ head, draft }: VersionsTabProps) {
  const list = useInfiniteQuery(versionsQuery())
  const client = useQueryClient()
  const navigate = route.useNavigate()
  const { data: me } = useQuery(meQuery())
  const mayChange = me?.may.includes('change') === true
  const versions = list.data?.pages.flatMap(({ items }) => items) ?? []

  async function bringBack(version: number) {
    const { keeper } = draft
    try {
      if (draft.state.kept !== null && !(await keeper.settle())) return notify({ text: draftWords.unsaved })
      const made = await draftApi.bringBack(version)
      keeper.open(made)
      await client.invalidateQueries({ queryKey: ['drafts'] })
      await navigate({ search: { tab: 'plan' } })
      const ways = made.ways.map(({ stage, to }) => `${stage} → ${to}`)
      notify({ text: `${versionWords.brought(version)}${ways.length === 0 ? '' : versionWords.ways(ways)}` })
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
              <span className="for-readers-only">{versionWords.bringBack}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((one) => {
            const { version, message, publishedAt, publishedBy } = one
            return (
              <tr key={version}>
                <th scope="row">
                  {number(version)}
                  {version === head.version && <span className={styles['force']}>{text.inForce}</span>}
                </th>
                <td className={styles['message']}>
                  {message === '' ? <span className={styles['soft']}>{text.noMessage}</span> : message}
                  <VersionTerms version={one} />
                </td>
                <td className={styles['by']}>{actorText(publishedBy)}</td>
                <td className={styles['at']}>
                  <TimeAgo at={Date.parse(publishedAt)} />
                </td>
                <td className={styles['action']}>
                  {version !== head.version && mayChange && (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={versionWords.bringBackHint(version)}
                      onClick={() => void bringBack(version)}
                    >
                      {versionWords.bringBack}
                    </Button>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {list.hasNextPage && (
        <LoadMore label={text.older} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      )}
      {versions.length > 1 && <CompareVersions versions={versions.map(({ version }) => version)} />}
    </>
  )
}
