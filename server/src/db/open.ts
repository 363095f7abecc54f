import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { AppError } from '../domain/app-error.ts'
import { columnTypes } from './column-values.ts'
import type { Tables } from './tables.ts'

const oldestMajor = 15
/** Most connections for reads. */
const READS = 4

/** A database: SQL goes through `pool` (or `transaction`), typed queries through `kysely`, on the same connections. */
export interface Db {
  readonly url: string
  readonly pool: pg.Pool
  readonly kysely: Kysely<Tables>
  /**
   * A few connections more, on which a statement is sent without waiting for the answer to the one before it: for reads that ask several things at
   * once. Cursors and streams are refused there.
   */
  readonly reads: pg.Pool
  /** Waits for the queries that run and closes every connection; calling it again does nothing. */
  close(): Promise<void>
}

export type OpenOptions = Readonly<{
  /** Most connections (default: 20). */
  max?: number
  /** What pg_stat_activity shows (default: ripen). */
  applicationName?: string
  /** Told of connections that broke while nobody used them; the pool replaces them by itself (default: nobody). */
  onConnectionLost?: (error: Error) => void
}>

class DatabaseUnreachable extends AppError {
  override name = 'DatabaseUnreachable'
  constructor(url: string, cause: unknown) {
    super('database_unreachable', `PostgreSQL at ${withoutPassword(url)} cannot be used: ${reasonOf(cause)}`, { cause })
  }
}

class DatabaseTooOld extends AppError {
  override name = 'DatabaseTooOld'
  constructor(version: string) {
    super('database_too_old', `Ripen needs PostgreSQL ${oldestMajor} or newer; this server is ${version}.`)
  }
}

/**
 * Opens a database and makes sure that it answers.
 *
 * @throws {DatabaseUnreachable} when no connection can be made, {@link DatabaseTooOld} for servers before 15.
 */
export async function openDb(url: string, options: OpenOptions = {}): Promise<Db> {
  const pool = createPool(url, options)
  const reads = createPool(url, { ...options, max: Math.min(READS, options.max ?? READS) }, { pipeline: true })
  try {
    await checkVersion(pool)
  } catch (error) {
    await pool.end()
    throw error instanceof AppError ? error : new DatabaseUnreachable(url, error)
  }
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  let closed: Promise<unknown> | undefined
  return {
    url,
    pool,
    kysely,
    reads,
    close: async () => {
      closed ??= Promise.all([pool.end(), reads.end()])
      await closed
    },
  }
}

/**
 * What every connection of ours is opened with: our column values, UTC, and a limit for reaching the server. Plans are neither compiled nor shared
 * out among workers: most of ours take milliseconds, and to start either costs more.
 */
function connectionSettings(url: string, applicationName: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    options: '-c TimeZone=UTC -c DateStyle=ISO -c jit=off -c max_parallel_workers_per_gather=0',
    types: columnTypes as pg.CustomTypesConfig,
  }
}

function createPool(url: string, options: OpenOptions, settings: pg.ClientConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    ...connectionSettings(url, options.applicationName ?? 'ripen'),
    ...settings,
    max: options.max ?? 20,
    idleTimeoutMillis: 60_000,
  })
  const lost = options.onConnectionLost ?? (() => {})
  pool.on('error', lost)
  // The pool listens for errors of idle connections only; one that breaks while it is lent would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

async function checkVersion(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ number: string; version: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as version`,
  )
  const row = rows[0]
  if (!row || Number(row.number) < oldestMajor * 10_000) throw new DatabaseTooOld(row?.version ?? 'unknown')
}

function withoutPassword(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port || 5432}${pathname}`
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  const message = error instanceof Error ? error.message : String(error)
  return /[.!?]$/.test(message) ? message : `${message}.`
}
