import { type ChildProcess, spawn } from 'node:child_process'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { readPidFile } from './pid-file.ts'
import type { RunAs } from './run-as.ts'
import { asArguments } from './settings.ts'

/** What a PostgreSQL is started with. */
export type Launch = Readonly<{
  binaries: Binaries
  as: RunAs
  cluster: string
  /** File for PostgreSQL's own words. */
  logFile: string
  settings: Readonly<Record<string, string>>
}>

export type Postmaster = Readonly<{
  pid: number
  port: number
  /** Settles when the process has ended. */
  exited: Promise<void>
  hasExited(): boolean
}>

/** PostgreSQL ended before it was ready. */
export class PostgresNotStarted extends Error {
  override name = 'PostgresNotStarted'
  /** `port`: taken by somebody else; `busy`: another PostgreSQL is still in the folder. */
  readonly reason: 'port' | 'busy' | 'other'
  constructor(reason: 'port' | 'busy' | 'other', message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/**
 * Starts PostgreSQL in a session of its own, so that Ctrl-C in a terminal does not reach it, and waits until it takes
 * connections, however long it has to recover.
 *
 * @throws {PostgresNotStarted} when it ends instead.
 */
export async function startPostmaster(launch: Launch, port: number): Promise<Postmaster> {
  const { as, binaries, cluster, logFile, settings } = launch
  const log = await open(logFile, 'a', 0o600)
  try {
    const { size } = await log.stat()
    const command = as.command(binaries.postgres, ['-D', cluster, '-p', String(port), ...asArguments(settings)])
    const child = spawn(command.file, [...command.args], {
      cwd: '/',
      detached: true,
      // Files, never pipes: it may outlive us, and must not stop at a pipe that nobody reads.
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, LC_ALL: 'C' },
      ...as.spawn,
    })
    const postmaster = watch(child, port)
    while (!(await isReady(cluster, postmaster.pid))) {
      if (postmaster.hasExited()) throw await notStarted(logFile, size)
      await sleep(15)
    }
    return postmaster
  } finally {
    await log.close()
  }
}

/** A port of 127.0.0.1 that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Puts a log of more than 10 MB aside; the one that was aside before is lost. */
export async function rotateLog(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (file) => file.size,
    () => 0,
  )
  if (size > 10 * 1024 * 1024) await rename(logFile, `${logFile}.1`)
}

function watch(child: ChildProcess, port: number): Postmaster {
  let over = false
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      over = true
      resolve()
    }
    child.once('exit', end)
    child.once('error', end)
  })
  // Waiting for it is done by timers; on its own it must not keep a failed Ripen alive.
  child.unref()
  return { pid: child.pid ?? 0, port, exited, hasExited: () => over }
}

async function isReady(cluster: string, pid: number): Promise<boolean> {
  const file = await readPidFile(cluster)
  return file?.pid === pid && file.ready
}

async function notStarted(logFile: string, from: number): Promise<PostgresNotStarted> {
  const words = (await readFile(logFile)).subarray(from).toString()
  const line = words.match(/(?:FATAL|PANIC):\s*(.*)/)?.[1] ?? (words.trim().split('\n').at(-1) || 'it said nothing')
  return new PostgresNotStarted(reasonIn(words), `PostgreSQL did not start: ${line} (its log is ${logFile})`)
}

function reasonIn(words: string): PostgresNotStarted['reason'] {
  if (/lock file ".*" (already exists|is empty)|shared memory block .* is still in use/.test(words)) return 'busy'
  return /could not (bind|create any TCP\/IP sockets)/.test(words) ? 'port' : 'other'
}
