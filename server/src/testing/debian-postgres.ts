import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { giveTo } from '../db/embedded/initialise.ts'
import { freePort, startPostmaster } from '../db/embedded/postmaster.ts'
import { stopPostgres } from '../db/embedded/previous-server.ts'
import { runAs } from '../db/embedded/run-as.ts'
import { embeddedUrl } from '../db/embedded/start-embedded.ts'

const execute = promisify(execFile)
const bin = '/usr/lib/postgresql/15/bin'

/** Starts Debian's PostgreSQL 15, another major than ours, in a new folder below `parent`; null where it is absent. */
export async function startDebianPostgres(parent: string): Promise<{ url: string; stop(): Promise<void> } | null> {
  const binaries = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major: 15 }
  if (!existsSync(binaries.initdb)) return null
  const root = join(parent, `debian-${randomBytes(3).toString('hex')}`)
  const cluster = join(root, 'pg')
  const passwordFile = join(root, 'password')
  const password = randomBytes(8).toString('hex')
  await mkdir(cluster, { recursive: true })
  await chmod(cluster, 0o700)
  await writeFile(passwordFile, password, { mode: 0o600 })
  const as = await runAs(binaries.postgres, root)
  await giveTo(as, cluster, passwordFile)
  const options = ['-D', cluster, '-U', 'ripen', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8']
  const initdb = as.command(binaries.initdb, [...options, '--no-locale', '--no-sync'])
  const { uid, gid } = as.spawn
  const user = uid === undefined || gid === undefined ? {} : { uid, gid }
  await execute(initdb.file, [...initdb.args], { cwd: '/', ...user })
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' }
  const launch = { binaries, as, cluster, logFile: join(root, 'log'), settings }
  const postmaster = await startPostmaster(launch, await freePort())
  return {
    url: embeddedUrl(password, postmaster.port, 'postgres'),
    stop: async () => {
      await stopPostgres(postmaster.pid, cluster)
      await rm(root, { recursive: true, force: true })
    },
  }
}
