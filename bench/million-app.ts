import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { startApp } from '../server/src/app.ts'
import type { Db } from '../server/src/db/open.ts'
import { findPreset } from '../server/src/domain/lifecycle/presets/presets.ts'
import { countContacts } from '../server/src/features/contacts/page-contacts.ts'
import { createKey } from '../server/src/features/keys/keys.ts'
import { createPrograms } from '../server/src/features/lifecycle/programs.ts'
import { readCounting } from '../server/src/features/reports/counting.ts'
import { publishLifecycle } from '../server/src/flows/publish-lifecycle.ts'
import { rebuildRollups } from '../server/src/flows/rebuild-rollups.ts'
import { quietLog } from '../server/src/testing/quiet-log.ts'
import type { Question } from './asker.ts'
import { median, readCpu, readFineCpu } from './cpu.ts'
import { type BenchDatabase, machine, onDatabase } from './database.ts'
import { fillContacts, NOW, SEED } from './million.ts'

/** What one request costs, in ms of CPU. */
interface Cost {
  readonly node: number
  readonly postgres: number
}

export interface Asked {
  readonly cost: Cost
  /** The answer to the latest question. */
  readonly body: () => Promise<unknown>
}

type Ask = (path: string) => Promise<Asked>

/**
 * Asks the real server, over HTTP with a key for reading, about a million contacts. A process of its own does the asking and is not counted.
 */
export function onMillion<T extends object>(
  name: string,
  work: (ask: Ask, db: Db) => Promise<T>,
): Promise<Readonly<Record<string, unknown>>> {
  const contacts = Number(process.env['RIPEN_BENCH_CONTACTS'] ?? 1_000_000)
  return onDatabase(async (database) => {
    const { db } = database
    const prepared = await prepare(database, contacts)
    const { rows } = await db.pool.query<{ contacts: number; transitions: number; events: number; bytes: number }>(
      `select (select count(*) from contacts) as contacts, (select count(*) from transitions) as transitions,
        (select count(*) from events) as events, pg_database_size(current_database()) as bytes`,
    )
    const { key } = await createKey(db.pool, { name: 'bench', kind: 'read', historical: false }, NOW)
    const app = await startApp({
      config: { host: '127.0.0.1', port: 0, url: null, dataDir: database.folder },
      db,
      log: quietLog(),
      isDatabaseUp: () => true,
      now: () => NOW,
    })
    const asker = fork(join(import.meta.dirname, 'asker.ts'))
    const say = async (message: Question | 'body'): Promise<unknown> => {
      asker.send(message)
      return (await once(asker, 'message'))[0]
    }
    const body = async (): Promise<unknown> => JSON.parse(String(await say('body')))
    try {
      const measured = await work(async (path) => {
        const before = await readFineCpu(database.postmaster)
        const own = process.cpuUsage()
        const status = await say({ url: `${app.url}/api/v1${path}`, key })
        const { user, system } = process.cpuUsage(own)
        const after = await readFineCpu(database.postmaster)
        if (status !== 200) throw new Error(`${path} was answered ${status}: ${JSON.stringify(await body())}`)
        return { body, cost: { node: (user + system) / 1000, postgres: (after - before) * 1000 } }
      }, db)
      return { name, ...measured, ...rows[0], ...prepared, seed: SEED, ...(await machine(db)) }
    } finally {
      asker.kill()
      await app.close()
    }
  })
}

/** @returns what it cost to count everybody for the reports, in seconds of CPU; null where that was done already */
async function prepare({ db, postmaster }: BenchDatabase, contacts: number) {
  const ripen = { db, log: quietLog(), programs: createPrograms(), now: () => NOW }
  const isFilled = (await countContacts(db.pool)) > 0
  // A kept database of an earlier version may have to be counted anew.
  if (isFilled && (await readCounting(db.pool)).finishedAt !== null) return { counting_s: null }
  if (!isFilled) {
    const document = findPreset('b2b')?.document ?? ''
    await publishLifecycle(ripen, { document, message: 'bench', by: 'system' })
    const program = await ripen.programs.head(db.pool)
    if (program === null) throw new Error('The preset was not published.')
    await fillContacts(db, program, contacts)
    await vacuum(db)
  }
  const before = await readCpu(postmaster)
  await rebuildRollups(ripen)
  const after = await readCpu(postmaster)
  await vacuum(db)
  const seconds = (from: number, to: number) => Number((to - from).toFixed(1))
  return {
    counting_s: { node: seconds(before.node, after.node), postgres: seconds(before.postgres, after.postgres) },
  }
}

async function vacuum(db: BenchDatabase['db']): Promise<void> {
  const client = await db.pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('vacuum analyze')
    await client.query('checkpoint')
    await client.query('reset statement_timeout')
  } finally {
    client.release()
  }
}

interface Summary {
  readonly ratio: number
  readonly median_ms: number
  readonly p95_ms: number
  /** Of the median: Node's share, and PostgreSQL's. */
  readonly node_ms: number
  readonly postgres_ms: number
}

/** What costs are like, against a limit in ms for the 95th percentile. */
function summaryOf(costs: readonly Cost[], limit: number): Summary {
  const short = (value: number) => Number(value.toFixed(2))
  const totals = costs.map(({ node, postgres }) => node + postgres).sort((a, b) => a - b)
  const p95 = totals[Math.min(totals.length - 1, Math.ceil(totals.length * 0.95) - 1)] ?? 0
  return {
    ratio: short(limit / p95),
    median_ms: short(median(totals)),
    p95_ms: short(p95),
    node_ms: short(median(costs.map(({ node }) => node))),
    postgres_ms: short(median(costs.map(({ postgres }) => postgres))),
  }
}

/** Times that do not count: until the code of a question is compiled, and its plans are kept. */
const WARM_UP = 20

/** Measures what is asked for again and again. */
export async function measureAll(
  asked: Readonly<Record<string, () => Promise<Asked>>>,
  { limit, rounds, warmUp = WARM_UP }: { readonly limit: number; readonly rounds: number; readonly warmUp?: number },
): Promise<{ ratio: number; worst: string; limit_ms: number; requests: number; each: Record<string, Summary> }> {
  const each: Record<string, Summary> = {}
  for (const [name, ask] of Object.entries(asked)) {
    const costs: Cost[] = []
    for (let round = -warmUp; round < rounds; round++) {
      const { cost } = await ask()
      if (round >= 0) costs.push(cost)
    }
    each[name] = summaryOf(costs, limit)
  }
  const [worst] = Object.entries(each).sort(([, a], [, b]) => a.ratio - b.ratio)
  return { ratio: worst?.[1].ratio ?? 0, worst: worst?.[0] ?? '', limit_ms: limit, requests: rounds, each }
}
