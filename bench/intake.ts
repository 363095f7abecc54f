import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { copyRows } from '../server/src/db/copy.ts'
import { startEmbedded } from '../server/src/db/embedded/start-embedded.ts'
import { migrate } from '../server/src/db/migrate.ts'
import { type Db, openDb } from '../server/src/db/open.ts'
import { transaction } from '../server/src/db/transaction.ts'
import type { Incoming } from '../server/src/domain/incoming.ts'
import { rowOf, type StoredEvent } from '../server/src/features/contacts/events.ts'
import { createPrograms } from '../server/src/features/lifecycle/programs.ts'
import { createIntake, type RunningIntake } from '../server/src/flows/intake.ts'
import { publishLifecycle } from '../server/src/flows/publish-lifecycle.ts'
import { seeded } from '../server/src/testing/load.ts'
import { quietLog } from '../server/src/testing/quiet-log.ts'
import { median, readCpu } from './cpu.ts'
import { benchLifecycle } from './lifecycle.ts'

const SEED = 20261121
const BATCH = 1000
const PER_CONTACT = 3
/** Rounds that are not counted: until both sides' code is compiled and the pages since the last checkpoint are written once. */
const WARM_UP = 2

/**
 * CPU of an event from a parsed message in memory to the commit (identities, deduplication, fold, decisions, transitions, rollups, list
 * indexes), against the limit: COPY of the same rows into a table with the same indexes and as many rows. Rounds alternate in one run.
 */
export async function benchIntake(): Promise<Readonly<Record<string, unknown>>> {
  const contacts = Number(process.env['RIPEN_BENCH_CONTACTS'] ?? 200_000)
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 7)
  const perRound = Number(process.env['RIPEN_BENCH_EVENTS'] ?? 30_000)
  const folder = await mkdtemp(join(process.cwd(), 'node_modules', '.cache', 'ripen-bench-'))
  const log = quietLog()
  const server = await startEmbedded(folder, { log, command: 'bench' })
  try {
    const db = await openDb(server.url, { max: 10 })
    try {
      await migrate(db)
      const ripen = { db, log, programs: createPrograms(), now: () => Date.now() }
      await publishLifecycle(ripen, { document: benchLifecycle(), message: 'bench', by: 'system' })
      const intake = createIntake(ripen)
      const messages = createMessages(contacts)
      await prepare(db, intake, messages, contacts)
      const measured = await measure(db, intake, messages, { rounds, perRound, postmaster: await postmasterOf(db) })
      return { name: 'intake', ...measured, contacts, events: rounds * perRound, seed: SEED, ...(await machine(db)) }
    } finally {
      await db.close()
    }
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

interface Messages {
  /** One message that makes a contact known. */
  first(contact: number): Incoming
  /** Batches of 1,000: three successive events of each of 334 contacts. */
  batch(): readonly Incoming[]
}

function createMessages(contacts: number): Messages {
  const random = seeded(SEED)
  let count = 0
  const make = (contact: number, event: Incoming['events'][number]): Incoming => {
    count += 1
    const now = Date.now()
    return {
      channel: 'server',
      source: 'bench',
      messageKey: createHash('sha256').update(`bench ${count}`).digest().subarray(0, 16),
      at: now,
      sentTime: null,
      receivedAt: now,
      identities: [{ kind: 'user', value: `user-${contact}` }],
      previous: null,
      group: null,
      domain: null,
      events: [event],
      opportunity: null,
    }
  }
  const visit = (): Incoming['events'][number] => {
    if (random() < 0.5)
      return {
        kind: 'page',
        name: 'Page',
        data: {
          path: random() < 0.2 ? '/pricing' : '/blog/post',
          title: 'A page',
          url: 'https://www.example.com/blog/post',
        },
        stamp: { source: 'organic_search' },
      }
    return {
      kind: 'track',
      name: `Event ${Math.floor(random() * 18)}`,
      data: { plan: 'team', seats: Math.floor(random() * 50) },
      stamp: {},
    }
  }
  return {
    first: (contact) => make(contact, { kind: 'traits', name: '', data: { set: {} }, stamp: {} }),
    batch() {
      const messages: Incoming[] = []
      while (messages.length < BATCH) {
        const contact = Math.floor(random() * contacts)
        for (let event = 0; event < PER_CONTACT && messages.length < BATCH; event++)
          messages.push(make(contact, visit()))
      }
      return messages
    },
  }
}

async function prepare(db: Db, intake: RunningIntake, messages: Messages, contacts: number): Promise<void> {
  for (let from = 0; from < contacts; from += 5000)
    await submit(
      intake,
      Array.from({ length: Math.min(5000, contacts - from) }, (_, index) => messages.first(from + index)),
    )
  for (let round = 0; round < 10; round++) await submit(intake, messages.batch())
  await db.pool.query('create table events_limit (like events including all)')
  await db.pool.query('insert into events_limit select * from events')
  await db.pool.query('vacuum analyze')
  await db.pool.query('checkpoint')
}

async function submit(intake: RunningIntake, batch: readonly Incoming[]): Promise<void> {
  const answer = await intake.submit(batch, batch.length * 300)
  if (answer.outcome !== 'committed' || answer.rejected.length > 0)
    throw new Error(`The intake did not take a batch: ${JSON.stringify(answer).slice(0, 300)}`)
}

interface Plan {
  readonly rounds: number
  readonly perRound: number
  readonly postmaster: number
}

async function measure(db: Db, intake: RunningIntake, messages: Messages, { rounds, perRound, postmaster }: Plan) {
  const path = { node: [] as number[], postgres: [] as number[], rate: [] as number[] }
  const limit = { node: [] as number[], postgres: [] as number[] }
  const ratios: number[] = []
  let seen = await newest(db)
  for (let round = -WARM_UP; round < rounds; round++) {
    const batches = Array.from({ length: Math.ceil(perRound / BATCH) }, () => messages.batch())
    const events = batches.length * BATCH
    const began = performance.now()
    const a = await readCpu(postmaster)
    // Two requests under way, as two clients would have them: while one is written the next one's identities are claimed.
    const next = batches[Symbol.iterator]()
    await Promise.all([drainBatches(intake, next), drainBatches(intake, next)])
    const b = await readCpu(postmaster)
    const seconds = (performance.now() - began) / 1000
    const rows = await rowsSince(db, seen)
    seen = await newest(db)
    if (rows.length !== events) throw new Error(`${events} events were sent, ${rows.length} were written.`)
    const c = await readCpu(postmaster)
    for (let from = 0; from < rows.length; from += BATCH)
      await transaction(db, (client) =>
        copyRows(
          client,
          'events_limit (contact_id, id, bucket, seq, kind, name, data, stamp, names, channel, source, came_by, message_key, at, sent_at, received_at)',
          rows.slice(from, from + BATCH).map(rowOf),
        ),
      )
    const d = await readCpu(postmaster)
    if (round < 0) continue
    const each = (seconds: number) => (seconds / events) * 1e6
    path.node.push(each(b.node - a.node))
    path.postgres.push(each(b.postgres - a.postgres))
    path.rate.push(events / seconds)
    limit.node.push(each(d.node - c.node))
    limit.postgres.push(each(d.postgres - c.postgres))
    ratios.push((d.node + d.postgres - c.node - c.postgres) / (b.node + b.postgres - a.node - a.postgres))
  }
  const round = (value: number, digits = 2) => Number(value.toFixed(digits))
  return {
    ratio: round(median(ratios), 3),
    ratios: ratios.map((ratio) => round(ratio, 3)),
    path_us: { node: round(median(path.node)), postgres: round(median(path.postgres)) },
    limit_us: { node: round(median(limit.node)), postgres: round(median(limit.postgres)) },
    events_per_second: Math.round(median(path.rate)),
  }
}

async function drainBatches(intake: RunningIntake, batches: Iterator<readonly Incoming[]>): Promise<void> {
  for (let next = batches.next(); next.done !== true; next = batches.next()) await submit(intake, next.value)
}

async function newest(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>('select max(id::text) as id from events')
  return rows[0]?.id ?? ''
}

/** The rows that a round wrote, in the order in which they were written: the limit finds as little locality as the path did. */
async function rowsSince(db: Db, id: string): Promise<readonly StoredEvent[]> {
  const { rows } = await db.pool.query<StoredEvent>(
    `select contact_id as contact, id, seq, kind, name, data, coalesce(stamp, '{}') as stamp, names, channel, source, came_by as "cameBy",
       message_key as "messageKey", at, sent_at as "sentTime", received_at as "receivedAt"
     from events where id > $1::uuid order by ctid`,
    [id],
  )
  return rows
}

async function postmasterOf(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ file: string }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as file`,
  )
  return Number(rows[0]?.file)
}

async function machine(db: Db) {
  const { rows } = await db.pool.query<{ version: string }>(`select current_setting('server_version') as version`)
  return {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: rows[0]?.version,
  }
}
