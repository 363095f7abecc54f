import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { NO_STAGE } from '../../api/contacts.ts'
import { stagesQuery } from '../../api/stages.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { number, words } from '../../words/en.ts'
import { keptSearch } from './contacts-search.ts'
import { StageDoor } from './stage-door.tsx'
import styles from './stage-strip.module.css'

interface StageStripProps {
  readonly stages: Stages
  /** Null: everyone; undefined: neither everyone nor the people of one stage. */
  readonly chosen: string | null | undefined
}

/** How many are in each stage, in order, the detours apart; each opens the list of its people. */
export function StageStrip({ stages, chosen }: StageStripProps) {
  const unplaced = useQuery(stagesQuery()).data?.unplaced
  // The room is kept while the counts are on their way: a nought would be a lie.
  if (stages.ordered.length === 0) return <div className={styles['strip']} />
  const all = [...stages.ordered, ...stages.detours]
  const most = Math.max(1, ...all.map(({ count }) => count))
  const together = all.reduce((sum, { count }) => sum + count, 0)
  return (
    <nav aria-label={words.contacts.stages} className={styles['strip']}>
      <ol className={styles['stages']}>
        <li>
          <Link
            from="/contacts"
            to="/contacts"
            search={keptSearch}
            className={styles['door']}
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={chosen === null ? 'page' : undefined}
          >
            <span className={styles['name']}>{words.contacts.everyone}</span>
            <span className={styles['count']}>{number(together)}</span>
          </Link>
        </li>
        {stages.ordered.map((stage) => (
          <StageDoor key={stage.key} stage={stage} most={most} chosen={stage.key === chosen} />
        ))}
      </ol>
      <ol className={`${styles['stages']} ${styles['detours']}`}>
        {stages.detours.map((stage) => (
          <StageDoor key={stage.key} stage={stage} most={most} chosen={stage.key === chosen} />
        ))}
      </ol>
      {unplaced !== undefined && (unplaced.count > 0 || chosen === NO_STAGE) && (
        <ol className={`${styles['stages']} ${styles['detours']}`}>
          <li>
            <Link
              from="/contacts"
              to="/contacts"
              search={(search) => ({ ...(chosen === NO_STAGE ? {} : { stage: NO_STAGE }), ...keptSearch(search) })}
              className={styles['door']}
              activeOptions={{ exact: true, includeSearch: true }}
              aria-current={chosen === NO_STAGE ? 'page' : undefined}
            >
              <span className={styles['name']}>{words.contacts.noStage}</span>
              <span className={styles['count']}>
                {number(unplaced.count)}
                {unplaced.exact ? '' : '+'}
              </span>
            </Link>
          </li>
        </ol>
      )}
    </nav>
  )
}
