import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ContactPage } from '../contract/contacts.ts'
import type { LifecycleVersion } from '../contract/lifecycle.ts'
import type { TransitionPage } from '../contract/transitions.ts'
import { DAY } from '../domain/duration.ts'
import { createKey } from '../features/keys/keys.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { ask, replayCheck, untilIdle } from '../testing/ripen-client.ts'
import { type RipenProcess, spawnRipen } from '../testing/ripen-process.ts'
import { seeded } from '../testing/seeded.ts'
import { scratchFolder } from '../testing/test-cluster.ts'
import { byPath, createWireLoad, sendWire, userOf, type WireMessage } from '../testing/wire-load.ts'

const SEED = Number(process.env['SEED'] ?? 1)
const MESSAGES = 8000
const LATE = 0.05
/** People before the publish; as many again come after it, so that some know no version but the new one. */
const PEOPLE = 150

type Counted = 'late' | 'old' | 'shared' | 'versions' | 'restated' | 'accounts' | 'lines'

let database: TestDatabase
let root: string
let processes: RipenProcess[]

beforeEach(async () => {
  processes = []
  await mkdir(scratchFolder, { recursive: true })
  root = await mkdtemp(join(scratchFolder, `${process.pid}-replay-`))
  database = await testDatabase()
})

afterEach(async () => {
  for (const { child } of processes) child.kill('SIGKILL')
  await Promise.all(processes.map(({ ended }) => ended))
  await database.drop()
  await rm(root, { recursive: true, force: true })
})

test(`after a load by two processes with late events, a publish, a restatement and ten merges replay is clean (seed ${SEED})`, async () => {
  const urls = [await start(), await start()] as const
  const keys = [await newKey('one'), await newKey('two')] as const
  const archive = await newKey('archive', true)
  const random = seeded(SEED)
  const { pool } = database.db

  const lateMessages: number[] = []
  const deliver = async (prefix: string, from: number, messages: number) => {
    const load = [0, 1].map((side) =>
      createWireLoad(random, { prefix: `${prefix}-${side}`, people: PEOPLE, from, late: LATE }),
    )
    await Promise.all(
      [0, 1, 0, 1].map(async (side) => {
        for (let sent = 0; sent < messages / 4; ) {
          const batch = Array.from(
            { length: 1 + Math.floor(random() * 30) },
            () => load[side]?.(Date.now()) as WireMessage,
          )
          sent += batch.length
          lateMessages.push(batch.filter(({ late }) => late).length)
          for (const group of byPath(batch)) await send(urls[side] ?? '', keys[side]?.key ?? '', group)
        }
      }),
    )
  }
  const deliverArchive = async (prefix: string, from: number) => {
    const load = createWireLoad(random, { prefix, people: PEOPLE, from, late: 1, reach: 200 * DAY })
    for (let batch = 0; batch < 10; batch++)
      for (const group of byPath(Array.from({ length: 12 }, () => load(Date.now()))))
        await send(urls[0], archive.key, group)
  }

  await deliver('before', 0, MESSAGES / 2)
  const changing = changePeople(urls, keys[0].key, random)
  await Promise.all([deliver('during', 0, MESSAGES / 4), deliverArchive('archive', 0), changing])
  expect(await changing).toEqual({
    version: 3,
    merged: 10,
    undone: 2,
    ruled: expect.any(Number),
    voided: expect.any(Number),
  })
  expect((await changing).ruled).toBeGreaterThan(5)
  expect((await changing).voided).toBeGreaterThan(2)
  await Promise.all([deliver('after', PEOPLE, MESSAGES / 4), deliverArchive('later', PEOPLE)])
  await untilIdle(urls[0])

  const { exit, report } = await replayCheck(root, { DATABASE_URL: database.url })
  expect(report.examples).toEqual([])
  expect(report).toMatchObject({ clean: true, reproduced: report.transitions, rollups: { different: 0 } })
  expect(report.states.equal).toBe(report.states.compared)
  expect(report.drift).toMatchObject({ unexplained: 0 })
  expect(exit).toBe(0)

  // The load held what it should: without these the check would prove less than it says.
  expect(report.transitions).toBeGreaterThan(PEOPLE)
  expect(report.drift.late).toBeGreaterThan(0)
  expect(report.drift.version).toBeGreaterThan(0)
  expect(report.drift.merge).toBeGreaterThan(0)
  const { rows } = await pool.query<Record<Counted, number>>(
    `select
      (select count(*) from events where received_at - at > interval '30 seconds' and channel = 'server') as late,
      (select count(*) from events where received_at - at > interval '31 days') as old,
      (select count(*) from (select contact_id from events where source = any($1::text[])
        group by contact_id having count(distinct source) = 2) c) as shared,
      (select count(distinct version) from transitions) as versions,
      (select count(*) from transitions where replayed) as restated,
      (select count(*) from accounts) as accounts,
      (select count(*) from account_lines) as lines`,
    [keys.map(({ id }) => id)],
  )
  const late = lateMessages.reduce((sum, count) => sum + count, 0)
  expect(late).toBeGreaterThan(MESSAGES * LATE * 0.8)
  expect(rows[0]?.late).toBeGreaterThanOrEqual(late)
  expect(rows[0]?.old).toBeGreaterThan(100)
  expect(rows[0]?.shared).toBeGreaterThan(PEOPLE)
  expect(rows[0]?.versions).toBe(3)
  expect(rows[0]?.restated).toBeGreaterThan(0)
  expect(rows[0]?.accounts).toBeGreaterThan(5)
  expect(rows[0]?.lines).toBeGreaterThan(5)

  // And it would have seen a single transition that the facts do not bring.
  await pool.query(`update transitions t set at = t.at + interval '1 second'
    from (select contact_id, nth from transitions where cause = 'rule' order by recorded_at limit 1) one
    where t.contact_id = one.contact_id and t.nth = one.nth`)
  const corrupted = await replayCheck(root, { DATABASE_URL: database.url })
  expect(corrupted).toMatchObject({ exit: 1, report: { clean: false } })
  expect(corrupted.report.reproduced).toBeLessThan(corrupted.report.transitions)
})

async function start(): Promise<string> {
  const ripen = spawnRipen(['start'], { dataDir: root, env: { DATABASE_URL: database.url, LOG_LEVEL: 'warn' } })
  processes.push(ripen)
  return ripen.ready()
}

function newKey(name: string, historical = false) {
  return createKey(database.db.pool, { name, kind: 'full', historical }, Date.now())
}

/** Sends, and again while too much waits. */
async function send(url: string, key: string, messages: readonly WireMessage[]): Promise<void> {
  for (;;) {
    const { status, accepted } = await sendWire(url, key, messages)
    if (status === 429) continue
    expect({ status, accepted }).toEqual({ status: 200, accepted: messages.length })
    return
  }
}

/** What people do meanwhile, at either process: one publishes, ten merge, some move contacts by hand and take moves back. */
async function changePeople(urls: readonly [string, string], key: string, random: () => number) {
  const done = { version: 0, merged: 0, undone: 0, ruled: 0, voided: 0 }
  const side = () => urls[random() < 0.5 ? 0 : 1]
  const idOf = async (person: number) => {
    const { body } = await ask<ContactPage>(side(), key, { path: `/api/v1/contacts?id=${userOf(person)}` })
    return body.items[0]?.id
  }
  const post = <Body>(path: string, body: unknown) => ask<Body>(side(), key, { method: 'POST', path, body })
  for (let step = 0; done.merged < 10; step++) {
    if (step === 5) done.version = await publish(urls[1], key, 'keep')
    if (step === 9) done.version = await publish(urls[0], key, 'restate')
    const [survivor, other] = [await idOf(step * 2), await idOf(step * 2 + 1)]
    if (survivor === undefined || other === undefined) continue
    const { status } = await post(`/api/v1/contacts/${survivor}/merge`, { other })
    if (status !== 200) continue
    done.merged += 1
    if (done.merged % 5 === 0 && (await post(`/api/v1/contacts/${survivor}/unmerge`, { other })).status === 200)
      done.undone += 1
    for (const person of [100 + step, 60 + step]) {
      const to = ['sal', 'lead', 'nurturing', 'customer', 'disqualified'][Math.floor(random() * 5)]
      const ruling = { to, reason: 'spam', force: random() < 0.5 }
      const { status } = await post(`/api/v1/contacts/${await idOf(person)}/rulings`, ruling)
      expect([200, 409]).toContain(status)
      if (status === 200) done.ruled += 1
    }
    const { body } = await ask<TransitionPage>(side(), key, { path: '/api/v1/transitions?limit=20' })
    const mistake = body.items.find(({ voided }) => !voided)
    const voiding = await post(`/api/v1/transitions/${mistake?.id}/void`, { reason: 'a mistake' })
    if (voiding.status === 200) done.voided += 1
  }
  return done
}

/** A version that counts other things and asks for less, or for more: states and decisions both change. */
async function publish(url: string, key: string, effect: 'keep' | 'restate'): Promise<number> {
  const path = '/api/v1/lifecycle'
  const { body, headers } = await ask<LifecycleVersion>(url, key, { path })
  const document =
    effect === 'keep'
      ? body.document
          .replace('at_least: 60', 'at_least: 30')
          .replace('{ event: page, points: 1 }', '{ event: page, points: 3 }')
      : // Whoever read little is engaged no more, so that there are people to restate however fast all came in.
        body.document
          .replace('at_least: 30', 'at_least: 45')
          .replace('Webinar Attended, Video Watched] }', 'Webinar Attended, Video Watched], at_least: 5 }')
  const put = {
    method: 'PUT',
    path,
    body: { document, effect, message: effect === 'keep' ? 'easier' : 'harder, for all' },
    headers: { 'if-match': headers.get('etag') ?? '' },
  }
  const published = await ask<{ version: number }>(url, key, put)
  expect(published.status).toBe(200)
  return published.body.version
}
