import { measureAll, onMillion } from './million-app.ts'

/** Most ms of CPU that a report may cost. */
const LIMIT = 50

const DIMENSIONS = ['source', 'campaign', 'owner', 'team', 'country', 'account_tier', 'version'] as const

/** CPU of each report about a million contacts, in the server and in PostgreSQL. Those over events read every event, so they stand apart. */
export function benchReports(): Promise<Readonly<Record<string, unknown>>> {
  const rounds = Number(process.env['RIPEN_BENCH_ROUNDS'] ?? 30)
  return onMillion('reports', async (ask) => {
    const report = (path: string) => () => ask(`/reports/${path}`)
    const by = (name: string, dimensions: readonly string[] = DIMENSIONS) =>
      Object.fromEntries(dimensions.map((dimension) => [`${name} by ${dimension}`, report(`${name}?by=${dimension}`)]))
    // What was asked before is partly remembered; a period that nobody asked for yet is not.
    let turn = 0
    const unseen = (path: string) => () => ask(`/reports/${path}&${periods[turn++ % periods.length]}`)
    const stages = await measureAll(
      {
        funnel: report('funnel'),
        'funnel, never asked': unseen('funnel?track=main'),
        'funnel by source, never asked': unseen('funnel?by=source'),
        'funnel by campaign, never asked': unseen('funnel?by=campaign'),
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
      { limit: LIMIT, rounds: Math.min(rounds, 5) },
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
