import type pg from 'pg'
import { sqlTime } from '../../db/column-values.ts'
import type { Time } from '../../domain/facts.ts'

type Client = Pick<pg.Pool, 'query'>

/** A file that was uploaded, or is being. */
export interface UploadedFile {
  readonly id: string
  readonly fileName: string
  readonly bytes: number
}

export async function insertFile(client: Client, file: UploadedFile & { readonly createdAt: Time }): Promise<void> {
  await client.query('insert into import_files (id, file_name, bytes, created_at) values ($1, $2, $3, $4)', [
    file.id,
    file.fileName,
    file.bytes,
    sqlTime(file.createdAt),
  ])
}

export async function findFile(client: Client, id: string): Promise<UploadedFile | null> {
  const { rows } = await client.query<UploadedFile>(
    'select id, file_name as "fileName", bytes from import_files where id = $1',
    [id],
  )
  return rows[0] ?? null
}

export async function saveFileSize(client: Client, id: string, bytes: number): Promise<void> {
  await client.query('update import_files set bytes = $2 where id = $1', [id, bytes])
}

export async function deleteFile(client: Client, id: string): Promise<void> {
  await client.query('delete from import_files where id = $1', [id])
}

/** Takes files out of the list that nobody imported; those of unfinished imports stay. @returns which. */
export async function takeOldFiles(client: Client, before: Time): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `delete from import_files f where created_at < $1
      and not exists (select from imports i where i.state in ('running', 'failed') and i.path like '%' || f.id || '%')
    returning id`,
    [sqlTime(before)],
  )
  return rows.map(({ id }) => id)
}
