import { z } from 'zod'
import { Moment } from './moment.ts'

export const KeyKind = z
  .enum(['write', 'read', 'full'])
  .describe('write: public, sends what browsers may send; read: reads; full: everything')
export type KeyKind = z.infer<typeof KeyKind>

export const KeyView = z
  .object({
    id: z.guid(),
    name: z.string(),
    kind: KeyKind,
    historical: z.boolean().describe('may send events that lie further back than 30 days'),
    prefix: z.string().describe('its first characters, to recognise it by').meta({ example: 'ripen_w_Qm3x' }),
    createdAt: Moment,
    revokedAt: Moment.nullable(),
    lastUsedAt: Moment.nullable().describe('to the minute'),
  })
  .meta({ id: 'Key' })
export type KeyView = z.infer<typeof KeyView>

export const KeyList = z.object({ items: z.array(KeyView) })

export const CreateKey = z
  .object({
    name: z.string().trim().min(1).max(200).meta({ example: 'Website' }),
    kind: KeyKind,
    historical: z.boolean().default(false),
  })
  .refine(({ kind, historical }) => !historical || kind === 'full', {
    path: ['historical'],
    message: 'only full keys can be historical',
  })
  .meta({ id: 'CreateKey' })
export type CreateKey = z.infer<typeof CreateKey>

export const CreatedKey = KeyView.extend({
  key: z.string().describe('the key itself; it is shown this one time'),
}).meta({ id: 'CreatedKey' })
export type CreatedKey = z.infer<typeof CreatedKey>
