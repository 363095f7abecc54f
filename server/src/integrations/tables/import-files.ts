import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where imports keep their files in the data folder. */
export function importFiles(dataDir: string) {
  const folder = join(dataDir, 'imports')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return {
    folder,
    /** An upload, by its id. */
    upload: (id: string) => join(folder, `${id}.upload`),
    /** The rows of an import that were not taken. */
    rejects: (id: string) => join(folder, `${id}.rejected.csv`),
  }
}
