import { contactQuery } from './contacts.ts'
import { timelineQuery, whyQuery } from './history.ts'
import { queryClient } from './query-client.ts'

let timer = 0

/** Fetches what a contact's page shows once the pointer has rested on it for a moment. */
export function prefetchContact(id: string): void {
  window.clearTimeout(timer)
  timer = window.setTimeout(() => {
    void queryClient.prefetchQuery(contactQuery(id))
    void queryClient.prefetchQuery(whyQuery(id))
    void queryClient.prefetchInfiniteQuery(timelineQuery(id))
  }, 80)
}

export function cancelPrefetch(): void {
  window.clearTimeout(timer)
}
