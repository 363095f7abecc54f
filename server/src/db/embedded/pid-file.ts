import { execFile } from 'node:child_process'
import { readFile, readlink, realpath, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** What PostgreSQL writes into postmaster.pid. */
export type PidFile = Readonly<{
  pid: number
  port: number | null
  /** Accepts connections. */
  ready: boolean
}>

/** Reads postmaster.pid of a cluster; null when there is none or it is still being written. */
export async function readPidFile(cluster: string): Promise<PidFile | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number.parseInt(lines[0] ?? '', 10)
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number.parseInt(lines[3] ?? '', 10) || null, ready: lines[7]?.trim() === 'ready' }
}

/** True when postmaster.pid is there with nothing in it, as a power cut can leave it, and nobody is about to fill it. */
export async function isHollowPidFile(cluster: string): Promise<boolean> {
  const file = await stat(join(cluster, 'postmaster.pid')).catch(() => null)
  return file !== null && file.size === 0 && Date.now() - file.mtimeMs > 2_000
}

/** Removes postmaster.pid. Only for one whose process is known to be no living PostgreSQL of this cluster. */
export async function removePidFile(cluster: string): Promise<void> {
  await rm(join(cluster, 'postmaster.pid'), { force: true })
}

/** True while the process lives and is a PostgreSQL of this cluster; a zombie does not count as living. */
export async function isLivePostgres(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform === 'win32') return true
  return process.platform === 'linux' ? isPostgresOnLinux(pid, cluster) : isPostgresByPs(pid)
}

/** True while some process has this id, be it a zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function isPostgresOnLinux(pid: number, cluster: string): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name stands in brackets and may hold anything, so the state is looked for after the last bracket.
  const end = stat.lastIndexOf(')')
  const name = stat.slice(stat.indexOf('(') + 1, end)
  const state = stat.slice(end + 2, end + 3)
  if (name !== 'postgres' || state === 'Z' || state === 'X') return false
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  return folder === null || folder === (await realpath(cluster))
}

async function isPostgresByPs(pid: number): Promise<boolean> {
  const { stdout } = await execute('ps', ['-o', 'stat=,command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return !stdout.trimStart().startsWith('Z') && stdout.includes('postgres')
}
