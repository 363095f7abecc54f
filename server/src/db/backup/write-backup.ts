import { constants, createWriteStream } from 'node:fs'
import { access, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { AppError } from '../../domain/app-error.ts'
import type { Db } from '../open.ts'
import { encodeArchive, type Frame, type Manifest } from './archive.ts'
import { columnList, listSequences, listTables, qualified, type Table } from './catalog.ts'
import { exportJobs, hasJobQueue, jobColumns, jobsSection } from './pending-jobs.ts'

export type BackupOptions = Readonly<{
  /** Version of Ripen, for the reader. */
  ripen: string
  /** Told at the beginning of each table (default: nobody). */
  onTable?: (name: string) => void
}>

export type BackupSummary = Readonly<{ file: string; bytes: number; tables: number; rows: number; jobs: number }>

/**
 * Writes every table of ours and the pending jobs into one file, as they stood at one moment, while Ripen goes on. The
 * file gets its name when it is whole.
 *
 * @throws {AppError} when the file exists or cannot be written.
 */
export async function writeBackup(
  db: Pick<Db, 'pool'>,
  file: string,
  now: Date,
  options: BackupOptions,
): Promise<BackupSummary> {
  await mustBeNew(file)
  const draft = `${file}.part-${process.pid}`
  const counts = { tables: 0, rows: 0, jobs: 0 }
  const client = await db.pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('set idle_in_transaction_session_timeout = 0')
    await client.query('begin isolation level repeatable read, read only')
    const source = Readable.from(encodeArchive(frames(client, now, options, counts)), { objectMode: false })
    const output = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(source, createGzip({ level: 4 }), output)
    await rename(draft, file)
    return { file, bytes: (await stat(file)).size, ...counts }
  } catch (error) {
    throw explain(error, file)
  } finally {
    // Closed rather than lent again: a COPY may have been left in its middle.
    client.release(true)
    await rm(draft, { force: true })
  }
}

type Counts = { tables: number; rows: number; jobs: number }

async function* frames(
  client: pg.PoolClient,
  now: Date,
  options: BackupOptions,
  counts: Counts,
): AsyncGenerator<Frame> {
  const tables = (await listTables(client)).filter(({ name }) => name !== 'schema_migrations')
  yield { kind: 'M', content: await manifest(client, tables, now, options.ripen) }
  for (const table of tables) {
    options.onTable?.(table.name)
    const rows = yield* copied(client, table, `copy ${qualified(table.name)} (${columnList(table.columns)}) to stdout`)
    counts.rows += rows
    counts.tables += 1
  }
  if (await hasJobQueue(client)) {
    counts.jobs = yield* copied(client, { name: jobsSection, columns: jobColumns }, exportJobs)
  }
  const sequences = await listSequences(client)
  yield { kind: 'Z', content: { tables: counts.tables, rows: counts.rows, sequences } }
}

async function* copied(client: pg.PoolClient, table: Table, sql: string): AsyncGenerator<Frame, number> {
  yield { kind: 'T', content: { name: table.name, columns: [...table.columns] } }
  const stream = client.query(copyTo(sql))
  for await (const content of stream as AsyncIterable<Buffer>) yield { kind: 'D', content }
  yield { kind: 'E', content: { name: table.name, rows: stream.rowCount } }
  return stream.rowCount
}

async function manifest(client: pg.PoolClient, tables: Table[], now: Date, ripen: string): Promise<Manifest> {
  const version = await client.query<{ postgres: string; migrated: boolean }>(
    `select current_setting('server_version') as postgres,
       to_regclass('public.schema_migrations') is not null as migrated`,
  )
  const migrations = version.rows[0]?.migrated
    ? await client.query<{ name: string; checksum: string }>(
        'select name, checksum from schema_migrations order by name',
      )
    : { rows: [] }
  return {
    ripen,
    postgres: version.rows[0]?.postgres ?? '',
    createdAt: now.toISOString(),
    migrations: migrations.rows,
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  }
}

async function mustBeNew(file: string): Promise<void> {
  const exists = await stat(file).then(
    () => true,
    () => false,
  )
  if (exists) throw new AppError('file_exists', `${file} exists already; name another file.`)
  await access(dirname(file), constants.W_OK).catch((error) => {
    throw new AppError('file_unwritable', `The folder ${dirname(file)} cannot be written.`, { cause: error })
  })
}

function explain(error: unknown, file: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC') return new AppError('disk_full', `There is no room left for ${file}.`, { cause: error })
  if (!code?.startsWith('E')) return error
  return new AppError('file_unwritable', `${file} cannot be written: ${message}.`, { cause: error })
}
