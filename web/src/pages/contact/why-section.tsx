import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { WhyView } from '../../../../server/src/contract/why.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { WhyStory } from '../../components/why/why-story.tsx'
import { words } from '../../words/en.ts'
import styles from './section.module.css'

const route = getRouteApi('/contacts/$id')

interface WhySectionProps {
  readonly why: UseQueryResult<WhyView>
  readonly stages: Stages
}

/** Why the contact is where it is, and what waits for someone. */
export function WhySection({ why, stages }: WhySectionProps) {
  const navigate = route.useNavigate()
  const stage = why.data?.stage ?? null
  return (
    <section aria-labelledby="why">
      <h2 id="why" className={styles['title']}>
        {why.data !== undefined && stage === null ? words.contact.whyNone : null}
        {stage === null ? null : words.contact.why(stages.find(stage).short)}
      </h2>
      {why.isPending && <PlaceholderRows rows={4} />}
      {why.isError && why.data === undefined && <ProblemNote error={why.error} onRetry={() => void why.refetch()} />}
      {why.data !== undefined && <WhyStory why={why.data} />}
      {why.data?.proposals.map(({ to, track }) => (
        <p key={`${track} ${to}`} className={styles['proposal']}>
          {words.contact.waits(stages.find(to).name)}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() =>
              void navigate({ search: (search) => ({ ...search, panel: 'move' as const, to }), resetScroll: false })
            }
          >
            {words.contact.decide}
          </Button>
        </p>
      ))}
    </section>
  )
}
