import { z } from 'zod'
import { calendarSchema } from '../calendar/calendar.ts'
import { handoffs } from './handoff-schema.ts'
import { criteria, key, stretch } from './schema-parts.ts'

const team = z.union([key, z.strictObject({ key, name: z.string().optional(), calendar: key.optional() })])

const offer = z.enum(['top', 'middle', 'bottom'])
const point = z.strictObject({
  name: z.string().optional(),
  offer: offer.optional().describe('how near to a purchase: bottom is a hand-raise'),
  gives: z.array(z.string().min(1)).optional().describe('the fields that it asks for'),
})

const limit = z
  .string()
  .regex(/^\d{1,4}\/(hour|day|week|month|ever)$/, 'a number for each hour, day, week, month or ever, such as 1/day')
const eventRule = z.strictObject({
  event: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe('names of events, or page, screen, conversion, subscription'),
  where: z.record(z.string(), z.unknown()).optional(),
  by: z.enum(['human', 'anyone']).optional(),
  points: z.number(),
  at_most: limit.optional(),
})
const conditionRule = z.strictObject({ if: criteria, points: z.number() })
const rules = z.array(z.union([eventRule, conditionRule])).max(500)
const group = z.strictObject({
  name: z.string().optional(),
  cap: z.number().positive().optional(),
  match: z.enum(['all', 'first']).optional(),
  rules,
})
const score = z.strictObject({
  name: z.string().optional(),
  half_life: stretch('elapsed')
    .optional()
    .describe('after this time half of the points are left (default: they do not fade)'),
  cap: z.number().positive().optional().describe('most points (default: 1000)'),
  groups: z.record(key, group).optional(),
  rules: rules.optional(),
})
const grade = z.strictObject({
  fit: z.record(z.enum(['A', 'B', 'C']), z.number()),
  engagement: z.record(z.enum(['1', '2', '3']), z.number()),
})

const exit = z
  .strictObject({
    to: key,
    when: criteria.optional(),
    after: stretch().optional().describe('time since the entry: 180d, 5wd'),
    if: criteria.optional(),
    reason: z.string().optional(),
    even_with_open_opportunity: z.boolean().optional(),
  })
  .refine((given) => given.when !== undefined || given.after !== undefined, 'an exit needs `when` or `after`')

const entry = z.strictObject({
  mode: z
    .enum(['automatic', 'approval', 'manual'])
    .optional()
    .describe('default: automatic where there are criteria, else manual'),
  by: key.optional().describe('the team that moves or confirms'),
  when: criteria.optional(),
  expires: stretch().optional(),
})

const common = {
  key,
  name: z.string().optional(),
  description: z.string().optional(),
  guidance: z.string().optional(),
  owner: key.optional(),
  track: key.optional(),
  from: z.array(key).optional().describe('only from these (default: from any earlier stage)'),
  exits: z.array(exit).max(50).optional(),
}
const stage = z.strictObject({
  ...common,
  entry: entry.optional(),
  requires: z.array(key).optional().describe('stages that the contact must have been in'),
  gate: z.boolean().optional().describe('may not be jumped over'),
  journey: z.enum(['awareness', 'consideration', 'decision']).optional(),
  levels: z.array(z.strictObject({ key, name: z.string().optional(), when: criteria.optional() })).optional(),
  volume: z.strictObject({ per_month: z.int().positive() }).optional(),
})
const detour = z.strictObject({
  ...common,
  entry: z.strictObject({ when: criteria }).optional(),
  evidence: z.enum(['since_entry', 'all']).optional().describe('which evidence leads out again (default: since_entry)'),
  back: z.enum(['automatic', 'manual']).optional(),
  return_to: key.optional().describe('the earliest stage that evidence leads back to (default: any)'),
  cool_off: stretch().optional(),
  locked: z.boolean().optional().describe('only a person opens it'),
  new_cycle: z.boolean().optional(),
  reasons: z.array(z.string().min(1)).optional(),
})

/** The lifecycle document. The authority on its shape: the JSON Schema and the reference are made from it. */
export const lifecycleSchema = z.strictObject({
  ripen: z.literal(1),
  name: z.string().min(1).max(200),
  timezone: z.string().optional().describe('IANA name; days and months are counted in it (default: UTC)'),
  teams: z.array(team).optional(),
  calendars: z.record(key, calendarSchema).optional(),
  lists: z.record(key, z.array(z.string()).max(100_000)).optional(),
  points: z.record(z.string().min(1), point).optional().describe('conversion points'),
  define: z.record(key, criteria).optional().describe('named criteria, used as { is: name }'),
  segments: z.record(key, criteria).optional().describe('segments that the criteria use, as they were at publish'),
  exclude: z
    .array(z.strictObject({ if: criteria, to: key, reason: z.string().optional(), track: key.optional() }))
    .optional(),
  scores: z.object({ grade: grade.optional() }).catchall(score).optional(),
  tracks: z
    .array(z.strictObject({ key, name: z.string().optional() }))
    .min(1)
    .optional(),
  stages: z.array(stage).min(1).max(100),
  detours: z.array(detour).max(100).optional(),
  handoffs: handoffs.optional(),
  checklists: z
    .record(
      key,
      z.strictObject({
        preset: z.enum(['bant', 'champ', 'meddic', 'gpct']).optional(),
        questions: z.array(z.strictObject({ key, text: z.string().optional() })).optional(),
      }),
    )
    .optional(),
  roles: z
    .record(
      key,
      z.strictObject({
        name: z.string().min(1).optional(),
        if: criteria.optional().describe('who has it by what is known (default: only whom a person gave it)'),
      }),
    )
    .optional()
    .describe('the parts that people of an account have in a purchase'),
  engaged: key
    .optional()
    .describe('from this stage on a person counts as engaged for its account (default: the second stage)'),
  trusted_events: z.array(z.string().min(1)).optional().describe('events that browsers cannot prove'),
  migrate: z
    .record(key, key)
    .optional()
    .describe('stages of the version before that are gone, and where their contacts go'),
})

export type Lifecycle = z.infer<typeof lifecycleSchema>
export type StageDocument = z.infer<typeof stage>
export type DetourDocument = z.infer<typeof detour>
export type ExitDocument = z.infer<typeof exit>
export type ScoreDocument = z.infer<typeof score>

export const isEventRule = (
  rule: z.infer<typeof eventRule> | z.infer<typeof conditionRule>,
): rule is z.infer<typeof eventRule> => 'event' in rule

/** The time zone of days and months (default: UTC). */
export function zoneOf(document: Pick<Lifecycle, 'timezone'>): string {
  return document.timezone ?? 'UTC'
}
