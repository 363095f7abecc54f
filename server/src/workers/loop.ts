import type { Logger } from 'pino'

export interface Loop {
  /** Waits for the step at work, then ends. */
  stop(): Promise<void>
}

export interface LoopOptions {
  readonly name: string
  readonly log: Logger
  /** Milliseconds between two looks when there was nothing to do (default: 500). */
  readonly idle?: number
}

/** Most milliseconds between two tries while a step fails. */
const LONGEST_PAUSE = 30_000

/** Repeats a step: at once while it finds work, after a pause when there was none, after ever longer ones while it fails. */
export function startLoop(step: () => Promise<number>, { name, log, idle = 500 }: LoopOptions): Loop {
  let stopped = false
  let failures = 0
  let wakeUp = () => {}
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wakeUp = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = async () => {
    while (!stopped) {
      try {
        const done = await step()
        failures = 0
        if (done === 0 && !stopped) await pause(idle)
      } catch (error) {
        failures += 1
        log.error(error, `${name} failed and is tried again`)
        await pause(Math.min(LONGEST_PAUSE, idle * 2 ** failures))
      }
    }
  }
  const running = run()
  return {
    async stop() {
      stopped = true
      wakeUp()
      await running
    },
  }
}
