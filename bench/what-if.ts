import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance, version as duckdbVersion } from '@duckdb/node-api'
import { walkColumns } from '../server/src/domain/columnar/column-walk.ts'
import { readsOf } from '../server/src/domain/columnar/reads.ts'
import type { CodedFact, Snapshot } from '../server/src/domain/columnar/snapshot.ts'
import { walkCandidate, walkPublished } from '../server/src/domain/columnar/walk-candidate.ts'
import { DAY } from '../server/src/domain/duration.ts'
import { b2b } from '../server/src/domain/lifecycle/presets/b2b.ts'
import { programOf } from '../server/src/testing/compiled.ts'
import { median } from './cpu.ts'
import { BEGIN, END, makeHistories } from './histories.ts'

const SEED = 20261122
const PUBLISHED = 60
const CANDIDATE = 40

/**
 * CPU of a what-if over a loaded snapshot: the b2b lifecycle against the same with a lower threshold, whole walks of everybody's history with all
 * stages, scores, exits and detours. DuckDB does its simplest useful part in the same run on the same events: a fading sum of points for each
 * contact without caps or limits, the first moment at each of both thresholds, counted by month.
 */
export async function benchWhatIf(): Promise<Readonly<Record<string, unknown>>> {
  const contacts = Number(process.env['RIPEN_BENCH_CONTACTS'] ?? 1_000_000)
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 5)
  const published = programOf(b2b)
  const candidate = programOf(b2b.replace(`at_least: ${PUBLISHED} }`, `at_least: ${CANDIDATE} }`))
  const snapshot = makeHistories(readsOf([published, candidate]), { contacts, perContact: 9.6, seed: SEED })
  const folder = await mkdtemp(join(process.cwd(), 'node_modules', '.cache', 'ripen-bench-'))
  try {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
    const duck = await instance.connect()
    await fillDuck(duck, snapshot, folder)
    // Both compile and warm up on what is thrown away.
    const everybody = { until: END, from: 0, to: contacts, skip: new Uint8Array(contacts) }
    const few = { ...everybody, to: Math.ceil(contacts / 20) }
    const warm = walkPublished(published, snapshot, few, null)
    walkCandidate(candidate, { program: published, kept: warm }, snapshot, few)
    await duck.run(FADING)
    const measured: { published: number; candidate: number; duckdb: number; wall: number }[] = []
    let moves = {}
    for (let round = 0; round < rounds; round++) {
      const kept = cpuOf(() => walkPublished(published, snapshot, everybody, null))
      const other = cpuOf(() => walkCandidate(candidate, { program: published, kept: kept.made }, snapshot, everybody))
      const before = process.cpuUsage()
      await duck.runAndReadAll(FADING)
      const { user, system } = process.cpuUsage(before)
      measured.push({
        published: kept.seconds,
        candidate: other.seconds,
        duckdb: (user + system) / 1e6,
        wall: other.wall,
      })
      moves = {
        published: kept.made.moves.at.length,
        candidate: other.made.at.length,
        mql: { published: countOf(kept.made.moves, 'mql'), candidate: countOf(other.made, 'mql') },
      }
    }
    const tally = { settled: 0, asked: 0 }
    walkColumns(candidate, snapshot, { ...few, tally })
    duck.closeSync()
    const middle = (of: (one: (typeof measured)[number]) => number) => Number(median(measured.map(of)).toFixed(3))
    return {
      name: 'what-if',
      ratio: middle(({ duckdb, published: first, candidate: second }) => duckdb / (first + second)),
      ratio_with_published_kept: middle(({ duckdb, candidate: own }) => duckdb / own),
      cpu_seconds: {
        both_walks: middle(({ published: first, candidate: second }) => first + second),
        published_walk: middle(({ published: first }) => first),
        candidate_walk: middle(({ candidate: own }) => own),
        duckdb: middle(({ duckdb }) => duckdb),
      },
      events: snapshot.at.length,
      contacts,
      events_per_second: Math.round(snapshot.at.length / middle(({ wall }) => wall)),
      moves,
      left_to_decide: Number((tally.asked / tally.settled).toFixed(4)),
      snapshot_mb: Math.round(
        (snapshot.at.byteLength + snapshot.code.byteLength + snapshot.starts.byteLength + snapshot.ids.byteLength) /
          1e6,
      ),
      codes: snapshot.facts.length,
      rss_mb: Math.round(process.memoryUsage().rss / 1e6),
      seed: SEED,
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memory_gib: Math.round(totalmem() / 2 ** 30),
      node: process.version,
      duckdb: duckdbVersion(),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function countOf({ stages, stage }: ReturnType<typeof walkColumns>, key: string): number {
  const code = stages.indexOf(key)
  return stage.reduce((count, one) => (one === code ? count + 1 : count), 0)
}

function cpuOf<T>(work: () => T): { readonly made: T; readonly seconds: number; readonly wall: number } {
  const [began, before] = [performance.now(), process.cpuUsage()]
  const made = work()
  const { user, system } = process.cpuUsage(before)
  return { made, seconds: (user + system) / 1e6, wall: (performance.now() - began) / 1000 }
}

/** The same events as a table in memory, ordered by contact and time, with texts as enumerations: what DuckDB likes best. */
async function fillDuck(duck: DuckDBConnection, snapshot: Snapshot, folder: string): Promise<void> {
  const [events, codes] = [join(folder, 'events.csv'), join(folder, 'codes.json')]
  await writeEvents(snapshot, events)
  const known = snapshot.facts.flatMap((text, code) => {
    const fact = JSON.parse(text) as CodedFact
    if (fact.is !== 'event') return []
    const { kind, name, data, stamp } = fact
    return [
      { code, kind, name, path: typeof data['path'] === 'string' ? data['path'] : '', human: stamp['human'] !== false },
    ]
  })
  await writeFile(codes, known.map((one) => JSON.stringify(one)).join('\n'))
  await duck.run(`create table codes as select * from read_json('${codes}')`)
  for (const column of ['kind', 'name', 'path'])
    await duck.run(`create type ${column}s as enum (select distinct ${column} from codes order by 1)`)
  await duck.run(`create table events as
    select contact, moment, kind::kinds as kind, name::names as name, path::paths as path, human
    from read_csv('${events}', header = false, columns = { contact: 'UINTEGER', moment: 'BIGINT', code: 'UINTEGER' }) join codes using (code)
    order by contact, moment`)
}

async function writeEvents({ starts, at, code }: Snapshot, file: string): Promise<void> {
  const out = createWriteStream(file)
  let lines = ''
  for (let contact = 0; contact < starts.length - 1; contact++) {
    for (let index = starts[contact] ?? 0; index < (starts[contact + 1] ?? 0); index++)
      lines += `${contact},${at[index]},${code[index]}\n`
    if (lines.length < 1_000_000) continue
    if (!out.write(lines)) await once(out, 'drain')
    lines = ''
  }
  out.end(lines)
  await once(out, 'close')
}

const FADING = `
with given as (
  select contact, moment, case
      when kind = 'page' and starts_with(path::varchar, '/pricing') then 8
      when kind = 'page' then 1
      when name = 'Content Downloaded' then 15
      when name = 'Webinar Attended' then 20
      when name = 'Email Clicked' and human then 5
      else 0 end as points
  from events where kind in ('page', 'track', 'communication')
), scored as (
  select contact, moment,
    sum(points * pow(2, (moment - ${BEGIN}) / (30 * ${DAY}::double))) over (partition by contact order by moment rows unbounded preceding)
      * pow(2, -(moment - ${BEGIN}) / (30 * ${DAY}::double)) as score
  from given where points > 0
), firsts as (
  select min(moment) filter (score >= ${PUBLISHED}) as published, min(moment) filter (score >= ${CANDIDATE}) as candidate
  from scored group by contact
)
select which, date_trunc('month', make_timestamp(first * 1000)) as month, count(*) as people
from (select 'published' as which, published as first from firsts union all select 'candidate', candidate from firsts)
where first is not null group by all order by all`
