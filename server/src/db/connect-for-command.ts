import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { dataFolder, readPasswordOrThrow } from './embedded/data-folder.ts'
import { isLivePostgres, readPidFile } from './embedded/pid-file.ts'
import { AlreadyRuns, findPrevious } from './embedded/previous-server.ts'
import { embeddedUrl, startEmbedded } from './embedded/start-embedded.ts'
import { migrate, readSchemaState } from './migrate.ts'
import { type Db, openDb } from './open.ts'

export type CommandConnection = Readonly<{
  db: Db
  /** Ripen serves people from this data folder right now; always false with DATABASE_URL, where that is not known. */
  running: boolean
  /** Closes `db` and stops PostgreSQL where this command started it. */
  close(): Promise<void>
}>

export type CommandOptions = Readonly<{
  /** Name of the command, told to whoever finds the folder taken (default: command). */
  command?: string
  /** `migrate` brings the schema up to date, `leave` takes it as it is (default: migrate). */
  schema?: 'migrate' | 'leave'
  /** Most connections (default: 4). */
  max?: number
}>

/**
 * The database for a command. Where Ripen runs, the command is one more client of its PostgreSQL; where it does not,
 * PostgreSQL runs, and the folder is held, until `close`. Commands that want the same folder wait for one another.
 *
 * @throws {AppError} as `startEmbedded`, `openDb` and `migrate` do.
 */
export async function connectForCommand(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Logger,
  options: CommandOptions = {},
): Promise<CommandConnection> {
  const found = config.databaseUrl
    ? { url: config.databaseUrl, running: false, stop: async () => {} }
    : await findOrStart(config.dataDir, log, options.command ?? 'command')
  let db: Db | undefined
  try {
    db = await openDb(found.url, { max: options.max ?? 4, applicationName: `ripen ${options.command ?? 'command'}` })
    if (options.schema !== 'leave' && (await readSchemaState(db)).pending.length > 0) await migrate(db)
  } catch (error) {
    await db?.close()
    await found.stop()
    throw error
  }
  const opened = db
  return {
    db: opened,
    running: found.running,
    close: async () => {
      await opened.close()
      await found.stop()
    },
  }
}

type Found = { url: string; running: boolean; stop(): Promise<void> }

async function findOrStart(dataDir: string, log: Logger, command: string): Promise<Found> {
  for (let told = false; ; await sleep(300)) {
    const running = await findRunning(dataDir)
    if (running) return running
    try {
      const server = await startEmbedded(dataDir, { log, command })
      return { url: server.url, running: false, stop: server.stop }
    } catch (error) {
      if (!(error instanceof AlreadyRuns)) throw error
      if (!told && error.holder.command !== 'start') log.warn(`Waiting: ${error.message}`)
      told = true
    }
  }
}

async function findRunning(dataDir: string): Promise<Found | null> {
  const folder = dataFolder(dataDir)
  const file = await readPidFile(folder.cluster)
  if (!file || !(await isLivePostgres(file.pid, folder.cluster))) return null
  const password = await readPasswordOrThrow(folder)
  const urlAt = (port: number) => embeddedUrl(password, port, 'postgres')
  const previous = await findPrevious({ cluster: folder.cluster, urlAt })
  if (previous.state !== 'held' || previous.by.command !== 'start') return null
  return { url: embeddedUrl(password, previous.port, 'ripen'), running: true, stop: async () => {} }
}
