import { useQuery } from '@tanstack/react-query'
import { homeQuery } from '../../api/home.ts'
import { stagesReportQuery } from '../../api/reports.ts'
import { meQuery } from '../../api/session.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { useStages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { homeWords } from '../../words/home-en.ts'
import { BeginHere } from './begin-here.tsx'
import styles from './home.module.css'
import { LatestMoves } from './latest-moves.tsx'
import { countNeeds, NeedsList } from './needs-list.tsx'
import { StageChanges } from './stage-changes.tsx'
import { WaitingPeople } from './waiting-people.tsx'

/** What needs me now, where everybody stands, and what moved and why. */
export function HomePage() {
  const home = useQuery(homeQuery())
  const report = useQuery(stagesReportQuery({}))
  const { data: me } = useQuery(meQuery())
  const stages = useStages()
  const row = report.data?.rows[0]
  const people = [...stages.ordered, ...stages.detours].reduce((sum, { count }) => sum + count, 0)
  const moved = row?.in == null ? null : Object.values(row.in).reduce((sum, count) => sum + count, 0)
  return (
    <PageBody title={homeWords.title}>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{homeWords.title}</h1>
        <p className={styles['truth']} role="status">
          {home.data === undefined
            ? ' '
            : home.data.empty
              ? homeWords.begin.truth
              : homeWords.truth(countNeeds(home.data), people, moved)}
        </p>
      </header>
      {home.isPending && <PlaceholderRows />}
      {home.isError && home.data === undefined && (
        <ProblemNote error={home.error} onRetry={() => void home.refetch()} />
      )}
      {home.data?.empty === true && <BeginHere mayMakeKeys={me?.may.includes('keys') ?? false} />}
      {home.data?.empty === false && (
        <div className={styles['columns']}>
          <div className={styles['main']}>
            {me?.role !== 'viewer' && <NeedsList home={home.data} stages={stages} />}
            {home.data.waiting !== null && <WaitingPeople waiting={home.data.waiting} stages={stages} />}
            <LatestMoves moves={home.data.moves} stages={stages} />
          </div>
          <StageChanges stages={stages} row={row} />
        </div>
      )}
    </PageBody>
  )
}
