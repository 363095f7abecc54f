import { z } from 'zod'

const text = z.string().min(1).max(500)
const data = z.record(z.string(), z.json())
const moment = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/,
    'a moment such as 2026-01-05 10:00, in the zone of the lifecycle, or 2026-01-05T10:00Z',
  )

/** What every event of a case may say. */
const any = {
  at: moment,
  with: data.optional().describe('properties'),
  stamp: data.optional().describe('what intake would have looked up: source, country, email_kind'),
  machine: z.literal(true).optional().describe('done by a machine'),
  colleague: text.optional().describe('another person of the account did it, by this name'),
  identified: z.enum(['email', 'phone', 'user']).optional().describe('from here on the contact is known by it'),
}
const track = text.optional()
const by = text.optional().describe('who did it')
const refused = z
  .union([z.literal(true), text])
  .optional()
  .describe('the move must be refused, and why: moved_on, criteria, gate, requires, from, locked')

/** The forms of an event, by the word that tells them apart. */
export const eventForms = {
  did: z.strictObject({ ...any, did: text }),
  page: z.strictObject({ ...any, page: text.describe('the path') }),
  screen: z.strictObject({ ...any, screen: text }),
  traits: z.strictObject({ ...any, traits: data }),
  imported: z.strictObject({ ...any, imported: data.describe('traits of a row of a file') }),
  account: z.strictObject({ ...any, account: data.describe('what the account is from now on; `id` names another') }),
  left: z.strictObject({ ...any, left: z.literal('account') }),
  converted: z.strictObject({
    ...any,
    converted: text,
    gave: z.array(text).optional(),
    offer: z.enum(['top', 'middle', 'bottom']).optional(),
  }),
  subscribed: z.strictObject({ ...any, subscribed: text }),
  unsubscribed: z.strictObject({ ...any, unsubscribed: text }),
  communicated: z.strictObject({ ...any, communicated: text }),
  opportunity: z.strictObject({
    ...any,
    opportunity: text.describe('which deal'),
    state: z.enum(['open', 'won', 'lost']).optional(),
    kind: z.enum(['new', 'expansion', 'renewal', 'partner']).optional(),
    amount: z.union([z.string(), z.number()]).optional(),
    reason: text.optional(),
  }),
  answered: z.strictObject({ ...any, answered: text.describe('which checklist'), values: data }),
  handoff: z.strictObject({
    ...any,
    handoff: text,
    state: z.enum(['started', 'assigned', 'accepted', 'rejected', 'recycled', 'closed']),
    track,
  }),
  moved: z.strictObject({
    ...any,
    moved: text.describe('the stage to which a person moves the contact'),
    saw: text.optional().describe('the stage that the person saw (default: the present one)'),
    reason: text.optional(),
    force: z.literal(true).optional(),
    by,
    track,
    refused,
  }),
  asserted: z.strictObject({
    ...any,
    asserted: text,
    by: z.enum(['import', 'crm']).optional(),
    undated: z.literal(true).optional().describe('not known when it came there: reached, but not entered'),
    track,
  }),
  undone: z.strictObject({ ...any, undone: text.describe('the stage whose last entry was a mistake'), track }),
  identified: z.strictObject(any).required({ identified: true }),
} as const

export type EventForm = keyof typeof eventForms
export type CaseEvent = { [Form in EventForm]: z.infer<(typeof eventForms)[Form]> }[EventForm]

export const formNames = Object.keys(eventForms) as EventForm[]

/** The form that an event is written in: the first word that tells. */
export function formOf(event: object): EventForm | null {
  return formNames.find((form) => form in event) ?? null
}

const month = z.string().regex(/^\d{4}-\d{2}$/, 'a month such as 2026-01')
const counted = z.union([z.array(text), z.record(text, month)])

const expectation = z.strictObject({
  at: moment.optional().describe('when (default: right after the last event)'),
  stage: text.nullable().optional().describe('`none` before the first one'),
  not: z
    .union([text, z.array(text)])
    .optional()
    .describe('stages never entered until then'),
  entered: counted.optional().describe('stages that reports count as entered, or when: { lead: 2026-01 }'),
  reached: counted.optional().describe('stages that reports count as reached, or when: { lead: 2026-01 }'),
  path: z.array(text).optional().describe('all stages entered, in order, without what was undone'),
  because: z
    .union([text, z.array(text)])
    .optional()
    .describe('conditions that held in the last move, the names of criteria, or its cause'),
  level: text.nullable().optional(),
  reason: text.nullable().optional(),
  grade: text.optional(),
  scores: z.record(z.string(), z.number()).optional().describe('points, rounded down'),
  since: moment.optional(),
  cycle: z.int().positive().optional(),
  proposed: text.nullable().optional().describe('the stage that someone may confirm'),
  track,
})
export type Expectation = z.infer<typeof expectation>

const lifecycleCase = z.strictObject({
  name: text,
  anonymous: z
    .literal(true)
    .optional()
    .describe('a visitor until an event names it (default: known by e-mail from the first event on)'),
  events: z.array(z.custom<CaseEvent>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))),
  expect: z.union([expectation, z.array(expectation).min(1)]),
})
export type LifecycleCase = z.infer<typeof lifecycleCase>

export const caseFile = z.strictObject({
  lifecycle: text.optional().describe('`preset:b2b`, or the path of a document'),
  cases: z.array(lifecycleCase).min(1),
})
export type CaseFile = z.infer<typeof caseFile>
