import type { AccountDetail } from '../contract/accounts.ts'
import { LARGEST_PAGE } from '../contract/page.ts'
import { findAccount } from '../features/accounts/list-accounts.ts'
import { listMembers } from '../features/contacts/list-contacts.ts'
import { presentLens } from './browse-contacts.ts'
import type { Ripen } from './ripen.ts'

/** One account with the first of its people; null where there is none. */
export async function showAccount(ripen: Ripen, id: string): Promise<AccountDetail | null> {
  const account = await findAccount(ripen.db.pool, id)
  if (account === null) return null
  const members = await listMembers(ripen.db.pool, id, await presentLens(ripen), LARGEST_PAGE)
  return { ...account, members: [...members], membersShown: members.length }
}
