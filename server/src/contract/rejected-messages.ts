import { z } from 'zod'
import { Moment } from './moment.ts'
import { pageOf } from './page.ts'

/** A message that was not taken, and why. */
export const RejectedMessageView = z
  .object({
    id: z.guid(),
    receivedAt: Moment,
    source: z.string().nullable().describe('the key that brought it'),
    reason: z.string().meta({ example: 'wrong_type' }),
    place: z.string().meta({ example: 'batch[3].properties.amount' }),
    detail: z.string(),
    message: z.string().describe('as sent, cut at 32 KB'),
  })
  .meta({ id: 'RejectedMessage' })
export type RejectedMessageView = z.infer<typeof RejectedMessageView>

export const RejectedMessagePage = pageOf(RejectedMessageView)
export type RejectedMessagePage = z.infer<typeof RejectedMessagePage>
