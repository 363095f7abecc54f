const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** One Ctrl-C can arrive twice: from the terminal and passed on by npm. That is still the first one. */
const samePressMs = 500

/**
 * Settles at the first request to stop; a second one, later than that, calls `hard`.
 *
 * A program that was started by Ripen's launcher also stops when the launcher is gone.
 */
export function stopRequested(hard: () => void): Promise<string> {
  return new Promise((resolve) => {
    let first: number | undefined
    const request = (reason: string) => {
      const now = Date.now()
      if (first === undefined) {
        first = now
        resolve(reason)
      } else if (now - first > samePressMs) hard()
    }
    for (const signal of signals) process.on(signal, () => request(signal))
    if (process.channel) {
      process.once('disconnect', () => request('launcher gone'))
      process.channel.unref()
    }
  })
}
