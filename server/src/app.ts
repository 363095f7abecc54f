import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { readSchemaState } from './db/migrate.ts'
import { type Db, openDb } from './db/open.ts'
import { AppError } from './domain/app-error.ts'
import { createKeyChecker } from './features/keys/key-checker.ts'
import { createPrograms } from './features/lifecycle/programs.ts'
import { findHeadVersion } from './features/lifecycle/versions.ts'
import { readFigures } from './features/metrics/read-figures.ts'
import { hasAdmin } from './features/people/people.ts'
import { createRejectedMessages } from './features/rejected-messages/keep-rejected.ts'
import { beginLifecycle } from './flows/begin-lifecycle.ts'
import { createIntake } from './flows/intake.ts'
import { createEntrance } from './flows/people/entrance.ts'
import type { Ripen } from './flows/ripen.ts'
import { createMetrics } from './http/metrics.ts'
import type { Readiness } from './http/parts.ts'
import { buildServer } from './http/server.ts'
import { corporateDomain, emailKind } from './integrations/addresses/email-kind.ts'
import { normalisePhone } from './integrations/addresses/phone.ts'
import { isMachine } from './integrations/machines/machine.ts'
import { createMail } from './integrations/mail/mail.ts'
import { signingSecret } from './signing-secret.ts'
import { startWorkers } from './workers/workers.ts'

export type AppOptions = Readonly<{
  config: Pick<Config, 'host' | 'port' | 'url' | 'dataDir'> &
    Partial<Pick<Config, 'secret' | 'mail' | 'sso' | 'trustedProxies'>>
  db: Db
  log: Logger
  /** False while the embedded PostgreSQL is being started again. */
  isDatabaseUp: () => boolean
  /** The present, in whole milliseconds (default: the clock). */
  now?: () => number
}>

export type App = Readonly<{
  url: string
  /** Nobody can sign in yet. */
  needsSetUp: boolean
  close(): Promise<void>
}>

const serverFolder = join(import.meta.dirname, '..')
/** Two lanes, claims, merges, and some in reserve. */
const INTAKE_CONNECTIONS = 6
/** Until there is an administrator, nobody but this machine is let in. */
const ONLY_HOST = '127.0.0.1'

/** Builds everything from its parts, in order, and listens. */
export async function startApp({ config, db, log, isDatabaseUp, now = Date.now }: AppOptions): Promise<App> {
  const ripen: Ripen = { db, log, now, programs: createPrograms(), dataDir: config.dataDir }
  await beginLifecycle(ripen)
  // Connections of its own: however busy pages and API are, events go in.
  const intakeDb = await openDb(db.url, { max: INTAKE_CONNECTIONS, applicationName: 'ripen intake' })
  const intake = createIntake({ ...ripen, db: intakeDb })
  const mail = createMail(config.mail ?? { server: null, from: 'Ripen <ripen@localhost>' }, log)
  const place: { url: string } = { url: config.url ?? `http://${ONLY_HOST}:${config.port}` }
  const secret = config.secret ?? (await signingSecret(config.dataDir))
  const http = await buildServer({
    ripen,
    intake,
    entrance: createEntrance(ripen, { secret, url: () => place.url, mail, sso: config.sso ?? null }),
    trustedProxies: config.trustedProxies ?? ['loopback'],
    keys: createKeyChecker(intakeDb.pool, now),
    rejected: createRejectedMessages(intakeDb.pool, now),
    lookups: { emailKind, corporateDomain, normalisePhone, isMachine },
    metrics: createMetrics({ readFigures: () => readFigures(db.pool, now()), queuedBytes: intake.queuedBytes }),
    url: config.url,
    dataDir: config.dataDir,
    webFolder: join(serverFolder, '..', 'web', 'dist'),
    referenceScript: join(serverFolder, 'assets', 'api-reference.js'),
    checkReadiness: () => checkReadiness(db, isDatabaseUp),
  })
  const needsSetUp = !(await hasAdmin(db.pool))
  const host = needsSetUp ? ONLY_HOST : config.host
  if (host !== config.host)
    log.warn(`Ripen listens on ${host} and not on ${config.host}: set up an administrator, then start it again.`)
  const url = await listen(http, host, config.port).catch(async (error) => {
    await intakeDb.close()
    throw error
  })
  if (config.url === null) place.url = url
  const workers = startWorkers(ripen, config.dataDir)
  return {
    url,
    needsSetUp,
    close: async () => {
      await http.close()
      await mail.close()
      await intake.drain()
      await intakeDb.close()
      await workers.stop()
    },
  }
}

async function listen(http: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    return await http.listen({ host, port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new AppError('port_taken', `Port ${port} is taken; name another in PORT.`, { cause: error })
  }
}

async function checkReadiness(db: Db, isDatabaseUp: () => boolean): Promise<Readiness> {
  if (!isDatabaseUp()) return { database: false, schema: false, lifecycle: false }
  const pending = await readSchemaState(db).then(
    (state) => state.pending.length,
    () => null,
  )
  if (pending === null) return { database: false, schema: false, lifecycle: false }
  const head = await findHeadVersion(db.pool).catch(() => null)
  return { database: true, schema: pending === 0, lifecycle: head !== null }
}
