// A thread of its own that carries out a task for one range of contacts (history-parts.ts starts it).
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { openDb } from '../db/open.ts'
import { adoptSnapshot, ONE_SNAPSHOT } from '../db/snapshot.ts'
import { transaction } from '../db/transaction.ts'
import type { IdRange } from '../features/contacts/page-people.ts'
import { createPrograms } from '../features/lifecycle/programs.ts'
import { type HistoryPart, type HistoryTask, partOfHistory } from './part-of-history.ts'

export interface WorkerTask {
  readonly url: string
  readonly snapshot: string
  readonly range: IdRange
  readonly task: HistoryTask
}

export type WorkerNews = { readonly contacts: number } | { readonly part: HistoryPart; readonly cpu: number }

const port = parentPort as MessagePort
const { url, snapshot, range, task } = workerData as WorkerTask
const say = (news: WorkerNews) => port.postMessage(news)

const db = await openDb(url, { max: 1, applicationName: 'ripen history' })
try {
  const part = await transaction(
    db,
    async (client) => {
      await adoptSnapshot(client, snapshot)
      const programs = createPrograms()
      return partOfHistory(client, task, { range, programs, onProgress: (contacts) => say({ contacts }) })
    },
    { ...ONE_SNAPSHOT, attempts: 1 },
  )
  const { user, system } = process.threadCpuUsage()
  say({ part, cpu: (user + system) / 1000 })
} finally {
  await db.close()
}
