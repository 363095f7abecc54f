import { randomBytes } from 'node:crypto'
import type { ContactParts } from '../contract/contact-edit.ts'
import { momentOf } from '../contract/moment.ts'
import { newId } from '../db/new-id.ts'
import { transaction } from '../db/transaction.ts'
import { type Actor, NAMED_BY, type Time } from '../domain/facts.ts'
import type { Identity } from '../domain/incoming.ts'
import type { JsonObject } from '../domain/json.ts'
import { type Message, message } from '../domain/message.ts'
import { audit } from '../features/audit/audit.ts'
import { listParts } from '../features/contacts/list-parts.ts'
import { readForEdit } from '../features/contacts/read-for-edit.ts'
import { markAlike } from '../features/duplicates/marks.ts'
import { identitiesOfRows, moveIdentities } from '../features/identities/move-identities.ts'
import type { Entry } from './entry.ts'
import { laneNumber } from './lane-number.ts'
import { actorData } from './own-event.ts'
import { headOf, processEvents } from './process-events.ts'
import type { Ripen } from './ripen.ts'
import { showTraitsAnew } from './show-traits.ts'

/** What a contact is made of. */
export async function showParts(ripen: Ripen, contact: string): Promise<ContactParts> {
  const rows = await listParts(ripen.db.pool, contact)
  const identities = await identitiesOfRows(
    ripen.db.pool,
    rows.map(({ row }) => row),
  )
  return {
    parts: rows.map(({ row, into, mergedAt, ...rest }) => ({
      ...rest,
      row,
      standing: row === contact,
      into: row === contact ? null : into,
      mergedAt: momentOf(mergedAt),
      identities: (identities.get(row) ?? []).map(({ claimedAt, ...one }) => ({
        ...one,
        claimedAt: momentOf(claimedAt),
      })),
    })),
  }
}

export interface SplitRequest {
  readonly contact: string
  readonly identities: readonly Identity[]
  readonly by: Actor
}

export type SplitOutcome =
  | { readonly outcome: 'split'; readonly other: string }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'refused'; readonly message: Message }

class Refused extends Error {
  readonly reason: Message
  constructor(reason: Message) {
    super('refused')
    this.reason = reason
  }
}

/**
 * Takes identities out of a contact into one of their own, from now on. Events do not say by which of its identities each came, so the past
 * stays where it is; what came by a row of its own is taken out with its past by undoing that merge.
 */
export async function splitContact(ripen: Ripen, request: SplitRequest): Promise<SplitOutcome> {
  const { contact, identities, by } = request
  const known = await readForEdit(ripen.db.pool, contact)
  if (known === null) return { outcome: 'unknown' }
  const other = newId(ripen.now())
  try {
    const since = await transaction(ripen.db, async (client) => {
      const { from } = await headOf(ripen, client)
      const now = ripen.now()
      const rows = await listParts(client, contact)
      const held = await identitiesOfRows(
        client,
        rows.map(({ row }) => row),
      )
      const own = held.get(contact) ?? []
      const stray = identities.find((one) => !own.some((mine) => isSame(mine, one)))
      if (stray !== undefined) {
        const merged = [...held.values()].flat().some((one) => isSame(one, stray))
        throw new Refused(message(merged ? 'split.by_merge' : 'split.not_its', { value: stray.value }))
      }
      const left = [...held.values()].flat().filter((one) => !identities.some((taken) => isSame(one, taken)))
      if (left.length === 0) throw new Refused(message('split.nothing_left'))
      await moveIdentities(client, identities, { from: contact, to: other, by, now })
      await markAlike(client, [contact, other])
      return from
    })
    await writeSplit(ripen, request, { other, traits: known.traits, at: Math.max(known.lastTime + 2, since + 1) })
    return { outcome: 'split', other }
  } catch (error) {
    if (error instanceof Refused) return { outcome: 'refused', message: error.reason }
    throw error
  }
}

const isSame = (one: Identity, other: Identity) => one.kind === other.kind && one.value === other.value

/** Says in both histories what was taken out: what names the new contact becomes its own, and is no more what the old one is called. */
async function writeSplit(
  ripen: Ripen,
  { contact, identities, by }: SplitRequest,
  { other, traits, at: earliest }: { readonly other: string; readonly traits: JsonObject; readonly at: Time },
): Promise<void> {
  const now = ripen.now()
  const at = Math.max(now, earliest)
  const set: Record<string, string> = {}
  for (const { kind, value } of identities) if (kind === 'email' || kind === 'phone') set[kind] ??= value
  const gone = Object.fromEntries(
    Object.entries(traits).flatMap(([key, value]) =>
      (key === 'email' || key === 'phone') && identities.some((one) => one.value === value) ? [[key, null]] : [],
    ),
  )
  const names = identities.reduce((bits, { kind }) => (kind === 'anonymous' ? bits : bits | NAMED_BY[kind]), 0)
  const entry = (row: string, data: JsonObject, bits: number): Entry => ({
    contact: row,
    at,
    sentTime: null,
    receivedAt: now,
    channel: 'app',
    source: 'ripen',
    messageKey: randomBytes(16),
    repeated: false,
    names: bits,
    events: [{ kind: 'traits', name: '', data: { ...data, by: actorData(by) }, stamp: {} }],
    joins: null,
    accountEvents: [],
  })
  await processEvents(
    ripen,
    [entry(other, { set, splitFrom: contact }, names), entry(contact, { set: gone, splitInto: other }, 0)],
    laneNumber(0),
  )
  await transaction(ripen.db, async (client) => {
    await showTraitsAnew(client, [contact])
    const values = identities.map(({ value }) => value)
    await audit(client, { by, action: 'contact.split', id: contact, after: { other, identities: values } }, now)
  })
}
