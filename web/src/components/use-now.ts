import { useSyncExternalStore } from 'react'

const MINUTE = 60_000
let now = Date.now()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) timer.start()
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) timer.stop()
  }
}

const timer = {
  id: 0,
  start() {
    now = Date.now()
    timer.id = window.setInterval(() => {
      now = Date.now()
      for (const listener of listeners) listener()
    }, MINUTE / 2)
  },
  stop() {
    window.clearInterval(timer.id)
  },
}

/** The time, good to half a minute: one timer for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
