import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'

/** Where the real data lies that some tests read; it is no part of the project. */
const folder = resolve(import.meta.dirname, '../../..', process.env['RIPEN_TEST_DATA'] ?? '../shared/data')

/** The rows of a table by the names of its columns; null, with a word of it, where the file is not there. */
export async function readRows(file: string): Promise<readonly Readonly<Record<string, string>>[] | null> {
  const path = join(folder, file)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) console.warn(`Skipped: there is no ${path} (RIPEN_TEST_DATA).`)
  return text === null ? null : parse(text, { columns: true })
}
