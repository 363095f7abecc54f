import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { segmentsQuery } from '../../../api/segments.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { panelWords } from '../../../words/contact-panels-en.ts'
import { useMay } from '../../contact-edit/use-may.ts'
import { SegmentItem } from './segment-item.tsx'
import styles from './segments.module.css'

const route = getRouteApi('/contacts')
const { segments: words } = panelWords

/** The saved segments with how many are in each; each opens its people. */
export function SegmentsPanel() {
  const { segment: chosen, where } = route.useSearch()
  const { data, isPending, error, refetch } = useQuery(segmentsQuery())
  const mayChange = useMay('change')
  if (isPending) return <PlaceholderRows rows={5} />
  if (error !== null && data === undefined) return <ProblemNote error={error} onRetry={() => void refetch()} />
  const segments = data ?? []
  return (
    <div className={styles['panel']}>
      {chosen !== undefined && !segments.some(({ key }) => key === chosen) && (
        <p className={styles['fault']}>{words.missing(chosen)}</p>
      )}
      {segments.length === 0 ? (
        <div>
          <p>{words.none}</p>
          <p className={styles['note']}>{words.noneHint}</p>
        </div>
      ) : (
        <ul className={styles['list']}>
          {segments.map((segment) => (
            <SegmentItem key={segment.key} segment={segment} isChosen={segment.key === chosen} mayChange={mayChange} />
          ))}
        </ul>
      )}
      {mayChange ? (
        <p>
          <Link from="/contacts" to="/contacts" search={(search) => ({ ...search, panel: 'filter' })} className="link">
            {where === undefined ? words.fromNew : words.fromThis}
          </Link>
        </p>
      ) : (
        <p className={styles['note']}>{words.mayNot}</p>
      )}
    </div>
  )
}
