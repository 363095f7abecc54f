import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { AppError } from '../../domain/app-error.ts'

export type Binaries = Readonly<{
  initdb: string
  postgres: string
  /** Major version of PostgreSQL, as in `18`. */
  major: number
}>

/** This machine has no PostgreSQL of ours. */
class NoEmbeddedPostgres extends AppError {
  override name = 'NoEmbeddedPostgres'
  constructor(reason: string) {
    super(
      'no_embedded_postgres',
      `${reason} Name a PostgreSQL server (15 or newer) in DATABASE_URL, as in postgres://user:password@host/database.`,
    )
  }
}

/**
 * Finds the PostgreSQL that npm installed for this platform and makes it ready to run.
 *
 * @throws {NoEmbeddedPostgres} on platforms without one, musl systems included.
 */
export async function findBinaries(): Promise<Binaries> {
  if (isMusl()) throw new NoEmbeddedPostgres('The embedded PostgreSQL does not run on musl systems such as Alpine.')
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = packageFolder(`@embedded-postgres/${platform}`)
  if (!folder) throw new NoEmbeddedPostgres(`There is no embedded PostgreSQL for ${platform} in node_modules.`)
  await linkLibraries(folder)
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  const ending = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: join(folder, 'native', 'bin', `initdb${ending}`),
    postgres: join(folder, 'native', 'bin', `postgres${ending}`),
    major: Number.parseInt(version, 10),
  }
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    return undefined
  }
}

/** What the package's install script does, so that an installation without scripts works as well. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target)
    await symlink(relative(dirname(link), join(folder, source)), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false
  // Without this the report looks up the names of network peers, which can take seconds.
  Object.assign(process.report, { excludeNetwork: true })
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime === undefined
}
