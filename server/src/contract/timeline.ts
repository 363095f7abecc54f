import { z } from 'zod'
import { EventView } from './events.ts'
import { Moment } from './moment.ts'
import { TransitionView } from './transitions.ts'

export const timelineSorts = ['web', 'forms', 'email', 'sales', 'changes', 'other'] as const

/** An event as a line of the timeline: its data as sent is asked for by its id. */
export const TimelineEvent = EventView.pick({ id: true, contact: true, kind: true, name: true, text: true, at: true })
  .extend({
    sort: z.enum(timelineSorts).describe('what sort of thing it is'),
    place: z.string().nullable().describe('of a page or a screen: where that is').meta({ example: '/pricing' }),
    source: z.string().nullable().describe('where the visit came from').meta({ example: 'paid_search' }),
    campaign: z.string().nullable(),
    isMachine: z.boolean().describe('taken for the doing of a machine'),
  })
  .meta({ id: 'TimelineEvent' })
export type TimelineEvent = z.infer<typeof TimelineEvent>

const sorts = z
  .string()
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(z.enum(timelineSorts)))

export const TimelineQuery = z.object({
  sort: sorts.optional().describe('only these sorts of things, with commas between').meta({ example: 'web,forms' }),
  q: z.string().trim().min(1).max(200).optional().describe('a part of what was sent: a path, a name, a campaign'),
  older: z.string().min(1).max(500).optional().describe('`older` of a page: what came before it'),
  newer: z.string().min(1).max(500).optional().describe('`newer` of a page: what came after it'),
  around: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\.[1-9]\d{0,9})?$/, 'is the id of an event or a transition')
    .optional()
    .describe('an event or a move: the page that shows it'),
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('most events of a page, up to 1,000'),
})
export type TimelineQuery = z.infer<typeof TimelineQuery>

/** A stretch of a contact's timeline, the newest first. */
export const TimelinePage = z
  .object({
    events: z.array(TimelineEvent),
    moves: z.array(TransitionView).describe('moves of the same stretch, the newest first'),
    older: z.string().nullable().describe('cursor of what came before; null at the beginning'),
    newer: z.string().nullable().describe('cursor of what came after; null at the end'),
    lookedUpTo: Moment.nullable().describe(
      'where a search or a filter stopped looking, with `older` to go on; null where it did not stop early',
    ),
  })
  .meta({ id: 'Timeline' })
export type TimelinePage = z.infer<typeof TimelinePage>
