import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { copyLines, copyOut } from '../server/src/db/copy.ts'
import type { Db } from '../server/src/db/open.ts'
import { transaction } from '../server/src/db/transaction.ts'
import { DAY } from '../server/src/domain/duration.ts'
import { findPreset } from '../server/src/domain/lifecycle/presets/presets.ts'
import { createPrograms } from '../server/src/features/lifecycle/programs.ts'
import { importFile } from '../server/src/flows/import-file.ts'
import { publishLifecycle } from '../server/src/flows/publish-lifecycle.ts'
import type { Ripen } from '../server/src/flows/ripen.ts'
import { quietLog } from '../server/src/testing/quiet-log.ts'
import { seeded } from '../server/src/testing/seeded.ts'
import { median, readCpu } from './cpu.ts'
import { machine, onDatabase } from './database.ts'

const SEED = 20261124
const BEGIN = Date.UTC(2025, 0, 1)
/** Rows of a table that are written by one COPY: about as many as the import writes at once. */
const BATCH = 4000

const MAPPING = `import: 1
name: Benchmark
system: bench
timezone: UTC
contact:
  email: Email
  at: Created
  source: Source
  traits: { firstName: First name, lastName: Last name, country: Country, title: Title }
account: { name: Company }
stages:
  - { stage: { value: lead }, at: Became lead }
events:
  - { name: { value: Form Submitted }, at: Submitted, properties: { form: Form } }
`

/** Tables that an import writes rows of people into. */
const TABLES = [
  ...['contacts', 'identities', 'events', 'transitions', 'positions'],
  ...['accounts', 'account_identities', 'account_events', 'external_refs'],
] as const

/** Microseconds of CPU of a row of the file. */
interface Cost {
  readonly node: number
  readonly postgres: number
}

/**
 * CPU of a row from the file on the disk to the commit: reading, mapping, identities, deduplication, fold, decisions, all that a message goes
 * through. Against the limit: COPY of the very rows that came of it into tables with the same columns and indexes, from text at hand.
 */
export function benchImport(): Promise<Readonly<Record<string, unknown>>> {
  const rows = Number(process.env['RIPEN_BENCH_ROWS'] ?? 200_000)
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 3)
  return onDatabase(async ({ db, postmaster, folder }) => {
    const ripen = { db, log: quietLog(), programs: createPrograms(), now: () => Date.now() }
    const document = findPreset('b2b')?.document ?? ''
    await publishLifecycle(ripen, { document, message: 'bench', by: 'system' })
    const path = join(folder, 'people.csv')
    await pipeline(Readable.from(linesOf(rows, seeded(SEED))), createWriteStream(path))
    await createLimit(db)
    const measured: { readonly first: Cost; readonly again: Cost; readonly limit: Cost }[] = []
    let made: Readonly<Record<string, number>> = {}
    const run = { path, rows, postmaster }
    for (let round = 0; round < rounds; round++) {
      await empty(db)
      const first = await measureImport(ripen, run, 'imported')
      const again = await measureImport(ripen, run, 'duplicates')
      const limit = await measureLimit(db, run)
      made = limit.made
      measured.push({ first, again, limit: limit.cost })
    }
    const total = ({ node, postgres }: Cost) => node + postgres
    const short = (value: number, digits = 1) => Number(value.toFixed(digits))
    const middle = (costs: readonly Cost[]) => ({
      node: short(median(costs.map(({ node }) => node))),
      postgres: short(median(costs.map(({ postgres }) => postgres))),
    })
    const ratios = measured.map(({ first, limit }) => total(limit) / total(first))
    return {
      name: 'import',
      ratio: short(median(ratios), 3),
      ratios: ratios.map((ratio) => short(ratio, 3)),
      row_us: middle(measured.map(({ first }) => first)),
      duplicate_us: middle(measured.map(({ again }) => again)),
      copy_us: middle(measured.map(({ limit }) => limit)),
      rows,
      bytes: (await stat(path)).size,
      made,
      peak_rss_mib: Math.round(process.resourceUsage().maxRSS / 1024),
      seed: SEED,
      ...(await machine(db)),
    }
  })
}

function* linesOf(rows: number, random: () => number): Generator<string> {
  yield 'Email,First name,Last name,Company,Country,Title,Source,Created,Became lead,Form,Submitted\r\n'
  const one = (values: readonly string[]) => values[Math.floor(random() * values.length)]
  for (let row = 0; row < rows; row++) {
    const company = Math.floor(random() * (rows / 8))
    const created = Math.floor(BEGIN + random() * 400 * DAY)
    const days = (most: number) =>
      new Date(created + random() * most * DAY).toISOString().slice(0, 19).replace('T', ' ')
    yield `person-${row}@company-${company}.example,${one(NAMES)},${one(NAMES)}sen,"Company ${company}, Ltd",${one(COUNTRIES)},${one(TITLES)},${one(SOURCES)},` +
      `${days(0)},${days(30)},${one(FORMS)},${days(20)}\r\n`
  }
}
const NAMES = ['Anna', 'Jonas', 'Marie', 'Sven', 'Nina', 'Oliver', 'Petra', 'Karim', 'Lena', 'Hugo', 'Ines', 'Paul']
const COUNTRIES = ['DE', 'FR', 'US', 'GB', 'NL', 'AT', 'IT', 'ES']
const TITLES = ['Head of Data', 'VP Marketing', 'Engineer', 'Student', 'Consultant', 'Sales Manager']
const SOURCES = ['google', 'linkedin', 'newsletter', 'partner', 'event', '']
const FORMS = ['Guide', 'Webinar', 'Contact', 'Newsletter']

interface Run {
  readonly path: string
  readonly rows: number
  readonly postmaster: number
}

async function measureImport(ripen: Ripen, { path, rows, postmaster }: Run, expected: 'imported' | 'duplicates') {
  await ripen.db.pool.query('checkpoint')
  const before = await readCpu(postmaster)
  const result = await importFile(ripen, {
    path,
    fileName: 'people.csv',
    mapping: MAPPING,
    reading: {},
    actor: 'system',
    rejectsPath: (id) => `${path}.${id}.csv`,
  })
  const after = await readCpu(postmaster)
  if (result[expected] !== rows) throw new Error(`Not all rows are ${expected}: ${JSON.stringify(result)}`)
  return costOf(after.node - before.node, after.postgres - before.postgres, rows)
}

function costOf(node: number, postgres: number, rows: number): Cost {
  return { node: (node / rows) * 1e6, postgres: (postgres / rows) * 1e6 }
}

/** Takes away what the round before left, so that each finds the same. */
async function empty(db: Db): Promise<void> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables
     where schemaname = current_schema() and tablename not in ('lifecycles', 'migrations', 'report_counting', 'report_values')`,
  )
  await db.pool.query(`truncate ${rows.map(({ name }) => name).join(', ')}`)
}

async function createLimit(db: Db): Promise<void> {
  for (const table of TABLES) await db.pool.query(`create table limit_${table} (like ${table} including all)`)
}

async function measureLimit(db: Db, { rows, postmaster }: Run) {
  await db.pool.query('checkpoint')
  let cost: Cost = { node: 0, postgres: 0 }
  const made: Record<string, number> = {}
  for (const table of TABLES) {
    // Read before it is written, so that only the writing is measured.
    const batches = await readBatches(db, table)
    made[table] = batches.reduce((sum, lines) => sum + lines.length, 0)
    const before = await readCpu(postmaster)
    for (const lines of batches) await transaction(db, (client) => copyLines(client, `limit_${table}`, lines))
    const after = await readCpu(postmaster)
    const of = costOf(after.node - before.node, after.postgres - before.postgres, rows)
    cost = { node: cost.node + of.node, postgres: cost.postgres + of.postgres }
  }
  return { cost, made }
}

/** The rows of a table as lines of COPY, in the order in which they lie. */
async function readBatches(db: Db, table: string): Promise<readonly (readonly string[])[]> {
  const batches: string[][] = []
  const client = await db.pool.connect()
  try {
    let [batch, rest]: [string[], string] = [[], '']
    for await (const chunk of copyOut(client, `copy ${table} to stdout`).setEncoding('utf8')) {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop() ?? ''
      for (const line of parts) {
        batch.push(`${line}\n`)
        if (batch.length < BATCH) continue
        batches.push(batch)
        batch = []
      }
    }
    if (batch.length > 0) batches.push(batch)
  } finally {
    client.release()
  }
  return batches
}
