import type { Tx } from '../db/transaction.ts'
import type { IncomingOpportunity } from '../domain/incoming.ts'
import { findAccountsOf, recordOpportunity } from '../features/accounts/opportunities.ts'
import type { Entry } from './entry.ts'

/** The accounts that people belong to by messages that are written together with this one, so that no row tells yet. */
export type JoinedBefore = Map<string, NonNullable<Entry['joins']>>

/** An account found by a domain gives way to any other. */
export function noteJoined(joined: JoinedBefore, { contact, joins }: Entry): void {
  if (joins !== null && !(joins.byDomain && joined.has(contact))) joined.set(contact, joins)
}

/**
 * A change of a deal is one event in the history of each contact with a role, and one in its account's.
 * Each carries all that is known of the deal, so that a role given later starts from its latest state.
 */
export async function shareOpportunity(
  client: Tx,
  deal: IncomingOpportunity,
  own: Entry,
  {
    others,
    joined,
  }: {
    readonly others: readonly { readonly contact: string; readonly role: string | null; readonly names: number }[]
    readonly joined: JoinedBefore
  },
): Promise<readonly Entry[]> {
  const set = deal.state === null ? deal.set : { ...deal.set, state: deal.state }
  const joins = joined.get(own.contact) ?? null
  const before = joins?.byDomain === false ? null : (await findAccountsOf(client, [own.contact])).get(own.contact)
  const account = before ?? joins?.account ?? null
  const known = await recordOpportunity(client, {
    id: deal.id,
    set,
    account,
    at: own.at,
    roles: [{ contact: own.contact, role: deal.role }, ...others],
  })
  const eventFor = (role: string | null) => ({
    kind: 'opportunity' as const,
    name: deal.id,
    data: { ...known.data, account: known.account, role },
    stamp: {},
  })
  const accountEvents =
    known.account === null
      ? []
      : [{ account: known.account, kind: 'opportunity' as const, name: deal.id, data: known.data }]
  const first: Entry = {
    ...own,
    events: [...own.events, eventFor(roleOf(known.roles, own.contact))],
    accountEvents: [...own.accountEvents, ...accountEvents],
  }
  const rest = known.roles.filter(({ contact }) => contact !== own.contact)
  return [
    first,
    ...rest.map(
      ({ contact, role }): Entry => ({
        ...own,
        contact,
        // Who has a role by an earlier message was named by that one.
        names: others.find((other) => other.contact === contact)?.names ?? 0,
        joins: null,
        events: [eventFor(role)],
        accountEvents: [],
      }),
    ),
  ]
}

function roleOf(
  roles: readonly { readonly contact: string; readonly role: string | null }[],
  contact: string,
): string | null {
  return roles.find((one) => one.contact === contact)?.role ?? null
}
