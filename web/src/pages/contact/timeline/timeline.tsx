import { getRouteApi } from '@tanstack/react-router'
import type { ContactDetail } from '../../../../../server/src/contract/contacts.ts'
import { LoadMore } from '../../../components/load-more.tsx'
import { dayText } from '../../../components/moment.ts'
import type { Stages } from '../../../components/stage/stages.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { useNow } from '../../../components/use-now.ts'
import { words } from '../../../words/en.ts'
import section from '../section.module.css'
import styles from './timeline.module.css'
import { TimelineBar } from './timeline-bar.tsx'
import { TimelineDay } from './timeline-day.tsx'
import { useTimeline } from './use-timeline.ts'
import { useTimelineSearch } from './use-timeline-search.ts'

const route = getRouteApi('/contacts/$id')

interface TimelineProps {
  readonly contact: ContactDetail
  readonly stages: Stages
  /** Ids of the events behind the present stage. */
  readonly evidence: readonly string[]
}

/** Everything that happened, the newest first. */
export function Timeline({ contact, stages, evidence }: TimelineProps) {
  const search = route.useSearch()
  const [typed, setTyped] = useTimelineSearch()
  const now = useNow()
  const { list, days, isWhole } = useTimeline(contact.id, search)
  const { show = 'all', find, event: target = null } = search
  const position = contact.positions[0]
  const lookedUpTo = list.data?.pages.at(-1)?.lookedUpTo ?? null
  const isNarrowed = show !== 'all' || find !== undefined
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" className={section['title']}>
        {words.contact.timeline}
      </h2>
      <TimelineBar shown={show} search={typed} onSearch={setTyped} />
      {list.isPending && <PlaceholderRows rows={6} />}
      {list.isError && <ProblemNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.hasPreviousPage && (
        <LoadMore
          label={words.contact.newer}
          busy={list.isFetchingPreviousPage}
          onMore={() => void list.fetchPreviousPage()}
        />
      )}
      {days.map(({ day, entries }) => (
        <TimelineDay
          key={day}
          day={day}
          entries={entries}
          stages={stages}
          target={target}
          behind={position === undefined ? null : { stage: stages.find(position.stage), events: evidence }}
        />
      ))}
      <div role="status">
        {isWhole && days.length === 0 && (
          <p className={styles['nothing']}>{isNarrowed ? words.contact.nothingMatches : words.contact.nothingYet}</p>
        )}
        {lookedUpTo !== null && (
          <p className={styles['nothing']}>{words.contact.lookedUpTo(dayText(Date.parse(lookedUpTo), now))}</p>
        )}
      </div>
      {list.hasNextPage ? (
        <LoadMore
          label={lookedUpTo === null ? words.contact.older : words.contact.lookOn}
          busy={list.isFetchingNextPage}
          eager={lookedUpTo === null}
          onMore={() => void list.fetchNextPage()}
        />
      ) : (
        days.length > 0 && !isNarrowed && <p className={styles['beginning']}>{words.contact.beginning}</p>
      )}
    </section>
  )
}
