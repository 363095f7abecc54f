import { z } from 'zod'
import { ContactId, ContactItem } from './contacts.ts'
import { pageOf } from './page.ts'

const trackOf = z.string().min(1).max(100).optional().describe('default: the first track')

export const BoardQuery = z.object({ track: trackOf })

const BoardColumn = z.object({
  stage: z.string().meta({ example: 'mql' }),
  count: z.int().describe('contacts that are in it now'),
  cards: z.array(ContactItem).describe('the latest to come first'),
  next: z.string().nullable().describe('cursor of the next cards; null where these are all'),
})

/** The contacts of a track by stage: the first cards of each column. */
export const BoardView = z
  .object({
    track: z.string(),
    version: z.int().describe('of the lifecycle'),
    columns: z.array(BoardColumn).describe('the stages in their order, then the detours'),
  })
  .meta({ id: 'Board' })
export type BoardView = z.infer<typeof BoardView>

export const CardsQuery = z.object({
  track: trackOf,
  cursor: z.string().min(1).max(500).optional().describe('`next` of the cards before; nothing for the first ones'),
  limit: z.coerce.number().int().min(1).max(100).default(25).describe('most cards, up to 100'),
})

export const CardPage = pageOf(ContactItem)
export type CardPage = z.infer<typeof CardPage>

const MoveForeseen = z.object({
  to: z.string().meta({ example: 'nurturing' }),
  may: z
    .enum(['freely', 'with_reason', 'never'])
    .describe('whether a person may move the contact there now; `never`: only against the lifecycle, with `force`'),
  reasons: z.array(z.string()).describe('of which one has to be given; empty: any reason will do'),
  why: z.string().nullable().describe('what the lifecycle has against it as it is'),
})

/** What the lifecycle would say to each move by hand. Nothing is moved. */
export const MovesForeseen = z
  .object({
    contact: ContactId,
    track: z.string(),
    stage: z.string().nullable().describe('where it stands now'),
    moves: z.array(MoveForeseen),
  })
  .meta({ id: 'MovesForeseen' })
export type MovesForeseen = z.infer<typeof MovesForeseen>
