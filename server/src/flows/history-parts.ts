import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { exportSnapshot } from '../db/snapshot.ts'
import type { Tx } from '../db/transaction.ts'
import { countContacts } from '../features/contacts/page-contacts.ts'
import { type IdRange, splitContacts } from '../features/contacts/page-people.ts'
import type { WorkerNews, WorkerTask } from './history-worker.ts'
import { type HistoryPart, type HistoryTask, partOfHistory } from './part-of-history.ts'
import type { Ripen } from './ripen.ts'

export interface HistoryOptions {
  /** Ends the work, and the threads with it. */
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** Threads (default: one for each core from a few thousand contacts on, else none but this one). */
  readonly threads?: number | undefined
  /** All contacts come in one part: what becomes of one rests on others. */
  readonly undivided?: boolean | undefined
}

export interface HistoryParts {
  /** In ascending order of the contacts' ids. */
  readonly parts: readonly HistoryPart[]
  /** Milliseconds of CPU that the threads took; what this thread took is not in it. */
  readonly cpu: number
}

/** Fewer contacts are walked before a thread has even started. */
const WORTH_A_THREAD = 4000
const MOST_THREADS = 8

/**
 * Carries a task out for all contacts, split by their ids over threads that all see what the transaction of `client` sees.
 * @param client within a transaction of ONE_SNAPSHOT
 */
export async function historyParts(
  ripen: Ripen,
  client: Tx,
  task: HistoryTask,
  { signal, onProgress, threads, undivided }: HistoryOptions,
): Promise<HistoryParts> {
  signal?.throwIfAborted()
  const total = await countContacts(client)
  let done = 0
  const tell = (contacts: number) => {
    done += contacts
    onProgress?.(Math.min(done, total), total)
  }
  const most = undivided === true ? 1 : MOST_THREADS
  const wanted = Math.min(most, threads ?? (total < WORTH_A_THREAD ? 0 : availableParallelism()))
  if (wanted === 0) {
    const range: IdRange = { after: null, upTo: null }
    const part = await partOfHistory(client, task, { range, programs: ripen.programs, signal, onProgress: tell })
    return { parts: [part], cpu: 0 }
  }
  const snapshot = await exportSnapshot(client)
  const ranges = await splitContacts(client, total, wanted)
  const ended = new AbortController()
  const stop = AbortSignal.any([ended.signal, ...(signal === undefined ? [] : [signal])])
  const work = ranges.map((range) => inThread({ url: ripen.db.url, snapshot, range, task }, stop, tell))
  try {
    const all = await Promise.all(work)
    return { parts: all.map(({ part }) => part), cpu: all.reduce((sum, { cpu }) => sum + cpu, 0) }
  } finally {
    ended.abort()
    // The transaction that lends its snapshot must not end before those that borrow it.
    await Promise.allSettled(work)
  }
}

function inThread(
  workerData: WorkerTask,
  signal: AbortSignal,
  tell: (contacts: number) => void,
): Promise<{ readonly part: HistoryPart; readonly cpu: number }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./history-worker.ts', import.meta.url), { workerData, name: 'history' })
    const end = () => {
      void worker.terminate()
      reject(signal.reason)
    }
    signal.addEventListener('abort', end, { once: true })
    worker.on('message', (news: WorkerNews) => {
      if ('part' in news) resolve(news)
      else tell(news.contacts)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      signal.removeEventListener('abort', end)
      reject(new Error('A thread that walks histories ended early.'))
    })
  })
}
