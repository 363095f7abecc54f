import { type Runner, run } from 'graphile-worker'
import { openJobPool } from '../db/job-pool.ts'
import { foldAccounts } from '../flows/fold-accounts.ts'
import { refoldContacts } from '../flows/refold-contacts.ts'
import type { Ripen } from '../flows/ripen.ts'
import { wakeContacts } from '../flows/wake-contacts.ts'
import { startLoop } from './loop.ts'
import { cleanUpTask } from './tasks/clean-up.ts'
import { wakeMembersTask } from './tasks/wake-members.ts'

export interface Workers {
  /** Finishes what is at work, then ends. */
  stop(): Promise<void>
}

/** Jobs done at once. */
const JOBS_AT_ONCE = 2

/** Starts everything that goes on beside requests: waking contacts, folding accounts, bringing contacts to a new version, jobs. */
export async function startWorkers(ripen: Ripen): Promise<Workers> {
  const { log } = ripen
  const loops = [
    startLoop(() => wakeContacts(ripen, ripen.now()), { name: 'Waking contacts', log }),
    startLoop(() => foldAccounts(ripen, ripen.now()), { name: 'Folding accounts', log }),
    startLoop(() => refoldContacts(ripen, ripen.now()), { name: 'Refolding contacts', log, idle: 1000 }),
  ]
  const { pool, runner } = await startJobs(ripen)
  return {
    async stop() {
      await Promise.all([...loops.map((loop) => loop.stop()), runner.stop()])
      await pool.end()
    },
  }
}

async function startJobs(
  ripen: Ripen,
): Promise<{ readonly pool: ReturnType<typeof openJobPool>; readonly runner: Runner }> {
  const pool = openJobPool(ripen.db.url, JOBS_AT_ONCE + 2, (error) =>
    ripen.log.warn(error, 'A connection of the job queue broke'),
  )
  const runner = await run({
    pgPool: pool,
    concurrency: JOBS_AT_ONCE,
    noHandleSignals: true,
    pollInterval: 1000,
    crontab: '17 * * * * clean_up',
    taskList: { wake_members: wakeMembersTask(ripen), clean_up: cleanUpTask(ripen) },
  })
  // A queue that ends by itself (its connections were cut) must not end the process; the next start goes on.
  runner.promise.catch((error: unknown) => ripen.log.error(error, 'The job queue ended'))
  return { pool, runner }
}
