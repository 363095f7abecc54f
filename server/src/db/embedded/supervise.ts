import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { type Holder, takeLock } from './folder-lock.ts'
import { type Launch, type Postmaster, startPostmaster } from './postmaster.ts'
import { AlreadyRuns, signal, stopPostgres } from './previous-server.ts'

export type SuperviseOptions = Readonly<{
  launch: Launch
  postmaster: Postmaster
  holder: Holder
  /** Address of the database whose lock stands for the folder. */
  url: string
  log: Logger
  onDown?: () => void
  onUp?: () => void
}>

const pauses = { shortest: 50, longest: 5_000 } as const

/**
 * Takes the folder's lock and looks after PostgreSQL until `stop`: starts it again, on its port, when it dies, and
 * takes the lock again whenever that connection breaks. The connection is also how a crash is noticed.
 */
export async function supervise(options: SuperviseOptions): Promise<{ stop(): Promise<void>; stopHard(): void }> {
  const { launch, log, url, holder } = options
  let { postmaster } = options
  let stopping: Promise<void> | undefined
  const isStopping = () => stopping !== undefined
  let lock: pg.Client

  async function stop(): Promise<void> {
    await lock?.end().catch(() => {})
    if (!postmaster.hasExited()) await stopPostgres(postmaster.pid, launch.cluster)
  }

  async function restartWhenItEnds(): Promise<void> {
    for (;;) {
      await postmaster.exited
      for (let pause: number = pauses.shortest; !isStopping(); pause = Math.min(pause * 2, pauses.longest)) {
        log.error('PostgreSQL has ended unexpectedly; starting it again')
        const next = await startPostmaster(launch, postmaster.port).catch((error: unknown) => {
          log.error(error, 'PostgreSQL could not be started again yet')
        })
        if (next) {
          postmaster = next
          break
        }
        await sleep(pause)
      }
      if (!isStopping()) continue
      // Told to stop while it was being started.
      if (!postmaster.hasExited()) await stopPostgres(postmaster.pid, launch.cluster)
      return
    }
  }

  function watchLock(): void {
    lock.once('end', () => {
      if (isStopping()) return
      log.error('The connection to PostgreSQL has broken')
      options.onDown?.()
      void regainLock()
    })
  }

  async function regainLock(): Promise<void> {
    for (let pause: number = pauses.shortest; !isStopping(); pause = Math.min(pause * 2, 1_000)) {
      const client = await takeLock(url, holder).catch(() => null)
      if (client) {
        lock = client
        watchLock()
        log.info('PostgreSQL is back')
        options.onUp?.()
        return
      }
      await sleep(pause)
    }
  }

  try {
    lock = await takeLockSoon(url, holder)
  } catch (error) {
    await stopPostgres(postmaster.pid, launch.cluster)
    throw error
  }
  watchLock()
  void restartWhenItEnds()
  return {
    stop: () => {
      stopping ??= stop()
      return stopping
    },
    stopHard: () => {
      stopping ??= Promise.resolve()
      if (!postmaster.hasExited()) signal(postmaster.pid, 'SIGQUIT')
    },
  }
}

/** Whoever wonders whether we live takes the lock for a moment, so a single refusal proves nothing. */
async function takeLockSoon(url: string, holder: Holder): Promise<pg.Client> {
  for (let attempt = 1; ; attempt++) {
    const client = await takeLock(url, holder)
    if (client) return client
    if (attempt === 100) throw new AlreadyRuns({ pid: 0, command: 'start' })
    await sleep(50)
  }
}
