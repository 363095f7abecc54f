import { Presets, SingleBar } from 'cli-progress'

/** How many contacts are done; shown on a terminal only. */
export function contactsBar() {
  if (!process.stderr.isTTY) return { show: () => {}, clear: () => {} }
  const bar = new SingleBar(
    { format: '{bar} {percentage} % | {value} of {total} contacts', clearOnComplete: true, stream: process.stderr },
    Presets.shades_classic,
  )
  let started = false
  return {
    show: (done: number, total: number) => {
      if (!started) bar.start(total, done)
      else bar.update(done)
      started = true
    },
    clear: () => bar.stop(),
  }
}
