import { AppError } from '../../domain/app-error.ts'
import type { Db } from '../open.ts'
import type { Manifest } from './archive.ts'
import { listTables, qualified } from './catalog.ts'

/** Tables in which rows do not mean that anybody has worked with this database. */
const filledByItself: ReadonlySet<string> = new Set(['schema_migrations'])

/**
 * Makes sure that a restore destroys nothing, and clears the way for it.
 *
 * @throws {AppError} when the database holds rows and `force` was not given, or when Ripen runs on it and something
 * would have to be removed under it.
 */
export async function prepareTarget(db: Db, manifest: Manifest, force: boolean): Promise<void> {
  const tables = await listTables(db.pool)
  if (tables.length === 0) return
  const filled = await findFilled(db, tables)
  if (filled && !force) {
    throw new AppError(
      'database_not_empty',
      `The database is not empty (${filled} has rows). Restore into an empty one, or replace everything with --force.`,
    )
  }
  if (!filled && (await hasSchemaOf(db, manifest))) return
  if (await isRipenConnected(db)) {
    throw new AppError('ripen_runs', 'Ripen runs on this database; stop it before restoring over it.')
  }
  await db.pool.query('drop schema if exists graphile_worker cascade; drop schema public cascade; create schema public')
}

async function findFilled(db: Db, tables: readonly { name: string }[]): Promise<string | undefined> {
  for (const { name } of tables) {
    if (filledByItself.has(name)) continue
    const { rowCount } = await db.pool.query(`select from ${qualified(name)} limit 1`)
    if (rowCount) return name
  }
  return undefined
}

async function hasSchemaOf(db: Db, manifest: Manifest): Promise<boolean> {
  const { rows } = await db.pool.query<{ there: boolean }>(
    `select to_regclass('public.schema_migrations') is not null as there`,
  )
  if (!rows[0]?.there) return false
  const applied = await db.pool.query<{ name: string }>('select name from schema_migrations order by name')
  return applied.rows.map(({ name }) => name).join() === manifest.migrations.map(({ name }) => name).join()
}

async function isRipenConnected(db: Db): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `select from pg_stat_activity
     where datname = current_database() and application_name like 'ripen start%'
     limit 1`,
  )
  return (rowCount ?? 0) > 0
}
