import { z } from 'zod'
import { ColumnValues, columnsQuery } from './contact-columns.ts'
import { Counting, filterQuery } from './filter.ts'
import { Moment } from './moment.ts'
import { PageQuery, pageOf, Total } from './page.ts'
import { doorQuery } from './reports.ts'
import { Cause } from './transitions.ts'

export const ContactId = z.guid().meta({ example: '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14' })

const AccountRef = z.object({ id: z.guid(), name: z.string().nullable() })

const Scores = z
  .record(z.string(), z.number())
  .describe('points of each score now, rounded down')
  .meta({ example: { engagement: 74, fit: 58 } })
const Grade = z.string().nullable().describe('fit and engagement in two signs').meta({ example: 'B1' })

/** A contact as a list shows it. */
export const ContactItem = z
  .object({
    id: ContactId,
    name: z.string().nullable(),
    email: z.string().nullable(),
    known: z.boolean().describe('false for a visitor whom nothing names yet'),
    account: AccountRef.nullable(),
    track: z.string(),
    stage: z.string().nullable().meta({ example: 'mql' }),
    level: z.string().nullable(),
    since: Moment.nullable().describe('when it entered the stage'),
    reason: z.string().nullable(),
    source: z.string().nullable().describe('where it first came from').meta({ example: 'google' }),
    activeAt: Moment.nullable().describe('the last thing that it did'),
    scores: Scores,
    grade: Grade,
    values: ColumnValues.optional(),
  })
  .meta({ id: 'ContactItem' })
export type ContactItem = z.infer<typeof ContactItem>

/** In the place of a stage's key: contacts that stand in none. */
export const NO_STAGE = 'none'

export const ContactsQuery = PageQuery.extend({
  email: z.string().min(1).max(320).optional().describe('the contact with this address'),
  id: z.string().min(1).max(255).optional().describe("the contact with this id, Ripen's or the sender's user id"),
  stage: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('contacts in this stage; `none`: contacts in no stage of any track (default: contacts in any stage)'),
  track: z.string().min(1).max(100).optional().describe('the track that `stage` belongs to (default: the first one)'),
  q: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'part of a name or of an address; those that begin so come first. Fewer than three letters or digits in a row are looked for at the beginning only',
    ),
  columns: columnsQuery.optional(),
  sort: z
    .enum(['since', '-since'])
    .optional()
    .describe(
      'by the time in the stage: `since` shows first who stands there longest (default: `-since`, the latest movers first). For the list of all or of a stage; others have an order of their own',
    ),
  ...filterQuery,
  ...doorQuery,
})
export type ContactsQuery = z.infer<typeof ContactsQuery>

export const ContactPage = pageOf(ContactItem).extend({
  total: Total,
  counting: Counting.optional().describe('there while not everybody was looked at for `where` or `segment`: ask again'),
})
export type ContactPage = z.infer<typeof ContactPage>

const IdentityView = z.object({
  kind: z.enum(['user', 'email', 'phone', 'anonymous']),
  value: z.string(),
  claimedAt: Moment,
})

const PositionView = z.object({
  track: z.string(),
  stage: z.string(),
  since: Moment,
  level: z.string().nullable(),
  reason: z.string().nullable(),
  cause: Cause,
  cycle: z.int(),
})

export const ProposalView = z
  .object({ track: z.string(), from: z.string().nullable(), to: z.string() })
  .describe('a stage whose criteria hold and that waits for someone to approve')

/** One contact, with everything but its history. */
export const ContactDetail = ContactItem.omit({ track: true, stage: true, level: true, since: true, reason: true })
  .extend({
    createdAt: Moment,
    traits: z.record(z.string(), z.unknown()),
    identities: z.array(IdentityView),
    positions: z.array(PositionView).describe('where it stands, by track'),
    proposals: z.array(ProposalView),
    merged: z.array(ContactId).describe('further rows of the same person that were joined to this one'),
    version: z.int().describe('of the lifecycle under which it was decided last'),
    wakeAt: Moment.nullable().describe('when time alone may next move it'),
    erased: z.boolean(),
  })
  .meta({ id: 'Contact' })
export type ContactDetail = z.infer<typeof ContactDetail>

export const MergeContacts = z
  .object({ other: ContactId.describe('the row that is joined to this contact, or taken out of it again') })
  .meta({ id: 'MergeContacts' })
export const MergeAnswer = z.object({ outcome: z.enum(['merged', 'undone']), survivor: ContactId, other: ContactId })
