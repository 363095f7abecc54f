import { copyLines } from '../server/src/db/copy.ts'
import type { Db } from '../server/src/db/open.ts'
import { transaction } from '../server/src/db/transaction.ts'
import type { Incoming } from '../server/src/domain/incoming.ts'
import type { JsonObject } from '../server/src/domain/json.ts'
import { lineOf, type StoredEvent } from '../server/src/features/contacts/events.ts'
import { createPrograms } from '../server/src/features/lifecycle/programs.ts'
import { createIntake, type RunningIntake } from '../server/src/flows/intake.ts'
import { publishLifecycle } from '../server/src/flows/publish-lifecycle.ts'
import type { Ripen } from '../server/src/flows/ripen.ts'
import { keepSegments } from '../server/src/flows/segments/keep-segments.ts'
import { quietLog } from '../server/src/testing/quiet-log.ts'
import { median, readCpu } from './cpu.ts'
import { machine, onDatabase } from './database.ts'
import { saveSegments } from './filters.ts'
import { benchLifecycle } from './lifecycle.ts'
import { BATCH, createMessages, type Messages } from './messages.ts'

const SEED = 20261121
/** Rounds that are not counted: until both sides' code is compiled and the pages since the last checkpoint are written once. */
const WARM_UP = 2

/**
 * CPU of an event from a parsed message in memory to the commit (identities, deduplication, fold, decisions, transitions, rollups, list
 * indexes), against the limit: COPY of the same rows into a table with the same indexes and as many rows. Rounds alternate in one run.
 */
export async function benchIntake(): Promise<Readonly<Record<string, unknown>>> {
  const contacts = Number(process.env['RIPEN_BENCH_CONTACTS'] ?? 200_000)
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 5)
  const perRound = Number(process.env['RIPEN_BENCH_EVENTS'] ?? 30_000)
  return onDatabase(async ({ db, postmaster }) => {
    const ripen = { db, log: quietLog(), programs: createPrograms(), now: () => Date.now() }
    await publishLifecycle(ripen, { document: benchLifecycle(), message: 'bench', by: 'system' })
    const intake = createIntake(ripen)
    const messages = createMessages(contacts, SEED)
    await prepare(db, intake, messages, contacts)
    const plan = { rounds, perRound, postmaster }
    const measured = await measure(db, intake, messages, plan)
    const segments = await measureSegments(ripen, intake, messages, plan)
    return {
      name: 'intake',
      ...measured,
      segments,
      contacts,
      events: 2 * rounds * perRound,
      seed: SEED,
      ...(await machine(db)),
    }
  })
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

/** A round of one kind: right after a checkpoint, when each page that is touched is logged whole once, or with the pages logged already. */
type Kind = 'after_checkpoint' | 'between_checkpoints'

interface Round {
  readonly kind: Kind
  readonly path: Cost
  readonly limit: Cost
  readonly rate: number
}

async function measure(db: Db, intake: RunningIntake, messages: Messages, { rounds, perRound, postmaster }: Plan) {
  const measured: Round[] = []
  // One kind after the other: a checkpoint between rounds of the second kind would have one side log its pages whole again.
  for (const kind of ['after_checkpoint', 'between_checkpoints'] as const)
    for (let round = -WARM_UP; round < rounds; round++) {
      const one = await measureRound(db, intake, messages, { perRound, postmaster, kind })
      if (round >= 0) measured.push(one)
    }
  return {
    ratio: wholeRatio(measured),
    after_checkpoint: summary(measured.filter(({ kind }) => kind === 'after_checkpoint')),
    between_checkpoints: summary(measured.filter(({ kind }) => kind === 'between_checkpoints')),
  }
}

/** Ten segments by points, behaviour and stages, as a team may keep them. */
const SEGMENTS: Readonly<Record<string, JsonObject>> = Object.fromEntries(
  Array.from({ length: 10 }, (_, index): [string, JsonObject] => [
    `segment_${index}`,
    index % 2 === 0
      ? { score: { engagement: { at_least: 10 * (index + 1) } } }
      : { all: [{ stage: `s${index}` }, { did: { event: `Event ${index}`, within: '30d' } }] },
  ]),
)

/**
 * What segments cost: rounds between checkpoints with ten of them, in which each group of events is marked, and what it then costs to judge anew
 * whom the marks name.
 */
async function measureSegments(ripen: Ripen, intake: RunningIntake, messages: Messages, plan: Plan) {
  await saveSegments(ripen.db, SEGMENTS, ripen.now())
  const measured: Round[] = []
  const judged: Cost[] = []
  for (let round = -1; round < plan.rounds; round++) {
    const one = await measureRound(ripen.db, intake, messages, { ...plan, kind: 'between_checkpoints' })
    const before = await readCpu(plan.postmaster)
    while ((await keepSegments(ripen)) > 0);
    const after = await readCpu(plan.postmaster)
    if (round < 0) continue
    measured.push(one)
    judged.push(costOf(after.node - before.node, after.postgres - before.postgres, plan.perRound))
  }
  const { ratio, path_us, limit_us } = summary(measured)
  return { count: Object.keys(SEGMENTS).length, ratio, path_us, limit_us, judged_us: middle(judged) }
}

/** Of all rounds of both kinds together: what the limit cost in all, by what the path cost in all. */
function wholeRatio(rounds: readonly Round[]): number {
  const total = (costs: readonly Cost[]) => costs.reduce((sum, { node, postgres }) => sum + node + postgres, 0)
  return Number((total(rounds.map(({ limit }) => limit)) / total(rounds.map(({ path }) => path))).toFixed(3))
}

const short = (value: number, digits = 2) => Number(value.toFixed(digits))

function middle(costs: readonly Cost[]): Cost {
  return {
    node: short(median(costs.map(({ node }) => node))),
    postgres: short(median(costs.map(({ postgres }) => postgres))),
  }
}

function summary(rounds: readonly Round[]) {
  const ratios = rounds.map(({ path, limit }) => (limit.node + limit.postgres) / (path.node + path.postgres))
  return {
    ratio: short(median(ratios), 3),
    ratios: ratios.map((ratio) => short(ratio, 3)),
    path_us: middle(rounds.map(({ path }) => path)),
    limit_us: middle(rounds.map(({ limit }) => limit)),
    events_per_second: Math.round(median(rounds.map(({ rate }) => rate))),
  }
}

interface RoundPlan {
  readonly perRound: number
  readonly postmaster: number
  readonly kind: Kind
}

async function measureRound(db: Db, intake: RunningIntake, messages: Messages, plan: RoundPlan): Promise<Round> {
  const { perRound, postmaster, kind } = plan
  const seen = await newest(db)
  if (kind === 'after_checkpoint') await db.pool.query('checkpoint')
  const began = await readCpu(postmaster)
  const own = new OwnCpu()
  for (let sent = 0; sent < perRound; sent += 2 * BATCH) {
    // Two requests at once, as two clients would have them; what makes up messages is not counted.
    const batches = [messages.batch(), messages.batch()]
    await own.count(() => Promise.all(batches.map((batch) => submit(intake, batch))))
  }
  const done = await readCpu(postmaster)
  if (kind === 'after_checkpoint') await db.pool.query('checkpoint')
  const copied = await copyAgain(db, seen, postmaster)
  return {
    kind,
    path: costOf(own.seconds, done.postgres - began.postgres, copied.events),
    limit: costOf(copied.node, copied.postgres, copied.events),
    rate: copied.events / own.wallSeconds,
  }
}

/** CPU of an event in microseconds. */
interface Cost {
  readonly node: number
  readonly postgres: number
}

function costOf(node: number, postgres: number, events: number): Cost {
  return { node: (node / events) * 1e6, postgres: (postgres / events) * 1e6 }
}

/** Adds up the CPU of this process over stretches of work. */
class OwnCpu {
  seconds = 0
  wallSeconds = 0

  async count(work: () => Promise<unknown>): Promise<void> {
    const [began, before] = [performance.now(), process.cpuUsage()]
    await work()
    const { user, system } = process.cpuUsage(before)
    this.seconds += (user + system) / 1e6
    this.wallSeconds += (performance.now() - began) / 1000
  }
}

const COLUMNS =
  'contact_id, id, bucket, seq, kind, name, data, stamp, names, channel, source, came_by, message_key, at, sent_at, received_at'

/** Writes the rows of a round once more, in batches of the same size and in the order in which they were written. */
async function copyAgain(db: Db, since: string, postmaster: number) {
  const own = new OwnCpu()
  let postgres = 0
  let events = 0
  const client = await db.pool.connect()
  try {
    await client.query('begin')
    await client.query(`declare written cursor for ${WRITTEN}`, [since])
    for (;;) {
      // Several batches are read before they are written, so that the server's clock ticks often enough to be read.
      const batches: (readonly StoredEvent[])[] = []
      while (batches.length < 10) {
        const { rows } = await client.query<StoredEvent>(`fetch ${BATCH} from written`)
        if (rows.length === 0) break
        batches.push(rows)
      }
      if (batches.length === 0) break
      const before = await readCpu(postmaster)
      for (const rows of batches) {
        events += rows.length
        await own.count(() =>
          transaction(db, (writer) => copyLines(writer, `events_limit (${COLUMNS})`, rows.map(lineOf))),
        )
      }
      postgres += (await readCpu(postmaster)).postgres - before.postgres
    }
    await client.query('commit')
  } finally {
    client.release()
  }
  return { node: own.seconds, postgres, events }
}

/** As `lineOf` takes them, in the order in which they were written: the limit finds as little locality as the path did. */
const WRITTEN = `select contact_id as contact, id, seq, kind, name, data, coalesce(stamp, '{}') as stamp, names, channel, source,
    came_by as "cameBy", message_key as "messageKey", at, sent_at as "sentTime", received_at as "receivedAt"
  from events where id > $1::uuid order by ctid`

async function newest(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>('select max(id::text) as id from events')
  return rows[0]?.id ?? ''
}
