import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const projectFolder = join(import.meta.dirname, '..', '..', '..')

export type RipenProcess = Readonly<{
  child: ChildProcess
  pid: number
  /** What it has written so far, stdout and stderr as they came. */
  output(): string
  /** Its address, once it says that it is ready. @throws with its output when it ends before. */
  ready(): Promise<string>
  /** Exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>
}>

export type RipenOptions = Readonly<{
  dataDir: string
  /** More environment variables (default: none). */
  env?: Readonly<Record<string, string>>
  /** Runs the program as this user, for a test that is root (default: as ourselves). */
  uid?: number
}>

/** Starts the real program, in a session of its own, on a free port. */
export function spawnRipen(args: readonly string[], options: RipenOptions): RipenProcess {
  const { DATABASE_URL: _, ...environment } = process.env
  const child = spawn(process.execPath, [join(projectFolder, 'server', 'src', 'main.ts'), ...args], {
    cwd: projectFolder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, RIPEN_DATA_DIR: options.dataDir, PORT: '0', LOG_LEVEL: 'info', ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  child.stderr.on('data', (chunk) => (text += chunk))
  let over = false
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => {
      over = true
      resolve(code ?? signal ?? 'nothing')
    })
  })
  return {
    child,
    pid: child.pid ?? 0,
    output: () => text,
    ended,
    ready: async () => {
      for (;;) {
        const url = /^Ripen is ready at (\S+)$/m.exec(text)?.[1]
        if (url) return url
        if (over) throw new Error(`Ripen ended before it was ready:\n${text}`)
        await sleep(20)
      }
    },
  }
}
