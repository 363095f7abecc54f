import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContactDetail } from '../../../../../server/src/contract/contacts.ts'
import { eventsQuery, transitionsQuery } from '../../../api/history.ts'
import { LoadMore } from '../../../components/load-more.tsx'
import type { Stages } from '../../../components/stage/stages.ts'
import { PlaceholderRows } from '../../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../../components/states/problem-note.tsx'
import { words } from '../../../words/en.ts'
import section from '../section.module.css'
import { groupTimeline } from './group-timeline.ts'
import styles from './timeline.module.css'
import { TimelineBar } from './timeline-bar.tsx'
import { TimelineDay } from './timeline-day.tsx'
import { useGoToEvent } from './use-go-to-event.ts'

const route = getRouteApi('/contacts/$id')

interface TimelineProps {
  readonly contact: ContactDetail
  readonly stages: Stages
  /** Ids of the events behind the present stage. */
  readonly evidence: readonly string[]
}

/** Everything that happened, the newest first. */
export function Timeline({ contact, stages, evidence }: TimelineProps) {
  const { show = 'all', event: target } = route.useSearch()
  const [search, setSearch] = useState('')
  const list = useInfiniteQuery(eventsQuery(contact.id))
  const moves = useQuery(transitionsQuery(contact.id))
  const events = list.data?.pages.flatMap(({ items }) => items) ?? []
  const wanted = search.trim().toLowerCase()
  const days = groupTimeline(events, moves.data?.items ?? [], {
    filter: show,
    search: wanted,
    isWhole: list.data !== undefined && !list.hasNextPage,
  })
  useGoToEvent(target ?? null, days, list)
  const position = contact.positions[0]
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" className={section['title']}>
        {words.contact.timeline}
      </h2>
      <TimelineBar shown={show} search={search} onSearch={setSearch} />
      {list.isPending && <PlaceholderRows rows={6} />}
      {list.isError && list.data === undefined && (
        <ProblemNote error={list.error} onRetry={() => void list.refetch()} />
      )}
      {days.map(({ day, entries }) => (
        <TimelineDay
          key={day}
          day={day}
          entries={entries}
          stages={stages}
          target={target ?? null}
          behind={position === undefined ? null : { stage: stages.find(position.stage), events: evidence }}
        />
      ))}
      {list.data !== undefined && days.length === 0 && (
        <p className={styles['nothing']}>
          {events.length === 0 ? words.contact.nothingYet : words.contact.nothingMatches}{' '}
          {list.hasNextPage && words.contact.loadedOnly(events.length)}
        </p>
      )}
      {list.hasNextPage ? (
        <LoadMore label={words.contact.older} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
      ) : (
        days.length > 0 && <p className={styles['beginning']}>{words.contact.beginning}</p>
      )}
    </section>
  )
}
