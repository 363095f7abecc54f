import { useSyncExternalStore } from 'react'

export interface Notice {
  readonly text: string
  /** What can be done about it at once, such as taking it back. */
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

const SHOWN_FOR = 10_000
let current: Notice | null = null
let timer = 0
const listeners = new Set<() => void>()

/** Says in one line what has just been done. The next notice replaces it. */
export function notify(notice: Notice | null): void {
  current = notice
  window.clearTimeout(timer)
  if (notice !== null) timer = window.setTimeout(() => notify(null), SHOWN_FOR)
  for (const listener of listeners) listener()
}

export function useNotice(): Notice | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
