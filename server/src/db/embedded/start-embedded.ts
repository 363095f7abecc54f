import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { AppError } from '../../domain/app-error.ts'
import { findBinaries } from './binaries.ts'
import { createDataFolder, type DataFolder, dataFolder, readPasswordOrThrow } from './data-folder.ts'
import { initialise } from './initialise.ts'
import { freePort, type Launch, PostgresNotStarted, type Postmaster, rotateLog, startPostmaster } from './postmaster.ts'
import { clearPrevious } from './previous-server.ts'
import { serverSettings } from './settings.ts'
import { supervise } from './supervise.ts'

/** A PostgreSQL that Ripen started and looks after. */
export type EmbeddedServer = Readonly<{
  /** Address of the database `ripen`, with its password; stays the same when PostgreSQL has to be started again. */
  url: string
  port: number
  /** Stops PostgreSQL and waits until it has gone; calling it again waits as well. */
  stop(): Promise<void>
  /** Ends PostgreSQL at once, without waiting; it recovers at the next start. */
  stopHard(): void
}>

export type EmbeddedOptions = Readonly<{
  log: Logger
  /** Name of the command that holds the folder, told to whoever comes second (default: start). */
  command?: string
  /** PostgreSQL has gone away and is being started again (default: nothing is told). */
  onDown?: () => void
  /** It is back (default: nothing is told). */
  onUp?: () => void
}>

/**
 * Starts the embedded PostgreSQL of a data folder, which is made when it is not there, and holds the folder until
 * `stop`. A PostgreSQL left behind by a killed Ripen is stopped first; one that dies later is started again.
 *
 * @throws {AlreadyRuns} when another Ripen holds the folder, {@link OtherMajor} when another PostgreSQL made it, and
 * other {@link AppError}s for what the machine does not allow.
 */
export async function startEmbedded(root: string, options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { log } = options
  const binaries = await findBinaries()
  const folder = dataFolder(root)
  await createDataFolder(folder)
  const as = await initialise(binaries, folder)
  const password = await readPasswordOrThrow(folder)
  const urlAt = (port: number, database = 'postgres') => embeddedUrl(password, port, database)
  await clearPrevious({ cluster: folder.cluster, urlAt, log })
  await rotateLog(folder.log)
  const launch = { binaries, as, cluster: folder.cluster, logFile: folder.log, settings: serverSettings() }
  const postmaster = await launchFirst(launch, folder, urlAt, log)
  const { port } = postmaster
  const holder = { pid: process.pid, command: options.command ?? 'start' }
  const supervised = await supervise({ ...options, launch, postmaster, holder, url: urlAt(port) })
  try {
    await createDatabase(urlAt(port))
  } catch (error) {
    await supervised.stop()
    throw error
  }
  return { url: urlAt(port, 'ripen'), port, stop: supervised.stop, stopHard: supervised.stopHard }
}

/** Address of a database of an embedded PostgreSQL. */
export function embeddedUrl(password: string, port: number, database: string): string {
  return `postgres://ripen:${password}@127.0.0.1:${port}/${database}`
}

/** Another port when one was taken in between; another look at the folder when somebody was faster or has not gone. */
async function launchFirst(
  launch: Launch,
  folder: DataFolder,
  urlAt: (port: number) => string,
  log: Logger,
): Promise<Postmaster> {
  const started = Date.now()
  for (;;) {
    try {
      return await startPostmaster(launch, await freePort())
    } catch (error) {
      if (!(error instanceof PostgresNotStarted)) throw error
      const hopeless = error.reason === 'other' || Date.now() - started > 30_000
      if (hopeless) throw new AppError('postgres_failed', `${error.message}.`, { cause: error })
      await sleep(200)
      if (error.reason === 'busy') await clearPrevious({ cluster: folder.cluster, urlAt, log })
    }
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'ripen setup' })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = 'ripen'`)
    if (rowCount === 0) await client.query('create database ripen')
  } finally {
    await client.end()
  }
}
