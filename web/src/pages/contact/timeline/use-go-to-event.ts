import { useEffect, useRef } from 'react'
import type { Day, Entry } from './group-timeline.ts'

interface Pages {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  fetchNextPage(): unknown
}

/** Brings the event that the address names into sight, loading older ones until it is there. */
export function useGoToEvent(target: string | null, days: readonly Day[], pages: Pages): void {
  const reached = useRef<string | null>(null)
  const isLoaded = target !== null && days.some(({ entries }) => entries.some((entry) => holdsEvent(entry, target)))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages
  useEffect(() => {
    if (target === null) reached.current = null
    if (target === null || reached.current === target) return
    if (isLoaded) {
      reached.current = target
      const entry = document.getElementById(entryId(target))
      entry?.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' })
      entry?.focus({ preventScroll: true })
    } else if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [target, isLoaded, hasNextPage, isFetchingNextPage, fetchNextPage])
}

function holdsEvent(entry: Entry, id: string): boolean {
  return entry.is === 'visit' ? entry.pages.some((page) => page.id === id) : entry.id === id
}

/** The element of an event; the pages of a visit have one each. */
export const entryId = (id: string): string => `entry-${id}`

const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches
