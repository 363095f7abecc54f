import type { Db } from '../server/src/db/open.ts'
import { NOW } from './million.ts'
import { measureAll, onMillion } from './million-app.ts'

/** Most ms of CPU that a report may cost. */
const LIMIT = 50

const DIMENSIONS = ['source', 'campaign', 'owner', 'team', 'country', 'account_tier', 'version'] as const

/** CPU of each report about a million contacts, in the server and in PostgreSQL. Those over events read every event, so they stand apart. */
export function benchReports(): Promise<Readonly<Record<string, unknown>>> {
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 30)
  return onMillion('reports', async (ask, db) => {
    const report = (path: string) => () => ask(`/reports/${path}`)
    const by = (name: string, dimensions: readonly string[] = DIMENSIONS) =>
      Object.fromEntries(dimensions.map((dimension) => [`${name} by ${dimension}`, report(`${name}?by=${dimension}`)]))
    let turn = 0
    const unseen = (path: string) => () => ask(`/reports/${path}&${periods[turn++ % periods.length]}`)
    // So long that there are fewer than 100,000 times between most stages, and as many as can be: each of them is looked at.
    const quarter = (path: string) => () => ask(`/reports/${path}&${quarters[turn++ % quarters.length]}`)
    const changed = (path: string) => async () => {
      await moveSomebody(db)
      return ask(`/reports/${path}`)
    }
    const stages = await measureAll(
      {
        funnel: report('funnel'),
        'funnel, never asked': unseen('funnel?track=main'),
        'funnel by source, never asked': unseen('funnel?by=source'),
        'funnel by campaign, never asked': unseen('funnel?by=campaign'),
        'funnel, every time looked at': quarter('funnel?track=main'),
        'funnel by source, every time looked at': quarter('funnel?by=source'),
        'funnel by campaign, every time looked at': quarter('funnel?by=campaign'),
        'cohorts, every time looked at': quarter('cohorts?from=lead'),
        'funnel, after a move': changed('funnel'),
        'funnel by campaign, after a move': changed('funnel?by=campaign'),
        ...by('funnel'),
        stages: report('stages'),
        ...by('stages'),
        ...by('sources', ['source', 'tipping', 'origin']),
        cohorts: report('cohorts'),
        'cohorts from mql': report('cohorts?from=mql'),
        'cohorts by source, never asked': unseen('cohorts?by=source'),
        ...by('cohorts'),
      },
      { limit: LIMIT, rounds },
    )
    const events = await measureAll(
      {
        between: report('between?from=Content%20Downloaded&to=demo'),
        steps: report('steps'),
        'steps of a month': report('steps?since=2025-04&until=2025-04'),
      },
      { limit: LIMIT, rounds: Math.min(rounds, 5), warmUp: 1 },
    )
    return { ...stages, over_events: events }
  })
}

const months = Array.from({ length: 24 }, (_, index) => new Date(Date.UTC(2024, 5 + index)).toISOString().slice(0, 7))
/** All but the shortest, the longest first. */
const periods = months
  .slice(0, 16)
  .flatMap((since, first) =>
    months.slice(first + 6).map((until) => ({ since, until, length: months.indexOf(until) - first })),
  )
  .sort((a, b) => b.length - a.length)
  .map(({ since, until }) => `since=${since}&until=${until}`)

const quarters = months.slice(0, 20).map((since, index) => `since=${since}&until=${months[index + 2]}`)

/** Somebody goes on to the last stage, as the intake would write it: the next report has to count it first. */
async function moveSomebody(db: Db): Promise<void> {
  await db.pool.query(
    `with somebody as (
       select t.* from transitions t join contacts c on c.id = t.contact_id and c.nth = t.nth
       where t.track = 'main' and t.to_stage = 'mql' and t.at < $1 and t.voided_by is null
       order by t.at desc limit 1
     ), moved as (
       insert into transitions
       select r.* from somebody s
       cross join lateral jsonb_populate_record(null::transitions, to_jsonb(s) || jsonb_build_object(
         'nth', s.nth + 1, 'at', $1::timestamptz, 'from_stage', s.to_stage, 'to_stage', 'customer'
       )) r
       returning contact_id
     ), counted as (
       update contacts c set nth = s.nth + 1 from somebody s where c.id = s.contact_id and c.bucket = s.bucket
       returning c.id, s.nth, c.seq, c.version
     )
     insert into report_changes (contacts, changes)
     select 1, json_build_array(json_build_array(id, nth, seq, 0, version)) from counted`,
    [new Date(NOW).toISOString()],
  )
}
