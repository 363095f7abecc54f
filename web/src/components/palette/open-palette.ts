import { useSyncExternalStore } from 'react'

/** What of it is open: the search over everything, or the list of shortcuts. */
type Shown = 'palette' | 'shortcuts' | null

let shown: Shown = null
const listeners = new Set<() => void>()

export function showPalette(wanted: Shown): void {
  shown = wanted
  for (const listener of listeners) listener()
}

export function usePalette(): Shown {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )
}
