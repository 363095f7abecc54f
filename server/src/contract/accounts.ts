import { z } from 'zod'
import { ActorView } from './actor.ts'
import { ContactItem } from './contacts.ts'
import { Moment } from './moment.ts'
import { PageQuery, pageOf } from './page.ts'

export const AccountId = z.guid().meta({ example: '0198f3c2-7a10-7c3e-8a51-5d2f0c9e7b14' })
const Text = z.string().trim().min(1).max(200)

const AccountName = z.object({ id: AccountId, name: z.string() })
const Deal = z.object({
  id: z.string(),
  state: z.string(),
  kind: z.string(),
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  changedAt: Moment,
})
const Coverage = z
  .object({ engaged: z.int().describe('roles that somebody engaged has'), of: z.int() })
  .describe('of the roles of the lifecycle')

export const AccountItem = z
  .object({
    id: AccountId,
    name: z.string().nullable(),
    domain: z.string().nullable().meta({ example: 'acme.example' }),
    people: z.int().describe('contacts that belong to it'),
    stage: z
      .string()
      .nullable()
      .describe('the furthest stage of its engaged people with a role, and at least that of its deals'),
    stageName: z.string().nullable(),
    since: Moment.nullable(),
    coverage: Coverage,
    owner: z.string().nullable(),
    opportunity: Deal.nullable().describe('the open one that changed last'),
    movedAt: Moment.nullable().describe('when one of its people moved last'),
    createdAt: Moment,
  })
  .meta({ id: 'AccountItem' })
export type AccountItem = z.infer<typeof AccountItem>

export const AccountsQuery = PageQuery.extend({
  q: Text.optional().describe('part of a name, of a domain or of the id that its system gave it'),
  stage: z.string().min(1).max(100).optional().describe('accounts in this stage'),
  owner: Text.optional(),
})
export type AccountsQuery = z.infer<typeof AccountsQuery>
export const AccountPage = pageOf(AccountItem)
export type AccountPage = z.infer<typeof AccountPage>

const StageReason = z.object({
  text: z.string().meta({ example: 'because Ada Lovelace (Champion) is Marketing qualified lead' }),
  contact: z.object({ id: z.guid(), name: z.string().nullable() }).nullable(),
  opportunity: z.string().nullable(),
})

const RoleHolder = z.object({
  id: z.guid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  stage: z.string().nullable(),
  stageName: z.string().nullable(),
  engaged: z.boolean(),
  given: z.boolean().describe('a person gave it; else it follows from the criteria of the lifecycle'),
})
export type RoleHolder = z.infer<typeof RoleHolder>

const BuyingRole = z.object({
  key: z.string(),
  name: z.string(),
  byCriteria: z.boolean(),
  engaged: z.boolean(),
  people: z.array(RoleHolder).describe('up to 10, those who are furthest first'),
  count: z.int(),
})

export const AccountDetail = AccountItem.extend({
  version: z.int().describe('for If-Match, as `"a<version>"`'),
  reason: StageReason.nullable(),
  traits: z.record(z.string(), z.unknown()),
  identities: z.array(z.object({ kind: z.string(), value: z.string() })),
  parent: AccountName.nullable(),
  children: z.array(AccountName).describe('up to 100'),
  mergedInto: AccountId.nullable(),
  roles: z.array(BuyingRole),
  engagedFrom: z.string().nullable().describe('the stage from which on a person counts as engaged'),
  opportunities: z.array(Deal).describe('up to 200, the last changed first'),
}).meta({ id: 'Account' })
export type AccountDetail = z.infer<typeof AccountDetail>

export const AccountPeopleQuery = PageQuery.extend({
  role: z.string().min(1).max(100).optional().describe('only those with this role'),
  engaged: z.stringbool().optional().describe('only those who are engaged'),
})
export type AccountPeopleQuery = z.infer<typeof AccountPeopleQuery>
export const AccountPerson = ContactItem.extend({ roles: z.array(z.string()), engaged: z.boolean() }).meta({
  id: 'AccountPerson',
})
export type AccountPerson = z.infer<typeof AccountPerson>
export const AccountPeoplePage = pageOf(AccountPerson)
export type AccountPeoplePage = z.infer<typeof AccountPeoplePage>

const AccountChange = z
  .object({ id: z.guid(), at: Moment, kind: z.string(), text: z.string(), actor: ActorView })
  .meta({ id: 'AccountChange' })
export const AccountChangePage = pageOf(AccountChange)
export type AccountChangePage = z.infer<typeof AccountChangePage>

export const EditAccount = z
  .strictObject({
    name: Text.optional(),
    owner: Text.nullable().optional().describe('name or address of who answers for it; null: nobody'),
    parent: AccountId.nullable().optional().describe('the company that it belongs to; null: none'),
    traits: z
      .record(z.string().min(1).max(200), z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]))
      .optional()
      .describe('values to set; null takes one away'),
  })
  .refine((given) => Object.keys(given).length > 0, 'something to change')
export type EditAccount = z.infer<typeof EditAccount>

export const AddDomain = z.strictObject({ domain: z.string().trim().min(1).max(253) })
export const GiveRole = z.strictObject({
  contact: z.guid(),
  role: z.string().min(1).max(100),
  given: z.boolean().default(true).describe('false: it has not this role, whatever the criteria say'),
})
export const MergeAccount = z.strictObject({ other: AccountId.describe('the account that becomes part of this one') })
