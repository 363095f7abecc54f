import { z } from 'zod'
import { ContactDetail } from './contacts.ts'
import { TimelinePage } from './timeline.ts'
import { WhyView } from './why.ts'

export const ContactPageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100).describe('most events of the timeline'),
})

/** All that the page of one contact shows at first, for one request. */
export const ContactPageView = z
  .object({
    contact: ContactDetail,
    why: WhyView.nullable().describe('null where nothing has been folded yet'),
    timeline: TimelinePage,
  })
  .meta({ id: 'ContactOverview' })
export type ContactPageView = z.infer<typeof ContactPageView>
