import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LifecycleVersion } from '../contract/lifecycle.ts'
import { createKey } from '../features/keys/keys.ts'
import { createPrograms } from '../features/lifecycle/programs.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { ask, readMetrics, untilIdle } from '../testing/ripen-client.ts'
import { type RipenProcess, spawnRipen } from '../testing/ripen-process.ts'
import { seeded } from '../testing/seeded.ts'
import { scratchFolder } from '../testing/test-cluster.ts'
import { byPath, createWireLoad, sendWire } from '../testing/wire-load.ts'
import { checkReplay } from './check-replay.ts'

/** Enough that bringing all of them to a new version takes many steps. */
const PEOPLE = 3000
const FIRST_MESSAGES = 9000
const CLIENTS = 3

let database: TestDatabase
let root: string
let ripen: RipenProcess
let key: string

beforeEach(async () => {
  await mkdir(scratchFolder, { recursive: true })
  root = await mkdtemp(join(scratchFolder, `${process.pid}-publish-`))
  database = await testDatabase()
  key = (await createKey(database.db.pool, { name: 'load', kind: 'full', historical: false }, Date.now())).key
  ripen = spawnRipen(['start'], { dataDir: root, env: { DATABASE_URL: database.url, LOG_LEVEL: 'warn' } })
})

afterEach(async () => {
  ripen.child.kill('SIGKILL')
  await ripen.ended
  await database.drop()
  await rm(root, { recursive: true, force: true })
})

test('a version with a new aggregate is published under load: intake goes on, progress is shown, states are those of a fresh walk', async () => {
  const url = await ripen.ready()
  const load = startLoad(url)
  await until(async () => load.sent() >= FIRST_MESSAGES)

  const published = await publish(url, (document) =>
    document
      .replace('any_of: [Content Downloaded, Webinar Attended, Video Watched]', 'any_of: [Review Left], within: 9d')
      .replace('{ event: page, points: 1 }', '{ event: page, points: 2 }'),
  )
  expect(published).toEqual([200])
  const sentBefore = load.sent()
  const progress = await watchRefold(url)
  // It moves: neither all at once, nor back.
  expect(progress.filter((share) => share > 0 && share < 1).length).toBeGreaterThan(1)
  expect(progress).toEqual([...progress].sort((a, b) => a - b))
  expect(load.sent()).toBeGreaterThan(sentBefore)

  const both = await publish(
    url,
    (document) => document.replace('at_least: 60', 'at_least: 35'),
    (document) => document.replace('at_least: 60', 'at_least: 45'),
  )
  expect(both.toSorted()).toEqual([200, 412])
  await sleep(1000)
  await load.stop()
  expect(load.refusals()).toEqual([])
  await untilIdle(url)

  const { db } = database
  const { rows } = await db.pool.query<{ contacts: number; behind: number; head: number }>(
    `select count(*) as contacts, (select max(version) from lifecycles) as head,
      count(*) filter (where version <> (select max(version) from lifecycles)) as behind
    from contacts where merged_into is null`,
  )
  expect(rows[0]).toMatchObject({ head: 3, behind: 0 })
  expect(rows[0]?.contacts).toBeGreaterThan(PEOPLE / 2)
  const log = pino({ level: 'silent' })
  const report = await checkReplay({ db, log, programs: createPrograms(), now: Date.now })
  expect(report.examples).toEqual([])
  expect(report.states.equal).toBe(report.states.compared)
  expect(report).toMatchObject({ clean: true })
  expect(report.drift.version).toBeGreaterThan(0)
})

/** Clients that send without a pause until they are stopped. */
function startLoad(url: string) {
  const random = seeded(7)
  let sent = 0
  let stopped = false
  const refusals: number[] = []
  const client = async (number: number) => {
    const next = createWireLoad(random, { prefix: `client-${number}`, people: PEOPLE, late: 0.02 })
    while (!stopped)
      for (const group of byPath(Array.from({ length: 25 }, () => next(Date.now())))) {
        const { status, accepted } = await sendWire(url, key, group)
        if (status === 200) sent += accepted
        else if (status !== 429) refusals.push(status)
      }
  }
  const running = Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(number)))
  // Told by `stop`; a test that failed before has said why.
  running.catch(() => {})
  return {
    sent: () => sent,
    /** Answers other than 200 and 429. */
    refusals: () => refusals,
    stop: () => {
      stopped = true
      return running
    },
  }
}

/** Publishes changes of the version in force, all at the same time and of the same parent; gives the answers' status. */
async function publish(url: string, ...changes: readonly ((document: string) => string)[]): Promise<number[]> {
  const path = '/api/v1/lifecycle'
  const { body, headers } = await ask<LifecycleVersion>(url, key, { path })
  const condition = { 'if-match': headers.get('etag') ?? '' }
  const answers = await Promise.all(
    changes.map((change) => {
      const document = change(body.document)
      expect(document).not.toBe(body.document)
      return ask(url, key, { method: 'PUT', path, body: { document, message: 'under load' }, headers: condition })
    }),
  )
  return answers.map(({ status }) => status)
}

/** The shares that are shown until all contacts have the new version. */
async function watchRefold(url: string): Promise<readonly number[]> {
  const shown: number[] = []
  while (shown.at(-1) !== 1) {
    shown.push((await readMetrics(url)).get('ripen_refold_progress') ?? 0)
    await sleep(25)
  }
  return shown
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let look = 0; !(await condition()); look++) {
    if (look === 6000) throw new Error(`It did not come about:\n${ripen.output().slice(-3000)}`)
    await sleep(20)
  }
}
