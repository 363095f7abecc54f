import { z } from 'zod'
import { ContactsQuery } from './contacts.ts'

/** Rows of one file; who needs more takes them with the command, which has no such end. */
export const MOST_EXPORTED = 1_000_000

export const ExportQuery = ContactsQuery.omit({ cursor: true, limit: true }).extend({
  bom: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('begin with a byte order mark, by which Excel knows that the text is UTF-8'),
})
export type ExportQuery = z.infer<typeof ExportQuery>
