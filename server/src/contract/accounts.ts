import { z } from 'zod'
import { ContactItem } from './contacts.ts'
import { Moment } from './moment.ts'
import { PageQuery, pageOf } from './page.ts'

export const AccountItem = z
  .object({
    id: z.guid(),
    name: z.string().nullable(),
    domain: z.string().nullable().meta({ example: 'acme.example' }),
    people: z.int().describe('contacts that belong to it'),
    createdAt: Moment,
  })
  .meta({ id: 'AccountItem' })
export type AccountItem = z.infer<typeof AccountItem>

export const AccountsQuery = PageQuery.extend({
  q: z.string().trim().min(1).max(200).optional().describe('id that its system gave it, or its domain, in full'),
})
export type AccountsQuery = z.infer<typeof AccountsQuery>
export const AccountPage = pageOf(AccountItem)
export type AccountPage = z.infer<typeof AccountPage>

/** One account with the first of its people. */
export const AccountDetail = AccountItem.extend({
  traits: z.record(z.string(), z.unknown()),
  identities: z.array(z.object({ kind: z.string(), value: z.string() })),
  opportunities: z.array(z.object({ id: z.string(), data: z.record(z.string(), z.unknown()), changedAt: Moment })),
  members: z.array(ContactItem).describe('up to 200 of its people, by id'),
  membersShown: z.int(),
}).meta({ id: 'Account' })
export type AccountDetail = z.infer<typeof AccountDetail>
