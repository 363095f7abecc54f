import { setTimeout as sleep } from 'node:timers/promises'
import type { ReplayReport } from '../flows/check-replay.ts'
import { spawnRipen } from './ripen-process.ts'

/** Asks a running Ripen as the holder of a key. */
export async function ask<Body>(
  url: string,
  key: string,
  request: { method?: string; path: string; body?: unknown; headers?: Readonly<Record<string, string>> },
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Body }> {
  const { method = 'GET', path, body, headers } = request
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body }
}

/** The figures that a running Ripen shows, by name; of those with labels the last. */
export async function readMetrics(url: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.search(/[{ ]/)), Number(line.slice(line.lastIndexOf(' ')))]))
}

const NOTHING_WAITS = [
  ['ripen_wake_lag_seconds', 0],
  ['ripen_account_lag_seconds', 0],
  ['ripen_jobs', 0],
  ['ripen_intake_queue_bytes', 0],
  ['ripen_refold_progress', 1],
] as const

/** Waits until the workers have nothing left to do: several looks in a row have to say so, since one kind of work makes another. */
export async function untilIdle(url: string, { tries = 600 }: { tries?: number } = {}): Promise<void> {
  let calm = 0
  for (let look = 0; look < tries; look++) {
    const metrics = await readMetrics(url)
    calm = NOTHING_WAITS.every(([name, value]) => metrics.get(name) === value) ? calm + 1 : 0
    if (calm === 5) return
    await sleep(500)
  }
  const metrics = await readMetrics(url)
  throw new Error(`Work is left: ${NOTHING_WAITS.map(([name]) => `${name} ${metrics.get(name)}`).join(', ')}`)
}

/** Runs `ripen replay --check --json` in a process of its own. */
export async function replayCheck(
  dataDir: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly exit: number | string; readonly report: ReplayReport }> {
  const command = spawnRipen(['replay', '--check', '--json'], { dataDir, env: { LOG_LEVEL: 'silent', ...env } })
  const exit = await command.ended
  const line = command
    .output()
    .split('\n')
    .find((text) => text.startsWith('{"transitions"'))
  if (line === undefined) throw new Error(`ripen replay answered nothing:\n${command.output()}`)
  return { exit, report: JSON.parse(line) as ReplayReport }
}
