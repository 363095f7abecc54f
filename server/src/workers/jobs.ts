import { Logger, type Runner, run } from 'graphile-worker'
import { openJobPool } from '../db/job-pool.ts'
import { freeJobs } from '../db/jobs.ts'
import { MINUTE } from '../domain/duration.ts'
import type { Ripen } from '../flows/ripen.ts'
import { type Loop, startLoop } from './loop.ts'
import { cleanUpTask } from './tasks/clean-up.ts'
import { moveMembersTask } from './tasks/move-members.ts'
import { wakeMembersTask } from './tasks/wake-members.ts'

/** Jobs done at once. */
const JOBS_AT_ONCE = 2
/** Every job is short: one that is held longer was held by a process that ended. Done twice, none does harm. */
const LONGEST_JOB = MINUTE

/** Does the jobs of the queue. A queue whose connections were cut ends by itself: then the next one goes on. */
export function startJobs(ripen: Ripen, dataDir: string): Loop {
  const { log } = ripen
  let stopping = false
  let runner: Runner | null = null
  const workUntilItEnds = async () => {
    const pool = openJobPool(ripen.db.url, JOBS_AT_ONCE + 2, ({ message }) =>
      log.warn(`A connection of the job queue broke: ${message}`),
    )
    try {
      runner = await run({
        pgPool: pool,
        crontab: '17 * * * * clean_up',
        taskList: {
          wake_members: wakeMembersTask(ripen),
          move_members: moveMembersTask(ripen),
          clean_up: cleanUpTask(ripen, dataDir),
        },
        noHandleSignals: true,
        preset: {
          worker: {
            concurrentJobs: JOBS_AT_ONCE,
            pollInterval: 1000,
            logger: queueLogger(log),
            // Without a batch nobody would listen for the failure of these, and the process would end of it.
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
      })
      if (stopping) await runner.stop()
      await runner.promise
    } finally {
      runner = null
      await pool.end()
    }
    return 0
  }
  const queue = startLoop(workUntilItEnds, { name: 'The job queue', log })
  const freeing = startLoop(() => freeJobs(ripen.db.pool, LONGEST_JOB), {
    name: 'Freeing jobs of processes that ended',
    log,
    idle: 15_000,
  })
  return {
    async stop() {
      stopping = true
      // It refuses where it has ended by itself.
      await runner?.stop().catch(() => {})
      await Promise.all([queue.stop(), freeing.stop()])
    },
  }
}

/** What the queue says of itself, without the values that it adds: they hold whole connections. */
function queueLogger(log: Ripen['log']): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error(message)
    else if (level === 'warning') log.warn(message)
    else log.debug(message)
  })
}
