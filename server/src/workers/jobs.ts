import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
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
/** Milliseconds that a queue which broke has for its end. */
const LONGEST_END = 5_000

/**
 * Does the jobs of the queue. A queue whose connections were cut ends by itself, and the next one goes on; where it
 * lost count of what it still has to write (it does when that fails twice) its end never comes, and is not awaited.
 */
export function startJobs(ripen: Ripen, dataDir: string): Loop {
  const { log } = ripen
  let stopping = false
  let runner: Runner | null = null
  const workUntilItEnds = async () => {
    const pool = openJobPool(ripen.db.url, JOBS_AT_ONCE + 2, ({ message }) =>
      log.warn(`A connection of the job queue broke: ${message}`),
    )
    const events = new EventEmitter()
    const broke = new Promise<void>((resolve) => {
      events.once('pool:fatalError', () => sleep(LONGEST_END, undefined, { ref: false }).then(resolve))
    })
    try {
      runner = await run({
        pgPool: pool,
        events,
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
      if (stopping) end(runner)
      await Promise.race([runner.promise, broke])
      end(runner)
    } finally {
      runner = null
      await Promise.race([pool.end(), broke])
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
      if (runner) end(runner)
      await Promise.all([queue.stop(), freeing.stop()])
    },
  }
}

/** Begins the end of a queue, which refuses where it has ended by itself. */
function end(runner: Runner): void {
  runner.stop().catch(() => {})
}

/** What the queue says of itself, without the values that it adds: they hold whole connections. */
function queueLogger(log: Ripen['log']): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error') log.error(message)
    else if (level === 'warning') log.warn(message)
    else log.debug(message)
  })
}
