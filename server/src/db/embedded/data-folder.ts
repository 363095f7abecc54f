import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../domain/app-error.ts'

/** Where things lie in Ripen's data folder. */
export type DataFolder = Readonly<{
  root: string
  /** PostgreSQL's own folder. */
  cluster: string
  password: string
  log: string
}>

export function dataFolder(root: string): DataFolder {
  return { root, cluster: join(root, 'pg'), password: join(root, 'pg.password'), log: join(root, 'pg.log') }
}

/**
 * Makes the data folder if it is not there.
 *
 * @throws {AppError} naming the folder when it cannot be made or written.
 */
export async function createDataFolder(folder: DataFolder): Promise<void> {
  try {
    const created = await mkdir(folder.root, { recursive: true, mode: 0o700 })
    if (created) await chmod(folder.root, 0o700)
    await writeProbe(folder.root)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('data_folder', `The data folder ${folder.root} cannot be written: ${reason}.`, { cause: error })
  }
}

/** The password of the embedded PostgreSQL; made on the first call. Of several first calls at once, one wins. */
export async function ensurePassword(folder: DataFolder): Promise<string> {
  const existing = await readPassword(folder)
  if (existing) return existing
  const draft = `${folder.password}.${process.pid}`
  const file = await open(draft, 'w', 0o600)
  await file.writeFile(randomBytes(24).toString('base64url'))
  await file.sync()
  await file.close()
  // A link is made whole or not at all, and never over the password of somebody who was faster.
  await link(draft, folder.password).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft, { force: true })
  return readPasswordOrThrow(folder)
}

export async function readPasswordOrThrow(folder: DataFolder): Promise<string> {
  const password = await readPassword(folder)
  if (password) return password
  throw new AppError('password_missing', `The password of the embedded PostgreSQL is not in ${folder.password}.`)
}

async function readPassword(folder: DataFolder): Promise<string> {
  return readFile(folder.password, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new AppError('password_unreadable', `${folder.password} cannot be read: ${error.message}.`, { cause: error })
  })
}

async function writeProbe(root: string): Promise<void> {
  const probe = join(root, `.probe-${process.pid}-${randomBytes(3).toString('hex')}`)
  await writeFile(probe, '')
  await rm(probe)
}
