import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../../domain/app-error.ts'
import type { Binaries } from './binaries.ts'
import { type DataFolder, ensurePassword } from './data-folder.ts'
import { isAlive } from './pid-file.ts'
import { ownerOf, type RunAs, runAs } from './run-as.ts'

const execute = promisify(execFile)

/** The folder was made by another major version of PostgreSQL. */
class OtherMajor extends AppError {
  override name = 'OtherMajor'
  constructor(folder: string, theirs: string, ours: number) {
    super(
      'other_postgres_major',
      `The data in ${folder} was made by PostgreSQL ${theirs}; this Ripen brings PostgreSQL ${ours}. ` +
        'Nothing was touched. Run `ripen backup FILE` with the Ripen that made it, move the folder away, ' +
        'and run `ripen restore FILE` with this one.',
    )
  }
}

/**
 * Makes the cluster if it is not there yet, and tells how to run PostgreSQL on it. A set-up that was cut short leaves
 * nothing that counts: the cluster is made beside its place and moved there when it is whole.
 *
 * @throws {OtherMajor} and others, always before anything is changed.
 */
export async function initialise(binaries: Binaries, folder: DataFolder): Promise<RunAs> {
  const existing = await ownerOf(folder.cluster)
  if (existing) {
    const version = (await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8').catch(unreadable(folder))).trim()
    if (version !== String(binaries.major)) throw new OtherMajor(folder.cluster, version, binaries.major)
    return runAs(binaries.postgres, folder.root, existing)
  }
  await removeLeftovers(folder)
  await ensurePassword(folder)
  const as = await chooseUser(binaries, folder)
  const draft = `${folder.cluster}.tmp-${process.pid}`
  const passwordFile = `${folder.password}.init-${process.pid}`
  try {
    await mkdir(draft, { mode: 0o700 })
    await writeFile(passwordFile, await ensurePassword(folder), { mode: 0o600 })
    await giveTo(as, draft, passwordFile)
    await runInitdb(binaries, as, draft, passwordFile, ['--no-instructions'])
    await rename(draft, folder.cluster)
  } catch (error) {
    // Two first starts at once: the other one was faster, and its cluster is as good as ours.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
    await rm(passwordFile, { force: true })
  }
  return as
}

/** Runs initdb into an empty folder; `as` has to own it and the password file. */
export async function runInitdb(
  binaries: Binaries,
  as: RunAs,
  cluster: string,
  passwordFile: string,
  more: readonly string[],
): Promise<void> {
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale']
  const { file, args } = as.command(binaries.initdb, [
    ...['-D', cluster, '-U', 'ripen', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, ...locale, ...more],
  ])
  await execute(file, [...args], { cwd: '/', env: { ...process.env, LC_ALL: 'C' }, ...userOf(as) }).catch((error) => {
    const output = `${error.stderr ?? ''}`.trim().split('\n').at(-1) || error.message
    throw new AppError('initdb_failed', `PostgreSQL could not be set up in ${cluster}: ${output}`, { cause: error })
  })
}

/** Lets the user that PostgreSQL runs as own these paths, where that is another than ours. */
export async function giveTo(as: RunAs, ...paths: readonly string[]): Promise<void> {
  const { uid, gid } = as.spawn
  if (uid === undefined || gid === undefined) return
  for (const path of paths) await chown(path, uid, gid)
}

function userOf(as: RunAs): { uid?: number; gid?: number } {
  const { uid, gid } = as.spawn
  return { ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) }
}

async function chooseUser(binaries: Binaries, folder: DataFolder): Promise<RunAs> {
  if (process.getuid?.() !== 0) return runAs(binaries.postgres, folder.root)
  // Another user has to pass through this folder to the cluster, which stays closed to all others.
  await chmod(folder.root, 0o711)
  const as = await runAs(binaries.postgres, folder.root)
  if (as.how !== 'user') await chmod(folder.root, 0o700)
  return as
}

async function removeLeftovers(folder: DataFolder): Promise<void> {
  for (const name of await readdir(folder.root)) {
    const pid = /^pg(?:\.password)?\.(?:tmp-|init-)(\d+)$/.exec(name)?.[1]
    if (!pid || isAlive(Number(pid))) continue
    // The set-up of a Ripen that was killed may outlive it, and write while this is removed: what is left goes at the next start.
    const removed = rm(join(folder.root, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    await removed.catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY') throw error
    })
  }
}

function unreadable(folder: DataFolder): (error: unknown) => never {
  return (error) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('data_folder', `The data folder ${folder.cluster} cannot be read: ${reason}.`, { cause: error })
  }
}
