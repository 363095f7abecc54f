import type { LiveHint } from '../../../../server/src/contract/live.ts'

export interface Connection {
  close(): void
}

interface Told {
  /** Something changed. */
  readonly onHint: (hint: LiveHint) => void
  /** Connected, for the first time or again. */
  readonly onReady: (isAgain: boolean) => void
  /** Away; it is tried again. */
  readonly onLost: () => void
}

const SHORTEST_PAUSE = 2000
const LONGEST_PAUSE = 30_000

/** Listens to what changes, and comes back whenever the connection goes. @param contact that is on screen */
export function connect(contact: string | null, { onHint, onReady, onLost }: Told): Connection {
  let source: EventSource | null = null
  let timer = 0
  let failures = 0
  let wasReady = false

  function open(): void {
    const query = contact === null ? '' : `?contact=${encodeURIComponent(contact)}`
    source = new EventSource(`/api/v1/stream${query}`)
    source.onmessage = ({ data }) => {
      const hint = JSON.parse(data) as LiveHint
      if (hint.what !== 'ready') return onHint(hint)
      failures = 0
      onReady(wasReady)
      wasReady = true
    }
    source.onerror = () => {
      onLost()
      // The browser comes back by itself after a broken connection, not after a refusal.
      if (source?.readyState !== EventSource.CLOSED) return
      timer = window.setTimeout(open, Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** failures))
      failures += 1
    }
  }

  open()
  return {
    close() {
      window.clearTimeout(timer)
      source?.close()
    },
  }
}
