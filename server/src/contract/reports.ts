import { z } from 'zod'
import { dimensions } from '../domain/reports/dimensions.ts'
import { Moment } from './moment.ts'

const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month as 2026-11')
  .meta({ example: '2026-11' })
const Count = z.int().nonnegative()
const Share = z.number().nullable().describe('between 0 and 1; null where nothing is counted')
const Key = z
  .string()
  .meta({ example: 'paid_search' })
  .describe('a value of the dimension; `(empty)`: not known, `other`: all beyond the first 10,000; `all`: everybody')
const ByStage = z.record(z.string(), Count).meta({ example: { mql: 1120, customer: 150 } })

const Dimension = z
  .enum(dimensions)
  .describe(
    'as stamped when the stage was entered: `source` is the first touch ever, `tipping` the latest within 30 days before the entry',
  )

const track = z.string().min(1).max(100).optional().describe('default: the first track')
const since = Month.optional().describe('first month that counts')
const until = Month.optional().describe('last month that counts')
const values = z.coerce
  .number()
  .int()
  .min(1)
  .max(500)
  .optional()
  .describe('of a break-down: most keys that the answer shows, those with most people (default: 50)')

/** What every report over stages is asked with. */
export const ReportQuery = z.object({ track, by: Dimension.optional(), since, until, values })
export type ReportQuery = z.infer<typeof ReportQuery>

export const StagesReportQuery = ReportQuery.omit({ since: true, until: true })
export type StagesReportQuery = z.infer<typeof StagesReportQuery>

export const SourcesReportQuery = ReportQuery.extend({
  by: z.enum(['source', 'tipping', 'origin']).default('source'),
})
export type SourcesReportQuery = z.infer<typeof SourcesReportQuery>

export const CohortsReportQuery = ReportQuery.extend({
  from: z.string().min(1).max(100).optional().describe('the stage whose entries make the cohorts (default: the first)'),
})
export type CohortsReportQuery = z.infer<typeof CohortsReportQuery>

/** Times between two things, in days. */
export const Quantiles = z
  .object({
    n: Count.describe('how many times it was measured'),
    median: z.number(),
    q1: z.number(),
    q3: z.number(),
    p90: z.number(),
    method: z
      .enum(['exclusive', 'histogram'])
      .describe('`exclusive`: from every single time, the (n+1)p method; `histogram`: 100,000 and more, within 5 %'),
  })
  .meta({ id: 'Quantiles' })
export type Quantiles = z.infer<typeof Quantiles>

const StageRef = z.object({
  key: z.string(),
  name: z.string(),
  detour: z.boolean().describe('true for a stage beside the way'),
})

/** What the head of every report over stages says. */
const head = {
  track: z.string(),
  by: Dimension.nullable(),
  since: Month.nullable(),
  until: Month.nullable(),
  zone: z.string().describe('in which months and days are counted'),
  counting: z
    .object({ done: Count, total: Count })
    .nullable()
    .describe('not null while all contacts are counted anew: figures are incomplete until then'),
  more: Count.describe('keys with fewer people that are left out of `rows`'),
}

const Step = z
  .object({
    from: z.string(),
    to: z.string(),
    base: Count.describe('people who entered `from` in the period'),
    entered: Count.describe('of these, who entered `to` afterwards'),
    reached: Count.describe('of these, who entered `to` or a later stage afterwards'),
    conversion: Share.describe('entered ÷ base'),
    passage: Share.describe('reached ÷ base'),
    time: Quantiles.nullable().describe('from entering `from` to entering `to`, in days; a skipped stage has no time'),
  })
  .meta({ id: 'FunnelStep' })
export type FunnelStep = z.infer<typeof Step>

const FunnelRow = z.object({
  key: Key,
  counts: ByStage.describe('people who reached each stage or a later one, by when they first did'),
  entered: ByStage.describe('people who entered each stage, by when they first did'),
  passes: ByStage.describe('entries into each stage, those again included'),
  steps: z.array(Step).describe('between one stage and the next'),
})

/** The funnel as it was: counts are of people unless they say passes. */
export const FunnelReport = z
  .object({
    ...head,
    stages: z.array(z.string()).describe('in the order of the lifecycle'),
    names: z.record(z.string(), z.string()),
    rows: z.array(FunnelRow),
  })
  .meta({ id: 'FunnelReport' })
export type FunnelReport = z.infer<typeof FunnelReport>

/** Who is where now, and who moved this week. */
export const StagesReport = z
  .object({
    ...head,
    at: Moment,
    week: z
      .object({ since: z.iso.date(), until: z.iso.date() })
      .describe('the last seven days, today included, in which moves are counted'),
    stages: z.array(StageRef),
    rows: z.array(
      z.object({
        key: Key,
        now: ByStage.describe('people in each stage'),
        in: ByStage.nullable().describe('moves into it this week; null in a break-down'),
        out: ByStage.nullable().describe('moves out of it this week; null in a break-down'),
      }),
    ),
  })
  .meta({ id: 'StagesReport' })
export type StagesReport = z.infer<typeof StagesReport>

/** Where those come from who reach the stages. */
export const SourcesReport = z
  .object({
    ...head,
    stages: z.array(z.string()),
    names: z.record(z.string(), z.string()),
    rows: z.array(
      z.object({
        key: Key,
        counts: ByStage.describe('people who reached each stage or a later one'),
        entered: ByStage.describe('people who entered each stage'),
        share: Share.describe('of all who reached the first stage'),
        conversion: Share.describe('who reached the last stage ÷ who reached the first'),
        steps: z.array(Step.omit({ time: true })),
      }),
    ),
    total: z.object({ counts: ByStage, entered: ByStage, conversion: Share }),
  })
  .meta({ id: 'SourcesReport' })
export type SourcesReport = z.infer<typeof SourcesReport>

/** What became of those who entered a stage in the same month. */
export const CohortsReport = z
  .object({
    ...head,
    from: z.string(),
    stages: z.array(z.string()).describe('the later ones'),
    names: z.record(z.string(), z.string()),
    times: z
      .record(z.string(), Quantiles.nullable())
      .describe('by later stage: time from entering `from`, of all cohorts together'),
    rows: z.array(
      z.object({
        key: Key,
        month: Month,
        entered: Count.describe('people who first entered `from` in this month'),
        reached: ByStage.describe('of these, who reached each later stage afterwards'),
        young: ByStage.describe('of these, who entered less than the p90 of the time ago: too young to judge'),
      }),
    ),
  })
  .meta({ id: 'CohortsReport' })
export type CohortsReport = z.infer<typeof CohortsReport>

const EventWord = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .describe(
    'a name (`Demo Booked`), a kind (`traits`, `page`), both (`track:Demo Booked`), or the state of a deal (`won`, `lost`, `open`)',
  )

export const BetweenQuery = z.object({ from: EventWord, to: EventWord, since, until })
export type BetweenQuery = z.infer<typeof BetweenQuery>

/** The time from each contact's first event of one sort to its first of another. */
export const BetweenReport = z
  .object({
    from: z.string(),
    to: z.string(),
    since: Month.nullable(),
    until: Month.nullable(),
    people: Count.describe('contacts with the first event, in the period'),
    n: Count.describe('contacts with both'),
    earlier: Count.describe('of these, whose second event came before the first: their times are below zero'),
    time: Quantiles.extend({ least: z.number(), most: z.number(), mean: z.number() })
      .nullable()
      .describe('in days; null where nobody has both'),
  })
  .meta({ id: 'BetweenReport' })
export type BetweenReport = z.infer<typeof BetweenReport>

export const StepsQuery = z.object({
  kinds: z
    .string()
    .max(300)
    .optional()
    .describe('kinds of events that count, with commas between (default: what contacts do, deals and handoffs)')
    .meta({ example: 'track,page' }),
  since,
  until,
  limit: z.coerce.number().int().min(1).max(1000).default(50).describe('most steps of the answer'),
})
export type StepsQuery = z.infer<typeof StepsQuery>

/** How often which event follows which, per contact in the order of their times. */
export const StepsReport = z
  .object({
    since: Month.nullable(),
    until: Month.nullable(),
    kinds: z.array(z.string()),
    contacts: Count,
    events: Count,
    steps: Count.describe('of all sorts together'),
    rows: z.array(z.object({ from: z.string(), to: z.string(), count: Count, share: Share })),
    more: Count.describe('sorts of steps that are left out of `rows`'),
  })
  .meta({ id: 'StepsReport' })
export type StepsReport = z.infer<typeof StepsReport>

/**
 * Which people stand behind a number of a report; part of the query of the list of contacts. A door counts as its report does: people, the
 * first time, without what was voided, merged or excluded.
 */
export const doorQuery = {
  entered: z.string().min(1).max(100).optional().describe('people who entered this stage (in the period)'),
  reached: z.string().min(1).max(100).optional().describe('people who reached this stage or a later one'),
  from: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('with `entered` or `reached`: of the people who entered this stage in the period, who did so afterwards'),
  passed: z.enum(['yes', 'no']).optional().describe('with `from`: `no` opens those who did not (default: yes)'),
  moved: z
    .enum(['in', 'out'])
    .optional()
    .describe('with `stage`: people who moved into it or out of it in the last seven days'),
  by: Dimension.optional().describe('with `key`: the dimension of a break-down'),
  key: z.string().min(1).max(255).optional().describe('with `by`: its value'),
  did: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('people whose first event of this sort lies in the period, as in the report `between`'),
  and: z.string().min(1).max(255).optional().describe('with `did`: of these, who have an event of this sort too'),
  next: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe('with `did`: people in whose histories this event directly follows that one, as in the report `steps`'),
  kinds: z.string().max(500).optional().describe('with `next`: kinds of events that count, with commas between'),
  since,
  until,
}

/** The reports there are. */
export const ReportList = z.object({
  reports: z.array(
    z.object({
      name: z.string().meta({ example: 'funnel' }),
      says: z.string(),
      parameters: z.array(z.string()),
    }),
  ),
  dimensions: z.array(Dimension),
})
