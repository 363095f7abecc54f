import { z } from 'zod'
import { ContactId } from './contacts.ts'

export const LiveQuery = z.object({
  contact: ContactId.optional().describe('also tell when something happened to this contact'),
})

/** What changed; whoever shows it reads it anew. */
export const LiveHint = z.discriminatedUnion('what', [
  z.object({ what: z.literal('ready') }).describe('from here on nothing is missed'),
  z.object({ what: z.literal('contact'), id: ContactId }),
  z.object({ what: z.enum(['stages', 'contacts', 'proposals', 'import', 'bulk', 'lifecycle', 'drafts', 'rejected']) }),
])
export type LiveHint = z.infer<typeof LiveHint>
