import { AppError } from '../domain/app-error.ts'

/** Others wait already for what is done one at a time. */
class TooManyWait extends AppError {
  override name = 'TooManyWait'
  readonly retryAfterSeconds = 10

  constructor() {
    super('overloaded', 'Others wait for a comparison of the whole history already. Ask again in a while.')
  }
}

/** Work that is done one after the other; a few may wait, more are refused. */
export function createTurns(most: number): <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return async (signal, work) => {
    if (waiting > most) throw new TooManyWait()
    waiting += 1
    const before = last
    const own = before.then(() => {
      // Nobody may wait any more for what has not begun.
      signal.throwIfAborted()
      return work()
    })
    last = own.catch(() => {})
    return own.finally(() => {
      waiting -= 1
    })
  }
}
