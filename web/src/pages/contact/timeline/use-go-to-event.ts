import { useEffect, useRef } from 'react'
import type { Day, Entry } from './group-timeline.ts'

/** Brings the event that the address names into sight once it is there. */
export function useGoToEvent(target: string | null, days: readonly Day[]): void {
  const reached = useRef<string | null>(null)
  const isLoaded = target !== null && days.some(({ entries }) => entries.some((entry) => holdsEvent(entry, target)))
  useEffect(() => {
    if (target === null) reached.current = null
    if (target === null || !isLoaded || reached.current === target) return
    reached.current = target
    const entry = document.getElementById(entryId(target))
    entry?.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' })
    entry?.focus({ preventScroll: true })
  }, [target, isLoaded])
}

function holdsEvent(entry: Entry, id: string): boolean {
  return entry.is === 'visit' ? entry.pages.some((page) => page.id === id) : entry.id === id
}

/** Whether an event, or a move, is among these. */
export function holds(days: readonly Day[], id: string): boolean {
  return days.some(({ entries }) => entries.some((entry) => holdsEvent(entry, id)))
}

/** The element of an event; the pages of a visit have one each. */
export const entryId = (id: string): string => `entry-${id}`

const calm = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches
