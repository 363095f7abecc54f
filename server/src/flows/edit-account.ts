import { createHash, randomUUID } from 'node:crypto'
import type { EditAccount } from '../contract/accounts.ts'
import { newId } from '../db/new-id.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import type { Actor, Time } from '../domain/facts.ts'
import { normaliseEmail } from '../domain/identity/normalise.ts'
import type { JsonObject } from '../domain/json.ts'
import { type Message, message } from '../domain/message.ts'
import { noteChange } from '../features/accounts/account-changes.ts'
import { appendAccountEvents } from '../features/accounts/account-events.ts'
import {
  addDomain,
  type EditedAccount,
  findMember,
  isBelow,
  lockForEdit,
  removeDomain,
  saveEdit,
} from '../features/accounts/edit-rows.ts'
import { giveRole } from '../features/accounts/roles.ts'
import { appendSignals } from '../features/accounts/signals.ts'
import { audit } from '../features/audit/audit.ts'
import { corporateDomain } from '../integrations/addresses/email-kind.ts'
import type { Ripen } from './ripen.ts'

export type AccountEdit =
  | { readonly outcome: 'done'; readonly version: number }
  | { readonly outcome: 'unknown' }
  /** It was changed since it was read. */
  | { readonly outcome: 'stale'; readonly version: number }
  /** `taken`: it contradicts what is there; `faulty`: it can never be. */
  | { readonly outcome: 'taken' | 'faulty'; readonly message: Message }

interface Asked {
  readonly account: string
  readonly by: Actor
}

/** Changes values of an account, who answers for it, and what stands above it. */
export async function editAccount(
  ripen: Ripen,
  { account, by, version, ...set }: Asked & { readonly version: number } & EditAccount,
): Promise<AccountEdit> {
  return change(ripen, { account, by }, async (client, row, now) => {
    if (row.version !== version) return { outcome: 'stale', version: row.version }
    const parent = set.parent === undefined ? row.parent : set.parent
    if (parent !== null && parent !== row.parent) {
      if (!(await lockForEdit(client, [parent])).has(parent))
        return { outcome: 'faulty', message: message('account.fault.no_parent') }
      if (await isBelow(client, parent, account)) return { outcome: 'taken', message: message('account.fault.parent') }
    }
    const owner = set.owner === undefined ? row.owner : set.owner
    const traits: JsonObject = { ...set.traits, ...(set.name === undefined ? {} : { name: set.name }) }
    if (Object.keys(traits).length > 0) await setTraits(client, account, traits, now)
    await saveEdit(client, { id: account, name: set.name ?? row.name, owner, parent })
    const after = { ...traits, ...pick(set, ['owner', 'parent']) }
    const before = {
      ...pick(row.traits, Object.keys(traits)),
      ...pick({ owner: row.owner, parent: row.parent }, Object.keys(after)),
    }
    await note(client, { row, by, kind: 'edited', before, after }, now)
    return { outcome: 'done', version: row.version + 1 }
  })
}

/** Values of an account are facts of its history, whoever says them. */
async function setTraits(client: Tx, account: string, set: JsonObject, now: Time): Promise<void> {
  await appendAccountEvents(client, [
    {
      account,
      id: newId(now),
      kind: 'traits',
      name: '',
      data: { set },
      contact: null,
      messageKey: createHash('sha256').update(randomUUID()).digest().subarray(0, 16),
      at: now,
      receivedAt: now,
      source: 'app',
    },
  ])
}

/** Adds a domain by which an account is recognised: people with addresses there belong to it from their next message on. */
export async function addAccountDomain(
  ripen: Ripen,
  { account, domain: given, by }: Asked & { readonly domain: string },
): Promise<AccountEdit> {
  const domain = normaliseEmail(`x@${given.replace(/^@/, '')}`)?.slice(2) ?? null
  if (domain === null || corporateDomain(`x@${domain}`) === null)
    return { outcome: 'faulty', message: message('account.fault.domain', { domain: given }) }
  return change(ripen, { account, by }, async (client, row, now) => {
    const added = await addDomain(client, account, domain, now)
    if (added.account !== account)
      return { outcome: 'taken', message: message('account.fault.taken', { domain, name: added.name }) }
    if (added.added) await note(client, { row, by, kind: 'domain_added', before: null, after: { domain } }, now)
    return { outcome: 'done', version: row.version }
  })
}

export async function removeAccountDomain(
  ripen: Ripen,
  { account, domain, by }: Asked & { readonly domain: string },
): Promise<AccountEdit> {
  return change(ripen, { account, by }, async (client, row, now) => {
    const removed = await removeDomain(client, account, domain.toLowerCase())
    if (removed === 'unknown') return { outcome: 'unknown' }
    if (removed === 'last') return { outcome: 'taken', message: message('account.fault.last') }
    await note(client, { row, by, kind: 'domain_removed', before: { domain }, after: null }, now)
    return { outcome: 'done', version: row.version }
  })
}

/** Gives somebody a role in a purchase, or says that it has it not. */
export async function giveAccountRole(
  ripen: Ripen,
  {
    account,
    contact,
    role,
    given,
    by,
  }: Asked & { readonly contact: string; readonly role: string; readonly given: boolean },
): Promise<AccountEdit> {
  const { roles = [] } = (await ripen.programs.head(ripen.db.pool))?.group ?? {}
  const found = roles.find(({ key }) => key === role)
  if (found === undefined)
    return {
      outcome: 'faulty',
      message: message('account.fault.role', { role, known: roles.map(({ key }) => key) }),
    }
  return change(ripen, { account, by }, async (client, row, now) => {
    const member = await findMember(client, account, contact)
    if (member === null) return { outcome: 'faulty', message: message('account.fault.person') }
    if (!(await giveRole(client, { account, contact, role, given, by }, now)))
      return { outcome: 'done', version: row.version }
    await appendSignals(client, [{ id: newId(now), account, contact, from: null, people: 0, moved: true, at: now }])
    const after = { contact, name: member.name, role: found.name }
    await note(client, { row, by, kind: given ? 'role_given' : 'role_taken', before: null, after }, now)
    return { outcome: 'done', version: row.version }
  })
}

async function change(
  ripen: Ripen,
  { account }: Asked,
  act: (client: Tx, row: EditedAccount, now: Time) => Promise<AccountEdit>,
): Promise<AccountEdit> {
  return transaction(ripen.db, async (client) => {
    const row = (await lockForEdit(client, [account])).get(account)
    if (row === undefined || row.mergedInto !== null) return { outcome: 'unknown' }
    return act(client, row, ripen.now())
  })
}

interface Noted {
  readonly row: Pick<EditedAccount, 'id' | 'name' | 'domain'>
  readonly by: Actor
  readonly kind: string
  readonly before: JsonObject | null
  readonly after: JsonObject | null
}

/** A change of an account stands on its timeline and in the audit log. */
export async function note(client: Tx, { row, by, kind, before, after }: Noted, now: Time): Promise<void> {
  await noteChange(client, { account: row.id, kind, before, after, by }, now)
  const name = row.name ?? row.domain
  await audit(client, { by, action: `account.${kind}`, id: row.id, name, before, after }, now)
}

function pick(from: Readonly<Record<string, unknown>>, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.flatMap((key) => (key in from ? [[key, from[key] ?? null]] : []))) as JsonObject
}
