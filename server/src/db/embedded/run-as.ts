import { execFile, type SpawnOptions } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'
import { AppError } from '../../domain/app-error.ts'

const execute = promisify(execFile)

/** Which user PostgreSQL runs as, since it refuses to run as root. */
export type RunAs = Readonly<{
  how: 'directly' | 'namespace' | 'user'
  /** The command that runs `file` with `args` as that user. */
  command(file: string, args: readonly string[]): { file: string; args: readonly string[] }
  /** What to add to the options of `spawn`. */
  spawn: Pick<SpawnOptions, 'uid' | 'gid'>
}>

const directly: RunAs = { how: 'directly', command: (file, args) => ({ file, args }), spawn: {} }

/** Ourselves outside, nobody inside: as root's files stay root's, this works below folders that only root may enter. */
const namespace: RunAs = {
  how: 'namespace',
  command: (file, args) => ({
    file: 'unshare',
    args: ['-U', '--map-user=65534', '--map-group=65534', file, ...args],
  }),
  spawn: {},
}

/**
 * Decides how the binaries in `file`'s place run on files in `folder`, which has to exist.
 *
 * @param owner whose files are there already; without it a new cluster is to be made.
 * @throws {AppError} for root where neither way is open, naming both ways out.
 */
export async function runAs(
  file: string,
  folder: string,
  owner?: Readonly<{ uid: number; gid: number }>,
): Promise<RunAs> {
  const uid = process.getuid?.()
  if (uid !== 0) {
    if (owner && uid !== undefined && owner.uid !== uid) throw new OtherOwner(folder, owner.uid)
    // As in a container with a bare number for its user: initdb insists on a name, and nobody has one.
    return !hasName() && (await hasNamespaces()) ? namespace : directly
  }
  if ((!owner || owner.uid === 0) && (await hasNamespaces())) return namespace
  if (owner?.uid === 0) throw new RootRefused(folder)
  const user = asUser(owner ?? { uid: 65_534, gid: 65_534 })
  if (!(await canReach(file, folder, user))) throw new RootRefused(folder)
  return user
}

class OtherOwner extends AppError {
  override name = 'OtherOwner'
  constructor(folder: string, uid: number) {
    super('other_owner', `The data in ${folder} belongs to another user (uid ${uid}); start Ripen as that user.`)
  }
}

class RootRefused extends AppError {
  override name = 'RootRefused'
  constructor(folder: string) {
    super(
      'root_refused',
      `PostgreSQL refuses to run as root, and on this machine Ripen cannot run it as somebody else in ${folder}. ` +
        'Start Ripen as an ordinary user, or name a PostgreSQL server in DATABASE_URL.',
    )
  }
}

function hasName(): boolean {
  try {
    userInfo()
    return true
  } catch {
    return false
  }
}

async function hasNamespaces(): Promise<boolean> {
  const { file, args } = namespace.command('true', [])
  return execute(file, [...args]).then(
    () => true,
    () => false,
  )
}

function asUser({ uid, gid }: { uid: number; gid: number }): RunAs {
  return { how: 'user', command: (file, args) => ({ file, args }), spawn: { uid, gid } }
}

async function canReach(file: string, folder: string, user: RunAs): Promise<boolean> {
  const { uid, gid } = user.spawn
  const as = { cwd: '/', ...(uid === undefined ? {} : { uid }), ...(gid === undefined ? {} : { gid }) }
  return execute('sh', ['-c', 'test -x "$1" && "$2" --version', 'sh', folder, file], as).then(
    () => true,
    () => false,
  )
}

/** Owner of a file or folder; undefined when it is not there. */
export async function ownerOf(path: string): Promise<{ uid: number; gid: number } | undefined> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
}
