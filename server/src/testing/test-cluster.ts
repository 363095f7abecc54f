import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Binaries, findBinaries } from '../db/embedded/binaries.ts'
import { giveTo, runInitdb } from '../db/embedded/initialise.ts'
import { isAlive } from '../db/embedded/pid-file.ts'
import { freePort, PostgresNotStarted, type Postmaster, startPostmaster } from '../db/embedded/postmaster.ts'
import { stopPostgres } from '../db/embedded/previous-server.ts'
import { runAs } from '../db/embedded/run-as.ts'
import { serverSettings } from '../db/embedded/settings.ts'
import { embeddedUrl } from '../db/embedded/start-embedded.ts'

/** Where throw-away things of tests lie: inside the project, ignored by git, and the same for every user. */
export const scratchFolder = join(import.meta.dirname, '..', '..', '..', 'node_modules', '.cache', 'ripen', 'test')

/** Fast and forgetful: these clusters are thrown away. */
const forgetful = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum_naptime: '10s',
  shared_buffers: '128MB',
  max_connections: '200',
}

export type TestCluster = Readonly<{
  /** Address of its database `postgres`. */
  url: string
  stop(): Promise<void>
}>

/**
 * Starts a PostgreSQL for one run of the tests. It goes away with this process, however that ends: a small shell
 * outside our session waits for our end, stops it and removes its files.
 */
export async function startTestCluster(): Promise<TestCluster> {
  await removeLeftovers()
  const binaries = await findBinaries()
  const root = join(scratchFolder, `${process.pid}-${randomBytes(3).toString('hex')}`)
  const cluster = join(root, 'pg')
  const password = randomBytes(12).toString('hex')
  await mkdir(cluster, { recursive: true, mode: 0o711 })
  await chmod(cluster, 0o700)
  const passwordFile = join(root, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  const as = await runAs(binaries.postgres, root)
  await giveTo(as, cluster, passwordFile)
  await runInitdb(binaries, as, cluster, passwordFile, ['--no-sync', '--no-instructions'])
  const postmaster = await start(binaries, as, root)
  const guard = guardAgainstOrphans(postmaster.pid, root)
  return {
    url: embeddedUrl(password, postmaster.port, 'postgres'),
    stop: async () => {
      await stopPostgres(postmaster.pid, cluster)
      await rm(root, { recursive: true, force: true })
      guard.stdin.end()
    },
  }
}

async function start(binaries: Binaries, as: Awaited<ReturnType<typeof runAs>>, root: string): Promise<Postmaster> {
  const settings = { ...serverSettings(), ...forgetful }
  const launch = { binaries, as, cluster: join(root, 'pg'), logFile: join(root, 'log'), settings }
  for (let attempt = 1; ; attempt++) {
    try {
      return await startPostmaster(launch, await freePort())
    } catch (error) {
      if (!(error instanceof PostgresNotStarted) || error.reason !== 'port' || attempt === 5) throw error
    }
  }
}

function guardAgainstOrphans(pid: number, root: string) {
  const script = `cat > /dev/null
    [ -d "$2" ] || exit 0
    kill -INT "$1"
    for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2> /dev/null || break; sleep 0.5; done
    rm -rf "$2"`
  const guard = spawn('sh', ['-c', script, 'sh', String(pid), root], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  })
  guard.on('error', () => {})
  guard.stdin.on('error', () => {})
  guard.unref()
  if ('unref' in guard.stdin && typeof guard.stdin.unref === 'function') guard.stdin.unref()
  return guard
}

/** Files of runs whose guard was killed too. */
async function removeLeftovers(): Promise<void> {
  await mkdir(scratchFolder, { recursive: true })
  for (const name of await readdir(scratchFolder)) {
    const pid = Number.parseInt(name, 10)
    if (pid && !isAlive(pid)) await rm(join(scratchFolder, name), { recursive: true, force: true }).catch(() => {})
  }
}
