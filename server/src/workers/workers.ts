import { BulkWorker } from '../flows/bulk/carry-out-bulk.ts'
import { carryOutImports } from '../flows/carry-out-imports.ts'
import { countChanges } from '../flows/count-reports.ts'
import { findDuplicates } from '../flows/find-duplicates.ts'
import { foldAccounts } from '../flows/fold-accounts.ts'
import { refoldContacts } from '../flows/refold-contacts.ts'
import type { Ripen } from '../flows/ripen.ts'
import { keepSegments } from '../flows/segments/keep-segments.ts'
import { undoImports } from '../flows/undo-import.ts'
import { wakeContacts } from '../flows/wake-contacts.ts'
import { startJobs } from './jobs.ts'
import { startLoop } from './loop.ts'

export interface Workers {
  /** Finishes what is at work, then ends. */
  stop(): Promise<void>
}

/** Starts everything that goes on beside requests: waking contacts, folding accounts, bringing contacts to a new version, counting reports, jobs. */
export function startWorkers(ripen: Ripen, dataDir: string): Workers {
  const stopping = new AbortController()
  const { log } = ripen
  const bulk = new BulkWorker(ripen, stopping.signal)
  const loops = [
    startLoop(() => wakeContacts(ripen, ripen.now()), { name: 'Waking contacts', log }),
    startLoop(() => foldAccounts(ripen, ripen.now()), { name: 'Folding accounts', log }),
    startLoop(() => refoldContacts(ripen, ripen.now()), { name: 'Refolding contacts', log, idle: 1000 }),
    startLoop(() => countInTurns(ripen), { name: 'Counting reports', log, idle: 2000 }),
    startLoop(() => keepSegments(ripen), { name: 'Keeping segments', log, idle: 1000 }),
    startLoop(() => findDuplicates(ripen), { name: 'Finding duplicates', log, idle: 2000 }),
    startLoop(() => carryOutImports(ripen, stopping.signal), { name: 'Imports', log, idle: 1000 }),
    startLoop(() => undoImports(ripen, stopping.signal), { name: 'Undoing imports', log, idle: 1000 }),
    startLoop(() => bulk.step(), { name: 'Bulk actions', log }),
    startJobs(ripen, dataDir),
  ]
  return {
    async stop() {
      stopping.abort()
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

/** Rests after each count: writing a row of counts costs the same for one change as for many, and whoever asks for a report brings it up to date. */
async function countInTurns(ripen: Ripen): Promise<number> {
  await countChanges(ripen)
  return 0
}
