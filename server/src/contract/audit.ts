import { z } from 'zod'
import { ActorView } from './actor.ts'
import { Moment } from './moment.ts'
import { PageQuery, pageOf } from './page.ts'

export const AuditEntry = z
  .object({
    id: z.guid(),
    at: Moment,
    actor: ActorView,
    actorName: z.string().nullable().describe('of a person or a key; null for Ripen itself'),
    action: z.string().meta({ example: 'lifecycle.published' }),
    subject: z.string().describe('what sort of thing was changed').meta({ example: 'lifecycle' }),
    subjectId: z.string().nullable(),
    subjectName: z.string().nullable(),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditPage = pageOf(AuditEntry)

export const AuditQuery = PageQuery.extend({
  who: z.string().min(1).max(200).optional().describe('id of a person or a key'),
  what: z.string().min(1).max(100).optional().describe('an action, or the part before its dot: contact.moved, contact'),
  on: z.string().min(1).max(200).optional().describe('id of what was changed'),
  since: z.iso.datetime({ offset: true }).optional().describe('not before'),
  until: z.iso.datetime({ offset: true }).optional().describe('before'),
})
export type AuditQuery = z.infer<typeof AuditQuery>
