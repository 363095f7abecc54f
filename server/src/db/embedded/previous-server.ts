import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { AppError } from '../../domain/app-error.ts'
import { type Holder, probeLock } from './folder-lock.ts'
import { isAlive, isHollowPidFile, isLivePostgres, readPidFile, removePidFile } from './pid-file.ts'

/** Another Ripen works in this data folder. */
export class AlreadyRuns extends AppError {
  override name = 'AlreadyRuns'
  readonly holder: Holder
  constructor(holder: Holder) {
    const who = `pid ${holder.pid || 'unknown'}`
    super(
      'already_runs',
      holder.command === 'start'
        ? `Ripen already runs here (${who}).`
        : `ripen ${holder.command} is using this data folder (${who}); try again when it has finished.`,
    )
    this.holder = holder
  }
}

export type PreviousOptions = Readonly<{
  cluster: string
  urlAt: (port: number) => string
  log: Logger
}>

/**
 * Makes sure that no PostgreSQL is left in the folder: an orphan, whose Ripen was killed, is stopped properly.
 *
 * @throws {AlreadyRuns} when its Ripen lives, {@link AppError} when a PostgreSQL is there and cannot be asked.
 */
export async function clearPrevious(options: PreviousOptions): Promise<void> {
  const { cluster, log } = options
  const found = await findPrevious(options)
  if (found.state === 'none') return
  if (found.state === 'held') throw new AlreadyRuns(found.by)
  log.warn({ pid: found.pid }, 'Ripen was killed the last time; stopping the PostgreSQL that it left behind')
  await stopPostgres(found.pid, cluster)
}

export type Previous =
  | { state: 'none' }
  | { state: 'held'; by: Holder; port: number }
  | { state: 'orphan'; pid: number }

/** Looks at what runs in the folder, and waits for what is about to end. Changes nothing that could be alive. */
export async function findPrevious({ cluster, urlAt }: Omit<PreviousOptions, 'log'>): Promise<Previous> {
  const started = Date.now()
  for (let silence = ''; ; await sleep(200)) {
    const waited = Date.now() - started
    const file = await readPidFile(cluster)
    if (await isHollowPidFile(cluster)) await removePidFile(cluster)
    if (!file || !isAlive(file.pid)) return { state: 'none' }
    if (!(await isLivePostgres(file.pid, cluster))) {
      // A zombie, or another command that got the same number: PostgreSQL itself would take either for its rival.
      if (waited > 3_000) await removePidFile(cluster)
      continue
    }
    if (file.port === null) continue
    const probe = await probeLock(urlAt(file.port))
    if (probe.state === 'held') return { state: 'held', by: probe.by, port: file.port }
    if (probe.state === 'free') return { state: 'orphan', pid: file.pid }
    silence = probe.reason
    if (waited > 60_000) {
      throw new AppError(
        'postgres_silent',
        `A PostgreSQL (pid ${file.pid}) runs in ${cluster} and does not answer: ${silence}. Stop it and try again.`,
      )
    }
  }
}

/** Asks PostgreSQL to stop: at once after finishing statements are cut, and harder when it has not gone in a minute. */
export async function stopPostgres(pid: number, cluster: string): Promise<void> {
  signal(pid, 'SIGINT')
  for (const started = Date.now(); await isLivePostgres(pid, cluster); await sleep(20)) {
    if (Date.now() - started > 60_000) signal(pid, 'SIGQUIT')
  }
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
