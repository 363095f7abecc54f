import type { Command } from 'commander'
import pino, { type Logger } from 'pino'
import { type Config, readConfig } from '../config.ts'
import { type EmbeddedServer, startEmbedded } from '../db/embedded/start-embedded.ts'
import { migrate } from '../db/migrate.ts'
import { type Db, openDb } from '../db/open.ts'
import { createPrograms } from '../features/lifecycle/programs.ts'
import type { Ripen } from '../flows/ripen.ts'
import { type DemoWishes, fillWithDemo, tellPoured, usualDemo } from './demo/fill.ts'
import { HasContacts } from './demo/pour.ts'
import { makeDemoAdmin, makeNamedAdmin } from './first-admin.ts'
import { stopRequested } from './stop-signals.ts'

/** Starts the app on a database that is there; closing it finishes what was accepted. */
export type StartApp = (
  parts: Readonly<{ config: Config; db: Db; log: Logger; isDatabaseUp: () => boolean }>,
) => Promise<Readonly<{ url: string; needsSetUp: boolean; close(): Promise<void> }>>

export function registerStart(program: Command, startApp: StartApp): void {
  program
    .command('start')
    .description('start Ripen: the server, its workers, and its own PostgreSQL unless DATABASE_URL names another')
    .option('--demo', 'fill it with the year of a made-up company where it has no contacts yet (see `ripen demo`)')
    .action(({ demo }: { demo?: true }) => start(readConfig(process.env), startApp, demo === true ? usualDemo : null))
}

/** What was started, so that it can be stopped in the opposite order. */
type Started = { close(): Promise<void> }[]

/** @param demo what to fill an empty Ripen with; null: nothing */
export async function start(config: Config, startApp: StartApp, demo: DemoWishes | null): Promise<void> {
  const log = pino({ level: config.logLevel })
  const started: Started = []
  let server: EmbeddedServer | undefined
  const endNow = () => {
    server?.stopHard()
    process.exit(1)
  }
  process.on('uncaughtException', (error) => {
    log.fatal(error, 'Ripen failed in a way that it did not expect')
    endNow()
  })
  const requested = stopRequested(endNow)
  try {
    const database = { up: true }
    if (!config.databaseUrl) {
      server = await startOwnPostgres(config, log, database)
      started.push({ close: server.stop })
    }
    const url = server?.url ?? config.databaseUrl ?? ''
    const db = await openDb(url, { max: config.dbConnections, applicationName: 'ripen start' })
    started.push(db)
    await migrate(db, { onApply: (name) => log.info(`Migrating the database: ${name}`) })
    const ripen: Ripen = { db, log, now: Date.now, programs: createPrograms() }
    await makeNamedAdmin(ripen, config.admin, log)
    const signIn = demo === null ? null : await makeDemoAdmin(ripen)
    const app = await startApp({ config, db, log, isDatabaseUp: () => database.up })
    started.push(app)
    process.stdout.write(`Ripen is ready at ${app.url}\n`)
    if (signIn !== null) process.stdout.write(signIn)
    if (app.needsSetUp)
      process.stdout.write('Open it in a browser on this machine to set up the first administrator.\n')
    const stop = new AbortController()
    const filled = demo === null ? null : fill({ db, url: app.url, signal: stop.signal, now: Date.now }, demo, log)
    log.info(`Stopping (${await requested})`)
    stop.abort()
    await filled
  } finally {
    // The newest first: no more requests, then what was accepted is finished, and PostgreSQL goes last.
    for (const part of started.reverse()) await part.close()
  }
  log.info('Stopped')
  process.exit(0)
}

/** A demo that fails, or is there already, leaves Ripen running. */
async function fill(place: Parameters<typeof fillWithDemo>[0], demo: DemoWishes, log: Logger): Promise<void> {
  try {
    process.stdout.write(tellPoured(await fillWithDemo(place, demo)))
  } catch (error) {
    if (place.signal.aborted) return
    if (error instanceof HasContacts) log.info('There are contacts already: the demo was not sent again.')
    else log.error(error, 'The demo could not be sent')
  }
}

async function startOwnPostgres(config: Config, log: Logger, database: { up: boolean }): Promise<EmbeddedServer> {
  return startEmbedded(config.dataDir, {
    log,
    onDown: () => {
      database.up = false
    },
    onUp: () => {
      database.up = true
    },
  })
}
