import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'

/** Kernel ticks in a second; 100 on every Linux that matters here. */
const TICKS = 100

export interface Cpu {
  /** Seconds of this process, all its threads. */
  readonly node: number
  /** Seconds of the PostgreSQL server, its backends and helpers, those that have ended included. */
  readonly postgres: number
}

/** CPU spent so far by this process and by a PostgreSQL server; the difference of two readings is what work between them cost. */
export async function readCpu(postmaster: number): Promise<Cpu> {
  const { user, system } = process.cpuUsage()
  return { node: (user + system) / 1e6, postgres: await secondsOf(postmaster) }
}

async function secondsOf(postmaster: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')))
  let ticks = 0
  for (const stat of stats) {
    // The command may hold spaces and brackets; what follows its last bracket does not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [pid, parent] = [Number(stat.split(' ', 1)[0]), Number(fields[1])]
    const [utime, stime, cutime, cstime] = [11, 12, 13, 14].map((index) => Number(fields[index] ?? 0))
    if (pid === postmaster) ticks += (utime ?? 0) + (stime ?? 0) + (cutime ?? 0) + (cstime ?? 0)
    else if (parent === postmaster) ticks += (utime ?? 0) + (stime ?? 0)
  }
  return ticks / TICKS
}

/**
 * Seconds of a PostgreSQL server to the microsecond, where the kernel tells them so; of backends that have ended, to the hundredth. For work
 * that is too short for ticks.
 */
export async function readFineCpu(postmaster: number): Promise<number> {
  const children = contentOf(`${postmaster}/task/${postmaster}/children`).split(' ')
  const alive = [String(postmaster), ...children.filter((pid) => pid !== '')]
  const nanoseconds = alive.map((pid) => Number(contentOf(`${pid}/schedstat`).split(' ', 1)[0]))
  const stat = contentOf(`${postmaster}/stat`)
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e9 + (Number(fields[13]) + Number(fields[14])) / TICKS
}

/** A file of the kernel's; nothing of a process that has ended. Read at once: each later read would lend buffers whose collection costs more than what is measured. */
function contentOf(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}

/** The middle one; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
