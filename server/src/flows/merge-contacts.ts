import { type Tx, transaction } from '../db/transaction.ts'
import type { Actor } from '../domain/facts.ts'
import { importOf } from '../domain/import-source.ts'
import type { JsonObject } from '../domain/json.ts'
import { decodeState } from '../domain/lifecycle/encode.ts'
import { type Message, message } from '../domain/message.ts'
import { audit } from '../features/audit/audit.ts'
import { voidTransitions } from '../features/contacts/ledger.ts'
import { type ContactRow, lockContacts } from '../features/contacts/lock-contacts.ts'
import { countTransitionsAtMerge, fillTraits, listNumbersAfter, markMerged } from '../features/contacts/merged-rows.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { advanceContacts } from './advance-contacts.ts'
import { laneNumber } from './lane-number.ts'
import { lockPeople } from './lock-people.ts'
import { actorData, ownEvent } from './own-event.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'
import { showTraitsAnew } from './show-traits.ts'

export interface MergeRequest {
  readonly survivor: string
  readonly other: string
  readonly by: Actor
  /** What brought it, where that was a message (default: nothing). */
  readonly source?: string
}

export type MergeOutcome =
  | { readonly outcome: 'merged' | 'undone' | 'unknown' }
  | { readonly outcome: 'refused'; readonly message: Message }

/**
 * Joins two rows of one person. Both ledgers stay; the further stage is taken by one transition; what is recorded from now on lies with the
 * survivor. Undone by `undoMerge`.
 */
export function mergeContacts(ripen: Ripen, request: MergeRequest): Promise<MergeOutcome> {
  return transaction(ripen.db, (client) => mergeWithin(ripen, client, request))
}

/** As `mergeContacts`, within a transaction of the caller's. */
export async function mergeWithin(
  ripen: Ripen,
  client: Tx,
  { survivor, other, by, source }: MergeRequest,
): Promise<MergeOutcome> {
  await shareLifecycle(client)
  const { program: head, from: since } = await headOf(ripen, client)
  const now = ripen.now()
  const people = await lockPeople(client, [survivor, other], head, now)
  const [stays, goes] = [people.personOf(survivor), people.personOf(other)]
  if (stays.id === goes.id) return { outcome: 'refused', message: message('merge.same_person') }
  await markMerged(client, goes.id, stays.id)
  const tells = await fillTraits(client, stays.id, goes.id)
  const file = source === undefined ? null : importOf(source)
  const data = {
    ...(file === null ? {} : { import: file }),
    undo: false,
    survivor: true,
    seq: goes.seq,
    nth: stays.nth,
    positions: await positionsOf(ripen, client, goes),
    by: actorData(by),
  }
  const event = ownEvent(stays, { kind: 'merge', name: goes.id, data }, { now, since })
  const changes = [
    { row: stays, events: [event], anew: true },
    { row: goes, events: [], mergedInto: stays.id },
  ]
  await advanceContacts(ripen, client, changes, { head, now, lane: laneNumber(0) })
  // Of what both told, what was told last is shown: criteria read the same.
  if (tells) await showTraitsAnew(client, [stays.id])
  // What a file joins is noted as its import, and what a message joins nobody did by hand.
  if (file === null && by !== 'system')
    await audit(client, { by, action: 'contact.merged', id: stays.id, after: { other: goes.id } }, now)
  return { outcome: 'merged' }
}

/** Takes a row out again: each has its own events and those that came by it, and walks on from its last own transition. */
export async function undoMerge(ripen: Ripen, { survivor, other, by }: MergeRequest): Promise<MergeOutcome> {
  return transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const { program: head, from: since } = await headOf(ripen, client)
    const now = ripen.now()
    const rows = new Map((await lockContacts(client, [survivor, other])).map((row) => [row.id, row]))
    const [stays, goes] = [rows.get(survivor), rows.get(other)]
    if (stays === undefined || goes === undefined) return { outcome: 'unknown' }
    if (goes.mergedInto !== stays.id || stays.mergedInto !== null)
      return { outcome: 'refused', message: message('merge.not_merged') }
    const nth = await countTransitionsAtMerge(client, stays.id, goes.id)
    const shared = { undo: true, by: actorData(by) }
    const own = ownEvent(
      stays,
      { kind: 'merge', name: goes.id, data: { ...shared, survivor: true, seq: goes.seq } },
      { now, since },
    )
    const theirs = ownEvent(
      goes,
      { kind: 'merge', name: stays.id, data: { ...shared, survivor: false, seq: stays.seq } },
      { now, since },
    )
    await voidTransitions(client, stays.id, await listNumbersAfter(client, stays.id, nth), own.id)
    await markMerged(client, goes.id, null)
    const changes = [
      { row: stays, events: [own], anew: true },
      { row: goes, events: [theirs], anew: true, mergedInto: null },
    ]
    await advanceContacts(ripen, client, changes, { head, now, lane: laneNumber(0) })
    await showTraitsAnew(client, [stays.id, goes.id])
    if (by !== 'system')
      await audit(client, { by, action: 'contact.unmerged', id: stays.id, before: { other: goes.id } }, now)
    return { outcome: 'undone' }
  })
}

async function positionsOf(ripen: Ripen, client: Tx, row: ContactRow): Promise<JsonObject> {
  if (row.state === '') return {}
  const state = decodeState(await ripen.programs.get(client, row.version), row.id, row.state)
  return Object.fromEntries(
    Object.entries(state.positions).flatMap(([track, { stage, since, cause }]) =>
      stage === null ? [] : [[track, { stage, since, cause }]],
    ),
  )
}
