import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Incoming, IncomingEvent } from '../domain/incoming.ts'
import { type TestDatabase, testDatabase } from '../testing/database.ts'
import { incoming, named, testRipen } from '../testing/ripen.ts'
import { startJobs } from '../workers/jobs.ts'
import { startLoop } from '../workers/loop.ts'
import { foldAccounts } from './fold-accounts.ts'
import { createIntake, type RunningIntake } from './intake.ts'
import type { Ripen } from './ripen.ts'
import { wakeContacts } from './wake-contacts.ts'

const PEOPLE = 50_000
/** As many events are sent to people of each account when their costs are compared. */
const COMPARED = 400
const SMALL_ACCOUNTS = 80

let database: TestDatabase
let ripen: Ripen & { clock: { now: number } }
let intake: RunningIntake

beforeEach(async () => {
  database = await testDatabase()
  ripen = await testRipen(database.db, { now: Date.now() })
  intake = createIntake(ripen)
})
afterEach(() => database.drop())

const later = () => {
  ripen.clock.now += 1000
  return ripen.clock.now
}
const of = (user: string, given: Partial<Incoming>, ...events: readonly Partial<IncomingEvent>[]) =>
  incoming({ at: ripen.clock.now, identities: named({ user }), ...given }, ...events)
const visit = (user: string) => of(user, {}, { kind: 'track', name: 'Video Watched' })
const group = (id: string, traits: Record<string, number>) => ({ group: { id, traits } })

test('an account of 50,000 people wakes them in pages while intake goes on, in bounded memory', async () => {
  for (let from = 0; from < PEOPLE; from += 2000) {
    later()
    await intake.submit(
      Array.from({ length: 2000 }, (_, index) => of(`large-${from + index}`, group('large', {}))),
      1000,
    )
  }
  await intake.submit(
    Array.from({ length: COMPARED }, (_, index) => of(`small-${index}`, group(`small-${index % SMALL_ACCOUNTS}`, {}))),
    1000,
  )
  await foldAll()
  await database.db.pool.query('vacuum analyze contacts, events, account_events, positions, transitions, identities')
  const before = await wholeMemory()

  // Many employees make all of them fit, so that each has to be looked at again.
  await intake.submit([of('large-1', group('large', { employees: 900 }))], 10)
  for (let account = 0; account < SMALL_ACCOUNTS; account++)
    await intake.submit([of(`small-${account}`, group(`small-${account}`, { employees: 900 }))], 10)
  const workers = startWorkers()
  let sent = 0
  let most = 0
  while ((await waiting()) > 0) {
    later()
    const users = Array.from({ length: 20 }, (_, index) => `large-${(sent + index * 977) % PEOPLE}`)
    expect(await intake.submit(users.map(visit), 100)).toMatchObject({ outcome: 'committed', rejected: [] })
    sent += users.length
    most = Math.max(most, await wholeMemory())
    await sleep(20)
  }
  await workers.stop()
  expect(sent).toBeGreaterThan(500)
  expect(most - before).toBeLessThan(400_000_000)
  const { rows } = await database.db.pool.query<{ behind: number; people: number }>(
    `select count(*) as people,
      count(*) filter (where (c.lines_read ->> c.account_id::text)::int is distinct from a.line_seq) as behind
    from contacts c join accounts a on a.id = c.account_id`,
  )
  expect(rows[0]).toEqual({ people: PEOPLE + COMPARED, behind: 0 })

  const [large, small] = [
    Array.from({ length: COMPARED }, (_, index) => `large-${index * 7}`),
    Array.from({ length: COMPARED }, (_, index) => `small-${index}`),
  ]
  // First visits move people to a stage: they are none of what is compared.
  later()
  await intake.submit([...large, ...small].map(visit), 100)
  await database.db.pool.query('analyze')
  const [inLarge, inSmall] = [await costOf(large), await costOf(small)]
  expect(inLarge.rowsTouched / inSmall.rowsTouched).toBeLessThan(3)
  expect(inLarge.cpu / inSmall.cpu).toBeLessThan(3)
})

function startWorkers() {
  const { log } = ripen
  const loops = [
    startJobs(ripen, tmpdir()),
    startLoop(() => foldAccounts(ripen, later()), { name: 'Folding accounts', log, idle: 50 }),
    startLoop(() => wakeContacts(ripen, later()), { name: 'Waking contacts', log, idle: 50 }),
  ]
  return { stop: () => Promise.all(loops.map((loop) => loop.stop())) }
}

async function foldAll(): Promise<void> {
  while ((await foldAccounts(ripen, later())) > 0);
  while ((await wakeContacts(ripen, later())) > 0);
}

/** Everything that is left to do for the accounts and their people. */
async function waiting(): Promise<number> {
  const { rows } = await database.db.pool.query<{ left: number }>(
    `select (select count(*) from account_events where seq is null) + (select count(*) from graphile_worker.jobs)
      + (select count(*) from (select 1 from contacts where wake_at <= $1 limit 100) due) as left`,
    [new Date(ripen.clock.now).toISOString()],
  )
  return rows[0]?.left ?? 0
}

async function wholeMemory(): Promise<number> {
  await sleep(0)
  return process.memoryUsage().rss
}

/** What one event each of these people costs, one at a time: rows that the database reads, and time of our processor. */
async function costOf(users: readonly string[]) {
  const before = await rowsTouched()
  const cpu = process.cpuUsage()
  for (const user of users) {
    later()
    await intake.submit([visit(user)], 10)
  }
  const used = process.cpuUsage(cpu)
  return { rowsTouched: (await rowsTouched()) - before, cpu: used.user + used.system }
}

async function rowsTouched(): Promise<number> {
  // Figures of other connections come after a moment, each asked to tell its own first.
  await sleep(1500)
  const { rows } = await database.db.pool.query<{ touched: number }>(
    `select sum(seq_tup_read + coalesce(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd)::bigint as touched
    from pg_stat_user_tables where schemaname = 'public'`,
  )
  return rows[0]?.touched ?? 0
}
