import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { AppError } from '../../domain/app-error.ts'
import { migrate } from '../migrate.ts'
import { type Migration, readMigrations } from '../migration-files.ts'
import type { Db } from '../open.ts'
import { type Frame, type Manifest, readArchive } from './archive.ts'
import { columnList, listTables, qualified, type Table } from './catalog.ts'
import { importJobs, jobsSection, prepareJobs, queueRestoredJobs } from './pending-jobs.ts'
import { prepareTarget } from './restore-target.ts'

export type RestoreOptions = Readonly<{
  /** Replaces what the database holds (default: false). */
  force?: boolean
  /** Folder with the migrations (default: Ripen's own). */
  migrations?: string
  /** Told at the beginning of each table (default: nobody). */
  onTable?: (name: string) => void
}>

export type RestoreSummary = Readonly<{
  tables: number
  rows: number
  jobs: number
  createdAt: string
  /** Migrations that were applied after the data was back, because this Ripen is newer than the backup. */
  migrated: readonly string[]
}>

class RestoreRefused extends AppError {
  override name = 'RestoreRefused'
}

/**
 * Puts a backup into an empty database, all or nothing, and brings its schema up to date.
 *
 * @throws {ArchiveUnreadable} for files that are no whole backup, {@link RestoreRefused} when the database holds
 * something or the backup is newer than this Ripen, or its counts do not agree.
 */
export async function restoreBackup(db: Db, file: string, options: RestoreOptions = {}): Promise<RestoreSummary> {
  const frames = readArchive(file)
  try {
    const manifest = await readManifest(frames, file)
    mustBeKnown(manifest, await readMigrations(options.migrations))
    // What is to be replaced must not be lost to a damaged file.
    if (options.force) for await (const _ of readArchive(file));
    await prepareTarget(db, manifest, options.force ?? false)
    const folder = options.migrations === undefined ? {} : { folder: options.migrations }
    await migrate(db, { ...folder, upTo: manifest.migrations.at(-1)?.name ?? '' })
    const counts = await load(db, frames, manifest, options)
    const migrated = await migrate(db, folder)
    return { ...counts, createdAt: manifest.createdAt, migrated }
  } finally {
    await frames.return(undefined)
  }
}

async function readManifest(frames: AsyncGenerator<Frame>, file: string): Promise<Manifest> {
  const first = await frames.next()
  if (first.done || first.value.kind !== 'M') {
    throw new AppError('archive_damaged', `${file} is cut short or damaged; nothing was restored.`)
  }
  return first.value.content
}

function mustBeKnown(manifest: Manifest, known: readonly Migration[]): void {
  for (const { name, checksum } of manifest.migrations) {
    if (known.some((migration) => migration.name === name && migration.checksum === checksum)) continue
    throw new RestoreRefused(
      'archive_newer',
      `This backup was made by Ripen ${manifest.ripen}, which has the migration ${name} that this one does not know. ` +
        'Restore it with that version or a newer one.',
    )
  }
}

type Counts = Pick<RestoreSummary, 'tables' | 'rows' | 'jobs'>

async function load(
  db: Db,
  frames: AsyncGenerator<Frame>,
  manifest: Manifest,
  options: RestoreOptions,
): Promise<Counts> {
  const client = await db.pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('set idle_in_transaction_session_timeout = 0')
    await client.query('begin')
    const tables = (await listTables(client)).filter(({ name }) => name !== 'schema_migrations')
    mustHaveColumns(manifest, tables)
    // Migrations may have put rows of their own there.
    if (tables.length > 0) await client.query(`truncate ${tables.map(({ name }) => qualified(name)).join(', ')}`)
    await client.query(prepareJobs)
    const counts = await copyAll(client, frames, options)
    await queueRestoredJobs(client)
    await client.query('commit')
    await client.query('analyze')
    return counts
  } catch (error) {
    if ((error as { code?: string }).code !== '53100') throw error
    throw new RestoreRefused('disk_full', 'There is no room left for the database; nothing was restored.', {
      cause: error,
    })
  } finally {
    // Closing it undoes whatever was not committed.
    client.release(true)
  }
}

async function copyAll(client: pg.PoolClient, frames: AsyncGenerator<Frame>, options: RestoreOptions): Promise<Counts> {
  const counts = { tables: 0, rows: 0, jobs: 0 }
  for await (const frame of frames) {
    if (frame.kind === 'T') {
      options.onTable?.(frame.content.name)
      const rows = await copyTable(client, frame.content, frames)
      if (frame.content.name === jobsSection) counts.jobs = rows
      else {
        counts.tables += 1
        counts.rows += rows
      }
    } else if (frame.kind === 'Z') {
      const { tables, rows, sequences } = frame.content
      if (tables !== counts.tables || rows !== counts.rows) throw wrongCount('the backup', rows, counts.rows)
      for (const { name, value } of sequences) {
        await client.query('select setval($1::regclass, $2)', [qualified(name), value])
      }
    }
  }
  return counts
}

async function copyTable(client: pg.PoolClient, table: Table, frames: AsyncGenerator<Frame>): Promise<number> {
  const sql =
    table.name === jobsSection ? importJobs : `copy ${qualified(table.name)} (${columnList(table.columns)}) from stdin`
  const stream = client.query(copyFrom(sql))
  let failure: unknown
  const finished = new Promise<void>((resolve, reject) => {
    stream.once('finish', resolve)
    stream.once('error', reject)
  }).catch((error: unknown) => {
    failure = error
  })
  for (;;) {
    const next = await frames.next()
    if (failure) throw failure
    const frame = next.value
    if (frame?.kind === 'D') {
      if (!stream.write(frame.content))
        await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), finished])
      continue
    }
    stream.end()
    await finished
    if (failure) throw failure
    const expected = frame?.kind === 'E' ? frame.content.rows : -1
    if (stream.rowCount !== expected) throw wrongCount(table.name, expected, stream.rowCount)
    return stream.rowCount
  }
}

function mustHaveColumns(manifest: Manifest, tables: readonly Table[]): void {
  for (const { name, columns } of manifest.tables) {
    const table = tables.find((candidate) => candidate.name === name)
    const missing = columns.find((column) => !table?.columns.includes(column))
    if (table && missing === undefined) continue
    throw new RestoreRefused(
      'archive_foreign',
      `The backup has ${missing === undefined ? `a table ${name}` : `${name}.${missing}`}, which Ripen does not have.`,
    )
  }
}

function wrongCount(where: string, expected: number, found: number): RestoreRefused {
  return new RestoreRefused(
    'count_differs',
    `Of ${expected} rows of ${where} only ${found} came back; nothing was restored.`,
  )
}
