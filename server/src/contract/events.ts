import { z } from 'zod'
import type { EventKind } from '../domain/vocabulary.ts'
import { eventKinds } from '../domain/vocabulary.ts'
import { Moment } from './moment.ts'
import { PageQuery, pageOf } from './page.ts'

/** An event as the timeline shows it. */
export const EventView = z
  .object({
    id: z.guid(),
    contact: z.guid().describe('the row that holds it: the contact, or one that was merged into it'),
    seq: z.int().describe('in the order of recording'),
    kind: z.enum(eventKinds as [EventKind, ...EventKind[]]),
    name: z.string().meta({ example: 'Demo' }),
    text: z.string().describe('what happened, in a sentence').meta({ example: 'Viewed /pricing' }),
    data: z.record(z.string(), z.unknown()),
    stamp: z.record(z.string(), z.unknown()).describe('what was looked up when it came in: source, campaign, human'),
    channel: z.enum(['browser', 'server', 'import', 'app']),
    source: z.string().describe('the key or import that brought it'),
    at: Moment,
    receivedAt: Moment,
  })
  .meta({ id: 'Event' })
export type EventView = z.infer<typeof EventView>

export const EventsQuery = PageQuery.extend({
  kind: z.enum(eventKinds as [EventKind, ...EventKind[]]).optional(),
})
export type EventsQuery = z.infer<typeof EventsQuery>
export const EventPage = pageOf(EventView)
export type EventPage = z.infer<typeof EventPage>

/** What a sender of events of Ripen's own kinds gets back. */
export const EventsTaken = z.object({
  success: z.literal(true),
  accepted: z.int(),
  rejected: z.array(z.object({ reason: z.string(), place: z.string(), detail: z.string() })),
})
export type EventsTaken = z.infer<typeof EventsTaken>
