import { useQuery } from '@tanstack/react-query'
import type { LifecycleVersion } from '../../../../server/src/contract/lifecycle.ts'
import { stagesQuery } from '../../api/stages.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { TimeAgo } from '../../components/time-ago.tsx'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import styles from './lifecycle-page.module.css'

const LOOK_AGAIN = 1000

/** Which version is in force, since when, and for how many; and how far the contacts are brought to it. */
export function LifecycleTruth({ head }: { readonly head: LifecycleVersion }) {
  const { data } = useQuery({
    ...stagesQuery(),
    refetchInterval: ({ state }) =>
      state.data?.refold != null || (state.data !== undefined && state.data.version !== head.version)
        ? LOOK_AGAIN
        : false,
  })
  // A contact stands in one stage of each track; the first is the way itself.
  const placed = data?.tracks[0]?.stages.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <p className={styles['truth']}>
        {lifecycleWords.truth(head.version)}
        {lifecycleWords.truthSince}
        <TimeAgo at={Date.parse(head.publishedAt)} isPhrase />
        {placed === undefined ? '.' : lifecycleWords.truthPlaced(placed)}
      </p>
      <div role="status">
        {data?.refold != null && (
          <div className={styles['refold']}>
            {lifecycleWords.refold(data.refold.done, data.refold.total)}
            <ProgressBar label={lifecycleWords.refoldBar} done={data.refold.done} total={data.refold.total} />
          </div>
        )}
      </div>
    </>
  )
}
