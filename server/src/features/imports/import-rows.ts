import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Actor, Time } from '../../domain/facts.ts'
import type { CountedNotice } from '../../domain/imports/notice-counts.ts'

type Client = Pick<pg.Pool, 'query'>

type ImportState = 'running' | 'done' | 'failed' | 'undoing' | 'undone'

/** A notice as it is kept, with its words. */
type KeptNotice = CountedNotice & { readonly text: string }

/** How a file is read, kept with its import so that it can go on. */
interface KeptReading {
  readonly encoding?: string | undefined
  readonly delimiter?: string | undefined
  readonly timezone?: string | undefined
  readonly dates?: readonly string[] | undefined
  /** Size of the file of rejected rows when the progress was written down. */
  readonly rejectsBytes?: number
}

export interface ImportRow {
  readonly id: string
  readonly fileName: string
  readonly path: string
  readonly fingerprint: string
  readonly mapping: string
  readonly reading: KeptReading
  readonly runBy: 'server' | 'command'
  readonly state: ImportState
  readonly rows: number
  readonly imported: number
  readonly duplicates: number
  readonly rejected: number
  readonly bytes: number
  readonly bytesRead: number
  readonly rejects: string | null
  readonly notices: readonly KeptNotice[]
  readonly failure: string | null
  readonly actor: Actor
  readonly startedAt: Time
  readonly finishedAt: Time | null
  readonly undoneAt: Time | null
}

export const importColumns = `id, file_name as "fileName", path, fingerprint, mapping, reading, run_by as "runBy", state, rows, imported,
  duplicates, rejected, bytes, bytes_read as "bytesRead", rejects, notices, failure, actor, started_at as "startedAt",
  finished_at as "finishedAt", undone_at as "undoneAt"`

export type NewImport = Pick<
  ImportRow,
  | 'id'
  | 'fileName'
  | 'path'
  | 'fingerprint'
  | 'mapping'
  | 'reading'
  | 'runBy'
  | 'bytes'
  | 'rejects'
  | 'actor'
  | 'startedAt'
>

export async function insertImport(client: Client, row: NewImport): Promise<void> {
  await client.query(
    `insert into imports (id, file_name, path, fingerprint, mapping, reading, run_by, state, rows, imported, duplicates, rejected, bytes,
      bytes_read, rejects, notices, actor, started_at)
    values ($1, $2, $3, $4, $5, $6, $7, 'running', 0, 0, 0, 0, $8, 0, $9, '[]', $10, $11)`,
    [
      row.id,
      row.fileName,
      row.path,
      row.fingerprint,
      row.mapping,
      JSON.stringify(row.reading),
      row.runBy,
      row.bytes,
      row.rejects,
      JSON.stringify(row.actor),
      sqlTime(row.startedAt),
    ],
  )
}

export async function findImport(client: Client, id: string): Promise<ImportRow | null> {
  const { rows } = await client.query<ImportRow>(`select ${importColumns} from imports where id = $1`, [id])
  return rows[0] ?? null
}

/** An import of the same file, read in the same way, that did not come to its end. */
export async function findUnfinished(
  client: Client,
  fingerprint: string,
  runBy: ImportRow['runBy'],
): Promise<ImportRow | null> {
  const { rows } = await client.query<ImportRow>(
    `select ${importColumns} from imports
    where fingerprint = $1 and run_by = $2 and state in ('running', 'failed')
    order by started_at desc limit 1`,
    [fingerprint, runBy],
  )
  return rows[0] ?? null
}

/** Imports that the server is to carry out, the oldest first. */
export async function listRunning(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from imports where state = 'running' and run_by = 'server' order by started_at limit 20`,
  )
  return rows.map(({ id }) => id)
}

export type ImportProgress = Pick<ImportRow, 'rows' | 'imported' | 'duplicates' | 'rejected' | 'bytesRead'> & {
  readonly notices: readonly KeptNotice[]
  readonly rejectsBytes: number
}

/** Writes down up to where the file is done. */
export async function saveProgress(client: Client, id: string, progress: ImportProgress): Promise<void> {
  await client.query(
    `update imports
    set rows = $2, imported = $3, duplicates = $4, rejected = $5, bytes_read = $6, notices = $7,
      reading = reading || jsonb_build_object('rejectsBytes', $8::bigint)
    where id = $1`,
    [
      id,
      progress.rows,
      progress.imported,
      progress.duplicates,
      progress.rejected,
      progress.bytesRead,
      JSON.stringify(progress.notices),
      progress.rejectsBytes,
    ],
  )
}

/** An import that failed, or whose process ended, goes on. */
export async function resumeImport(client: Client, id: string, rejects: string): Promise<void> {
  await client.query(
    `update imports set state = 'running', failure = null, finished_at = null, rejects = coalesce(rejects, $2) where id = $1`,
    [id, rejects],
  )
}

export async function finishImport(
  client: Client,
  id: string,
  { failure, rejects, now }: { readonly failure: string | null; readonly rejects: string | null; readonly now: Time },
): Promise<void> {
  await client.query(
    `update imports set state = $2, failure = $3, rejects = $4, finished_at = $5 where id = $1 and state = 'running'`,
    [id, failure === null ? 'done' : 'failed', failure, rejects, sqlTime(now)],
  )
}
