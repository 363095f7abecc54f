import { z } from 'zod'
import { ActorView } from './actor.ts'
import { ContactDetail, ContactId, ContactItem } from './contacts.ts'
import { Moment } from './moment.ts'
import { PageQuery, pageOf, Total } from './page.ts'

const Trait = z.string().trim().min(1).max(100)
const Value = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])

const Traits = z
  .record(Trait, Value)
  .refine((set) => Object.keys(set).length <= 200, 'has more than 200 traits')
  .describe('traits to set; null removes one')
  .meta({ example: { title: 'Head of Data', city: null } })

export const GivenIdentity = z.object({
  kind: z.enum(['user', 'email', 'phone']),
  value: z.string().trim().min(1).max(320),
})
export type GivenIdentity = z.infer<typeof GivenIdentity>

const identities = z
  .array(GivenIdentity)
  .max(20)
  .default([])
  .describe('by which it can be named or reached: an address in `traits.email` counts without being repeated here')

/** A contact that somebody puts in by hand. */
export const CreateContact = z.object({ identities, traits: Traits.default({}) }).meta({ id: 'CreateContact' })
export type CreateContact = z.infer<typeof CreateContact>

export const EditContact = z
  .object({
    set: Traits.default({}),
    was: z
      .record(Trait, z.unknown())
      .default({})
      .describe('what these traits said when you looked; refused where another has changed one of them since'),
    identities,
  })
  .meta({ id: 'EditContact' })
export type EditContact = z.infer<typeof EditContact>

/** How a contact would look if another were merged into it. Nothing is merged. */
export const MergePreview = z
  .object({
    survivor: ContactDetail,
    other: ContactDetail,
    merged: ContactDetail.describe('the one contact that both would be'),
  })
  .meta({ id: 'MergePreview' })
export type MergePreview = z.infer<typeof MergePreview>

const PartIdentity = z.object({
  kind: z.enum(['user', 'email', 'phone', 'anonymous']),
  value: z.string(),
  claimedAt: Moment,
})

const ContactPart = z.object({
  row: ContactId,
  standing: z.boolean().describe('the row that the others were merged into'),
  into: ContactId.nullable().describe('the row that it was merged into'),
  mergedAt: Moment.nullable(),
  mergedBy: ActorView.nullable(),
  name: z.string().nullable(),
  events: z.int().describe('that lie with the row'),
  identities: z.array(PartIdentity),
})

/** What a contact is made of: the rows that were merged, each with its identities. */
export const ContactParts = z.object({ parts: z.array(ContactPart) }).meta({ id: 'ContactParts' })
export type ContactParts = z.infer<typeof ContactParts>

export const SplitContact = z
  .object({
    identities: z
      .array(z.object({ kind: z.enum(['user', 'email', 'phone', 'anonymous']), value: z.string().min(1).max(320) }))
      .min(1)
      .max(100)
      .describe('those that are another person’s; they lie with the standing row'),
  })
  .meta({ id: 'SplitContact' })

export const SplitAnswer = z.object({ contact: ContactId, other: ContactId.describe('the new contact') })
export type SplitAnswer = z.infer<typeof SplitAnswer>

const reasons = z
  .array(z.enum(['address', 'phone', 'name']))
  .describe('the same address but for dots and tags; the same phone number; the same name at the same company')

const DuplicateSide = ContactItem.extend({
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  createdAt: Moment,
  events: z.int(),
}).meta({ id: 'DuplicateSide' })
export type DuplicateSide = z.infer<typeof DuplicateSide>

/** Two contacts that may be one person. */
const DuplicatePair = z.object({ one: DuplicateSide, other: DuplicateSide, reasons, foundAt: Moment }).meta({
  id: 'DuplicatePair',
})
export type DuplicatePair = z.infer<typeof DuplicatePair>

export const DuplicatesQuery = PageQuery.extend({
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('most pairs of a page, up to 50'),
})
export const DuplicatePage = pageOf(DuplicatePair).extend({
  total: Total,
  waiting: z.int().describe('contacts that have not been compared yet'),
})
export type DuplicatePage = z.infer<typeof DuplicatePage>

export const DuplicatesOf = z.object({ items: z.array(DuplicatePair) })

export const PairAnswer = z.object({ outcome: z.enum(['apart', 'open']) })
