import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'

const compiled = join(import.meta.dirname, '../../../node_modules/.cache/compiled')

/** Stands before the exit code of a command that left its process going. */
export const END = '\u0000'

export interface Ended {
  readonly code: number | string
  /** What it wrote, stdout and stderr as they came. */
  readonly output: string
}

/**
 * Runs commands as the program does, in one process for all of them: to read the code anew takes longer than most commands. One that ends its process
 * is answered with what that ended with, and the next one gets another.
 */
export function warmRipen(env: () => Readonly<Record<string, string>>) {
  let child: ChildProcess | null = null
  let before: Promise<unknown> = Promise.resolve()
  const begin = () => {
    const { DATABASE_URL: _, ...environment } = process.env
    child = fork(join(import.meta.dirname, 'warm-command.ts'), {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
      env: { ...environment, NODE_COMPILE_CACHE: compiled, PORT: '0', LOG_LEVEL: 'info' },
    })
    return child
  }
  const run = (args: readonly string[]) =>
    new Promise<Ended>((resolve, reject) => {
      const one = child ?? begin()
      let output = ''
      const heard = (chunk: Buffer) => {
        output += chunk
        const end = output.indexOf(END)
        if (end >= 0 && output.endsWith('\n'))
          done({ code: Number(output.slice(end + 1)), output: output.slice(0, end) })
      }
      const closed = (code: number | null, signal: string | null) => {
        child = null
        done({ code: code ?? signal ?? 'nothing', output })
      }
      const done = (ended: Ended) => {
        for (const stream of [one.stdout, one.stderr]) stream?.off('data', heard)
        one.off('close', closed)
        resolve(ended)
      }
      for (const stream of [one.stdout, one.stderr]) stream?.on('data', heard)
      one.once('close', closed)
      one.send({ args, env: env() }, (error) => error && reject(error))
    })
  return {
    run(...args: readonly string[]): Promise<Ended> {
      const ended = before.then(() => run(args))
      before = ended.catch(() => {})
      return ended
    },
    end(): void {
      child?.kill()
    },
  }
}
