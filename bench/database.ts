import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../server/src/db/embedded/start-embedded.ts'
import { migrate } from '../server/src/db/migrate.ts'
import { type Db, openDb } from '../server/src/db/open.ts'
import { quietLog } from '../server/src/testing/quiet-log.ts'

export interface BenchDatabase {
  readonly db: Db
  /** Of the whole PostgreSQL, to read what it costs. */
  readonly postmaster: number
  /** For files of the measurement; gone afterwards, unless the database is kept. */
  readonly folder: string
}

/**
 * Runs a measurement on our own PostgreSQL, fsync on, in a folder that is removed afterwards. With `RIPEN_BENCH_FOLDER` it is kept there, so that
 * another measurement of the same data need not make them again.
 */
export async function onDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  const kept = process.env['RIPEN_BENCH_FOLDER']
  const cache = join(process.cwd(), 'node_modules', '.cache')
  await mkdir(kept ?? cache, { recursive: true })
  const folder = kept ?? (await mkdtemp(join(cache, 'ripen-bench-')))
  const server = await startEmbedded(folder, { log: quietLog(), command: 'bench' })
  try {
    const db = await openDb(server.url, { max: 10 })
    try {
      await migrate(db)
      return await work({ db, postmaster: await postmasterOf(db), folder })
    } finally {
      await db.close()
    }
  } finally {
    await server.stop()
    if (kept === undefined) await rm(folder, { recursive: true, force: true })
  }
}

async function postmasterOf(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ file: string }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as file`,
  )
  return Number(rows[0]?.file)
}

/** What it was measured on. */
export async function machine(db: Db) {
  const { rows } = await db.pool.query<{ version: string }>(`select current_setting('server_version') as version`)
  return {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    node: process.version,
    postgres: rows[0]?.version,
  }
}
