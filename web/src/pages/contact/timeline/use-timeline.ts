import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { timelineQuery } from '../../../api/history.ts'
import type { ContactSearch } from '../contact-search.ts'
import { groupTimeline } from './group-timeline.ts'
import { holds, useGoToEvent } from './use-go-to-event.ts'

/** The timeline that an address asks for. It begins around the event that is named, where that is not loaded already. */
export function useTimeline(contact: string, { show, find, event: target }: ContactSearch) {
  const asked = { sort: show === 'all' ? undefined : show, q: find }
  const [around, setAround] = useState(target)
  const list = useInfiniteQuery(timelineQuery(contact, { ...asked, around }))
  const { data } = list
  const days = useMemo(
    () =>
      groupTimeline(data?.pages.flatMap(({ events }) => events) ?? [], data?.pages.flatMap(({ moves }) => moves) ?? []),
    [data],
  )
  const isSettled = data !== undefined && !list.isPlaceholderData
  // Set while rendering, so that nothing is shown in between that is neither here nor there.
  if (isSettled && target !== undefined && target !== around && !holds(days, target)) setAround(target)
  useGoToEvent(target ?? null, days)
  return { list, days, isWhole: isSettled && !list.hasNextPage, leave: () => setAround(undefined) }
}
