import { newId } from '../db/new-id.ts'
import type { Tx } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import type { Incoming } from '../domain/incoming.ts'
import { type AccountEvent, appendAccountEvents } from '../features/accounts/account-events.ts'
import {
  type AccountIdentity,
  type BoundAccount,
  claimAccounts,
  findAccounts,
  nameAccountsAgain,
} from '../features/accounts/claim-accounts.ts'
import type { Entry } from './entry.ts'
import { GivenByImports, importsOf } from './given-by-imports.ts'

export interface Groups {
  /** For each message the account that it joins its contact to. */
  readonly joins: readonly Entry['joins'][]
}

const keyOf = ({ kind, value }: AccountIdentity) => `${kind}\u0000${value}`

/** Finds or makes the accounts that messages name, by the sender's id of a group or by a corporate domain. Null: another process was faster. */
export async function claimGroups(client: Tx, messages: readonly Incoming[], now: Time): Promise<Groups | null> {
  const wanted = messages.flatMap(identitiesOf)
  if (wanted.length === 0) return { joins: messages.map(() => null) }
  const found = await findAccounts(client, [...new Map(wanted.map((one) => [keyOf(one), one])).values()])
  const accounts = new Map(found.map((one) => [keyOf(one), one.account]))
  const given = new GivenByImports<AccountIdentity>()
  for (const one of found) given.know(keyOf(one), one.imports)
  const claims: BoundAccount[] = []
  const domains: AccountEvent[] = []
  const joins = messages.map((message): Entry['joins'] => {
    const [strongest] = identitiesOf(message)
    if (strongest === undefined) return null
    const known = identitiesOf(message)
      .map((identity) => accounts.get(keyOf(identity)))
      .find((account) => account !== undefined)
    const account = accounts.get(keyOf(strongest)) ?? known ?? newId(now)
    for (const identity of identitiesOf(message)) {
      given.giveAgain(keyOf(identity), identity, message.source)
      if (accounts.has(keyOf(identity))) continue
      accounts.set(keyOf(identity), account)
      const imports = importsOf(message.source)
      given.know(keyOf(identity), imports)
      claims.push({ ...identity, account, imports })
      if (identity.kind === 'domain') domains.push(domainEvent(message, account, identity.value))
    }
    return { account, byDomain: strongest.kind === 'domain' }
  })
  if ((await claimAccounts(client, claims, now)) < claims.length) return null
  const again = given.again.map(({ identity, import: name }) => ({ ...identity, import: name }))
  if ((await nameAccountsAgain(client, again)) < again.length) return null
  await appendAccountEvents(client, domains)
  return { joins }
}

/** That a domain is an account's is a fact of its history: criteria read it. */
function domainEvent({ at, receivedAt, messageKey, source }: Incoming, account: string, domain: string): AccountEvent {
  const key = Uint8Array.from(messageKey, (byte) => byte ^ 0xff)
  return {
    account,
    id: newId(at),
    kind: 'traits',
    name: '',
    data: { set: { domain } },
    contact: null,
    messageKey: key,
    at,
    receivedAt,
    source,
  }
}

/** What a message names an account by, strongest first: its group, the group's web site, the domain of the contact's address. */
function identitiesOf({ group, domain }: Incoming): readonly AccountIdentity[] {
  if (group === null) return domain === null ? [] : [{ kind: 'domain', value: domain }]
  const site = hostOf(group.traits['website'])
  return [{ kind: 'group', value: group.id }, ...(site === null ? [] : [{ kind: 'domain' as const, value: site }])]
}

function hostOf(website: unknown): string | null {
  if (typeof website !== 'string' || website === '' || website.length > 300) return null
  const url = URL.parse(/^[a-z]+:\/\//i.test(website) ? website : `https://${website}`)
  return url === null || !url.hostname.includes('.') ? null : url.hostname.replace(/^www\./, '')
}
