import { createHash, randomUUID } from 'node:crypto'
import { addJob, type Jobs } from '../db/jobs.ts'
import { newId } from '../db/new-id.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import type { Actor, Time } from '../domain/facts.ts'
import type { JsonObject } from '../domain/json.ts'
import { message } from '../domain/message.ts'
import { appendAccountEvents } from '../features/accounts/account-events.ts'
import { type EditedAccount, lockForEdit } from '../features/accounts/edit-rows.ts'
import {
  copyDealEvents,
  copyGivenRoles,
  endMerge,
  findMerge,
  getMerge,
  markPart,
  moveIdentities,
  moveOpportunities,
  noteMovers,
  pageMovers,
  saveMerge,
} from '../features/accounts/merge-rows.ts'
import { lockContacts } from '../features/contacts/lock-contacts.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { advanceContacts } from './advance-contacts.ts'
import { type AccountEdit, note } from './edit-account.ts'
import { laneNumber } from './lane-number.ts'
import { ownEvent } from './own-event.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'

export interface AccountPair {
  readonly survivor: string
  readonly other: string
  readonly by: Actor
}

/**
 * Joins an account to another: names, deals and values that the other one lacks go over at once, its people page by page. For none of them a new
 * cycle begins: it is the same company. Everything that went over is noted, so that the two can be parted again.
 */
export async function mergeAccounts(ripen: Ripen, { survivor, other, by }: AccountPair): Promise<AccountEdit> {
  if (survivor === other) return { outcome: 'faulty', message: message('account.fault.same') }
  return transaction(ripen.db, async (client) => {
    const rows = await lockForEdit(client, [survivor, other])
    const [stays, goes] = [rows.get(survivor), rows.get(other)]
    if (stays === undefined || goes === undefined) return { outcome: 'unknown' }
    if (stays.mergedInto !== null || goes.mergedInto !== null)
      return { outcome: 'taken', message: message('account.fault.merged') }
    const now = ripen.now()
    const pair = { from: other, to: survivor }
    const id = newId(now)
    const filled = await fillValues(client, stays, goes, now)
    const dealEvents = await copyDealEvents(client, pair)
    await saveMerge(
      client,
      {
        id,
        survivor,
        other,
        identities: await moveIdentities(client, pair, null),
        opportunities: await moveOpportunities(client, pair, null),
        events: [...filled, ...dealEvents],
      },
      now,
    )
    await copyGivenRoles(client, pair, null)
    await markPart(client, other, survivor)
    await addJob(client, 'move_members', { merge: id, after: null })
    await note(client, { row: stays, by, kind: 'merged', before: null, after: nameOf(goes) }, now)
    return { outcome: 'done', version: stays.version }
  })
}

/** Parts two accounts again: each has its names, deals and people back, as far as nobody changed them since. */
export async function partAccounts(ripen: Ripen, { survivor, other, by }: AccountPair): Promise<AccountEdit> {
  return transaction(ripen.db, async (client) => {
    const rows = await lockForEdit(client, [survivor, other])
    const [stays, goes] = [rows.get(survivor), rows.get(other)]
    if (stays === undefined || goes === undefined) return { outcome: 'unknown' }
    const merge = await findMerge(client, survivor, other)
    if (merge === null || goes.mergedInto !== survivor || stays.mergedInto !== null)
      return { outcome: 'taken', message: message('account.fault.not_merged') }
    const now = ripen.now()
    const pair = { from: survivor, to: other }
    await moveIdentities(client, pair, merge.identities)
    await moveOpportunities(client, pair, merge.opportunities)
    await append(client, survivor, { kind: 'void', name: merge.id, data: { events: [...merge.events] } }, now)
    await markPart(client, other, null)
    await endMerge(client, merge.id, now)
    await addJob(client, 'move_members', { merge: merge.id, after: null })
    await note(client, { row: stays, by, kind: 'parted', before: null, after: nameOf(goes) }, now)
    return { outcome: 'done', version: stays.version }
  })
}

/** People of a page, who are decided upon anew one by one. */
const PAGE = 100

/** Moves one page of people to where a merge, or its undoing, sends them; the next page comes by a job of its own. */
export async function moveMembers(ripen: Ripen, { merge: id, after }: Jobs['move_members']): Promise<void> {
  await transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const { program: head, from: since } = await headOf(ripen, client)
    const merge = await getMerge(client, id)
    if (merge === null) return
    const [from, to] = merge.undone ? [merge.survivor, merge.other] : [merge.other, merge.survivor]
    const contacts = await pageMovers(client, from, { merge: merge.undone ? id : null, after, limit: PAGE })
    const last = contacts.at(-1)
    if (last === undefined) return
    if (merge.undone) await copyGivenRoles(client, { from, to }, contacts)
    else await noteMovers(client, id, contacts)
    const now = ripen.now()
    const rows = (await lockContacts(client, contacts)).filter((row) => row.accountId === from && !row.sealed)
    const data = { account: to, same: true, role: null, merge: id }
    const changes = rows.map((row) => ({
      row,
      events: [ownEvent(row, { kind: 'membership' as const, name: '', data }, { now, since })],
    }))
    const until = changes.reduce((latest, { events }) => Math.max(latest, events[0]?.at ?? 0), now)
    await advanceContacts(ripen, client, changes, { head, now: until, lane: laneNumber(0) })
    await addJob(client, 'move_members', { merge: id, after: last })
  })
}

/** Values that only the account that goes has. @returns the events by which the other one takes them */
async function fillValues(
  client: Tx,
  stays: EditedAccount,
  goes: EditedAccount,
  now: Time,
): Promise<readonly string[]> {
  const lacking = Object.entries(goes.traits).filter(([key]) => (stays.traits[key] ?? null) === null)
  if (lacking.length === 0) return []
  const set = Object.fromEntries(lacking)
  return [await append(client, stays.id, { kind: 'traits', name: '', data: { set } }, now)]
}

async function append(
  client: Tx,
  account: string,
  event: { readonly kind: 'traits' | 'void'; readonly name: string; readonly data: JsonObject },
  now: Time,
): Promise<string> {
  const id = newId(now)
  const messageKey = createHash('sha256').update(randomUUID()).digest().subarray(0, 16)
  await appendAccountEvents(client, [
    { ...event, account, id, contact: null, messageKey, at: now, receivedAt: now, source: 'ripen' },
  ])
  return id
}

function nameOf({ id, name, domain }: EditedAccount): JsonObject {
  return { other: id, name: name ?? domain ?? id }
}
