import type { LiveHint } from '../contract/live.ts'
import { AppError } from '../domain/app-error.ts'
import { listOpenKeys } from '../features/keys/open-keys.ts'
import { type Marks, readContactMarks, readMarks } from '../features/live/read-marks.ts'
import { listOpenSessions } from '../features/sessions/open-sessions.ts'
import type { Ripen } from './ripen.ts'

/** Somebody who listens. */
interface Listener {
  /** By what it came in: once that ends, so does this. */
  readonly by: { readonly session: string } | { readonly key: string }
  /** The contact on its screen. */
  readonly contact: string | null
  tell(hint: LiveHint): void
  end(): void
}

export interface Live {
  /** Tells a listener what changes from now on. @returns how it leaves */
  join(listener: Listener): () => void
  /** Ends all; nobody may join any more. */
  close(): void
}

export interface LiveOptions {
  /** Milliseconds between two looks (default: 1000). */
  readonly every?: number
  /** Most listeners of the process, and of one session or key (default: 1000, 20). */
  readonly most?: number
  readonly mostOfOne?: number
}

class TooManyListen extends AppError {
  override name = 'TooManyListen'
  readonly retryAfterSeconds = 30

  constructor() {
    super('overloaded', 'So many listen already. Ask again in a while.')
  }
}

const LONGEST_PAUSE = 30_000
/** Whoever came is told soon that nothing is missed any more; many who come at once are told together. */
const SOON = 50

/**
 * Finds out what changed and tells all who listen: one look a second for the whole process, and none while nobody
 * listens. Looking costs writers nothing; a notification in each of their transactions would make them wait for one
 * another at commit.
 */
export function createLive(ripen: Ripen, { every = 1000, most = 1000, mostOfOne = 20 }: LiveOptions = {}): Live {
  const { pool } = ripen.db
  const listeners = new Set<Listener>()
  const newcomers = new Set<Listener>()
  let known: Marks | null = null
  let knownContacts: ReadonlyMap<string, string> = new Map()
  let timer: NodeJS.Timeout | undefined
  let failures = 0
  let isLooking = false
  let isClosed = false

  async function look(): Promise<void> {
    await endStale()
    const marks = await readMarks(pool)
    const came = [...newcomers]
    const watched = [...new Set([...listeners].flatMap(({ contact }) => contact ?? []))]
    const contacts = await readContactMarks(pool, watched)
    const hints: LiveHint[] = whatChanged(known, marks).map((what) => ({ what }))
    for (const listener of listeners) {
      for (const hint of hints) listener.tell(hint)
      const { contact } = listener
      if (contact === null) continue
      const before = knownContacts.get(contact)
      if (before !== undefined && before !== contacts.get(contact)) listener.tell({ what: 'contact', id: contact })
    }
    known = marks
    knownContacts = contacts
    for (const listener of came) if (newcomers.delete(listener)) listener.tell({ what: 'ready' })
  }

  /** Whoever signed out, was shut out or had its key revoked hears nothing more. */
  async function endStale(): Promise<void> {
    const ids = (kind: 'session' | 'key') => [
      ...new Set([...listeners].flatMap(({ by }) => (kind in by ? Object.values(by) : []))),
    ]
    const open = [await listOpenSessions(pool, ids('session'), ripen.now()), await listOpenKeys(pool, ids('key'))]
    for (const listener of [...listeners]) {
      const [id = ''] = Object.values(listener.by)
      if (open.some((set) => set.has(id))) continue
      leave(listener)
      listener.end()
    }
  }

  function leave(listener: Listener): void {
    listeners.delete(listener)
    newcomers.delete(listener)
  }

  async function step(): Promise<void> {
    isLooking = true
    try {
      await look()
      failures = 0
    } catch (error) {
      failures += 1
      ripen.log.warn(error, 'What changed could not be read; it is tried again')
    }
    isLooking = false
    plan()
  }

  function plan(): void {
    clearTimeout(timer)
    if (isLooking || isClosed) return
    if (listeners.size === 0) {
      known = null
      knownContacts = new Map()
      return
    }
    const pause = newcomers.size > 0 && failures === 0 ? Math.min(SOON, every) : every * 2 ** failures
    timer = setTimeout(() => void step(), Math.min(LONGEST_PAUSE, pause))
  }

  return {
    join(listener) {
      const one = JSON.stringify(listener.by)
      const same = [...listeners].filter(({ by }) => JSON.stringify(by) === one).length
      if (isClosed || listeners.size >= most || same >= mostOfOne) throw new TooManyListen()
      listeners.add(listener)
      newcomers.add(listener)
      plan()
      return () => leave(listener)
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      for (const listener of listeners) listener.end()
      listeners.clear()
    },
  }
}

function whatChanged(before: Marks | null, now: Marks): (keyof Marks)[] {
  if (before === null) return []
  return (Object.keys(now) as (keyof Marks)[]).filter((what) => before[what] !== now[what])
}
