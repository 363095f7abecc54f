import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RipenProcess, spawnRipen } from '../testing/ripen-process.ts'

let dataDir: string
let running: RipenProcess | null = null

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'ripen-demo-'))
})
afterAll(async () => {
  await stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function stop(): Promise<void> {
  running?.child.kill('SIGTERM')
  await running?.ended
  running = null
}

async function until(ripen: RipenProcess, sentence: RegExp): Promise<void> {
  for (let look = 0; look < 3000 && !sentence.test(ripen.output()); look++)
    await new Promise((resolve) => setTimeout(resolve, 100))
  expect(ripen.output()).toMatch(sentence)
}

const small = ['demo', '--people', '80', '--until', '2026-05-20']

test('it starts Ripen and fills it; nothing comes twice, neither by the command nor by a second start', async () => {
  running = spawnRipen(small, { dataDir })
  const url = await running.ready()
  await until(running, /The demo is in: the year of 80 people in \d+ events\./)

  const again = spawnRipen([...small, '--url', url], { dataDir })
  expect(await again.ended).toBe(1)
  expect(again.output()).toContain('There are contacts in this Ripen already.')

  const forced = spawnRipen([...small, '--seed', '2', '--url', url, '--force', '--json'], { dataDir })
  expect(await forced.ended).toBe(0)
  expect(JSON.parse(forced.output())).toMatchObject({ people: 80, rejected: 0 })
  await stop()

  running = spawnRipen(['start', '--demo'], { dataDir })
  await running.ready()
  await until(running, /There are contacts already: the demo was not sent again\./)
}, 600_000)

test('what it cannot take is said at once', async () => {
  const wrong = spawnRipen(['demo', '--until', '2026-02-30'], { dataDir })
  expect(await wrong.ended).toBe(1)
  expect(wrong.output()).toContain('It must be a day that is over, written like 2026-05-31.')
  const nowhere = spawnRipen(['demo', '--url', 'http://127.0.0.1:9'], { dataDir })
  expect(await nowhere.ended).toBe(1)
  expect(nowhere.output()).toContain('No Ripen answers at http://127.0.0.1:9.')
}, 300_000)
