import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { AppError } from '../domain/app-error.ts'
import { type Migration, readMigrations } from './migration-files.ts'
import type { Db } from './open.ts'

/** Any constant will do, as long as every version of Ripen takes the same one. */
const lockKey = 7_236_450_118

export type MigrateOptions = Readonly<{
  /** Folder with the migrations (default: Ripen's own). */
  folder?: string
  /** Name of the last migration to apply (default: all of them). */
  upTo?: string
  /** Told before each migration (default: nobody). */
  onApply?: (name: string) => void
}>

export type SchemaState = Readonly<{
  applied: readonly { name: string; checksum: string }[]
  pending: readonly Migration[]
}>

class SchemaNotOurs extends AppError {
  override name = 'SchemaNotOurs'
}

/**
 * Brings the schema of a database up to date, forward only: our migrations, each in a transaction of its own, and the
 * job queue's. Processes that start at the same time wait for one another.
 *
 * @returns the names of the migrations that it applied.
 * @throws {SchemaNotOurs} when the database is newer than this Ripen, or was made by other migrations.
 */
export async function migrate(db: Pick<Db, 'url' | 'pool'>, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(options.folder)
  const client = await db.pool.connect()
  let failure: Error | undefined
  try {
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(
      `create table if not exists schema_migrations (
        name text primary key,
        checksum text not null,
        applied_at timestamptz(3) not null
      )`,
    )
    const { pending } = compare(migrations, await listApplied(client))
    const last =
      options.upTo === undefined ? pending.length : pending.findIndex(({ name }) => name === options.upTo) + 1
    const applied: string[] = []
    for (const migration of pending.slice(0, last)) {
      options.onApply?.(migration.name)
      await apply(client, migration)
      applied.push(migration.name)
    }
    await installJobQueue(db.url)
    return applied
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error))
    throw failure
  } finally {
    // The lock and the setting belong to the connection, so it is closed rather than lent again.
    client.release(failure ?? true)
  }
}

/**
 * What is applied and what is missing, without changing anything.
 *
 * @throws {SchemaNotOurs} as {@link migrate} does.
 */
export async function readSchemaState(db: Pick<Db, 'pool'>, folder?: string): Promise<SchemaState> {
  const migrations = await readMigrations(folder)
  const { rows } = await db.pool.query<{ there: boolean }>(
    `select to_regclass('public.schema_migrations') is not null as there`,
  )
  return compare(migrations, rows[0]?.there ? await listApplied(db.pool) : [])
}

async function listApplied(client: Pick<pg.Pool, 'query'>): Promise<SchemaState['applied']> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations order by name',
  )
  return rows
}

function compare(migrations: readonly Migration[], applied: SchemaState['applied']): SchemaState {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of applied) {
    const migration = known.get(name)
    if (!migration) {
      throw new SchemaNotOurs(
        'schema_newer',
        `This database was made by a newer Ripen: it has the migration ${name}, which this one does not know. ` +
          'Start the newer version.',
      )
    }
    if (migration.checksum !== checksum) {
      throw new SchemaNotOurs(
        'schema_changed',
        `The migration ${name} is not the one that this database was made with: ` +
          'a migration that has been applied must never be edited.',
      )
    }
  }
  const names = new Set(applied.map(({ name }) => name))
  const pending = migrations.filter(({ name }) => !names.has(name))
  const newest = applied.at(-1)?.name ?? ''
  const skipped = pending.find(({ name }) => name < newest)
  if (skipped) {
    throw new SchemaNotOurs(
      'schema_changed',
      `The migration ${skipped.name} is missing in this database, though the later ${newest} is there: ` +
        'the two come from different lines of development.',
    )
  }
  return { applied, pending }
}

async function apply(client: pg.PoolClient, { name, checksum, sql }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query(
      'insert into schema_migrations (name, checksum, applied_at) values ($1, $2, clock_timestamp())',
      [name, checksum],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new Error(`The migration ${name} failed: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

async function installJobQueue(url: string): Promise<void> {
  // A pool of its own: the queue wants the driver's own column values, and ours may have a single connection.
  const pool = new pg.Pool({ connectionString: url, application_name: 'ripen migrate', max: 1 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await runMigrations({ pgPool: pool, noHandleSignals: true })
  } finally {
    await pool.end()
  }
}
