import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

export type Migration = Readonly<{
  /** File name without its ending, as in `0001-foundation`. */
  name: string
  checksum: string
  sql: string
}>

const migrationsFolder = join(import.meta.dirname, 'migrations')

/**
 * Reads `NNNN-name.sql` files in their order.
 *
 * @throws when a file is named otherwise or two bear the same number.
 */
export async function readMigrations(folder: string = migrationsFolder): Promise<readonly Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()
  const numbers = new Set<string>()
  for (const file of files) {
    const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]
    if (!number) throw new Error(`${file} in ${folder} is not named as a migration: NNNN-name.sql`)
    if (numbers.has(number)) throw new Error(`Two migrations in ${folder} bear the number ${number}`)
    numbers.add(number)
  }
  return Promise.all(files.map((file) => readMigration(folder, file)))
}

async function readMigration(folder: string, file: string): Promise<Migration> {
  // A checkout may have changed the line ends, which changes nothing in the schema.
  const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n')
  return { name: file.slice(0, -'.sql'.length), checksum: createHash('sha256').update(sql).digest('hex'), sql }
}
