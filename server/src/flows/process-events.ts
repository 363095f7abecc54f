import type pg from 'pg'
import { newId } from '../db/new-id.ts'
import { transaction } from '../db/transaction.ts'
import type { Time } from '../domain/facts.ts'
import { isObject } from '../domain/json.ts'
import { type AccountEvent, appendAccountEvents } from '../features/accounts/account-events.ts'
import { findKnownMessages, messageName } from '../features/contacts/events.ts'
import type { ContactRow } from '../features/contacts/lock-contacts.ts'
import { saveTraits, type TraitChange } from '../features/contacts/save-contacts.ts'
import type { Published } from '../features/lifecycle/programs.ts'
import { findHeadVersion, shareLifecycle } from '../features/lifecycle/versions.ts'
import { advanceContacts } from './advance-contacts.ts'
import type { Entry, EntryOutcome } from './entry.ts'
import type { NewEvent } from './group-changes.ts'
import { type Locked, lockPeople } from './lock-people.ts'
import { lastTime } from './own-event.ts'
import type { Ripen } from './ripen.ts'

/**
 * Writes a group of entries: lock, leave out what is known, walk, append, save. One transaction; answers come after its commit.
 * Tried again after an unknown commit it changes nothing that was written.
 */
export async function processEvents(ripen: Ripen, entries: readonly Entry[], lane: number): Promise<readonly EntryOutcome[]> {
  try {
    return await writeGroup(ripen, entries, lane, 'append')
  } catch (error) {
    // Messages seldom come twice, and the histories' own keys tell: only then is it asked which ones did.
    if (!isTwice(error)) throw error
    return writeGroup(ripen, entries, lane, 'look')
  }
}

/** A row stands already under the key of another: SQLSTATE unique_violation, of the error or of what caused it. */
function isTwice(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if ('code' in cause && cause.code === '23505') return true
  return false
}

function writeGroup(ripen: Ripen, entries: readonly Entry[], lane: number, known: 'append' | 'look'): Promise<readonly EntryOutcome[]> {
  return transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const { program: head } = await headOf(ripen, client)
    const now = ripen.now()
    const people = await lockPeople(client, entries.map(({ contact }) => contact), head, now)
    const fresh = await leaveOutKnown(client, entries, people, known)
    const groups = groupByPerson(entries, fresh, people)
    const outcomes = await advanceContacts(ripen, client, groups.map(({ row, events }) => ({ row, events })), { head, now, lane })
    await saveTraits(client, groups.flatMap(({ traits }) => traits))
    const ids = new Map(outcomes.map(({ row, events }) => [row.id, events.at(-1)?.seq ?? row.seq]))
    await appendAccountEvents(client, groups.flatMap(({ row, accountEvents }) => accountEvents.map((event) => ({ ...event, id: newId(event.at, ids.get(row.id) ?? 0) }))))
    return entries.map((_, index): EntryOutcome => ({ outcome: fresh.has(index) ? 'processed' : 'duplicate' }))
  })
}

/** The lifecycle in force and since when; there is one from the first start on. */
export async function headOf(ripen: Ripen, client: pg.PoolClient): Promise<Published> {
  const version = await findHeadVersion(client)
  if (version === null) throw new Error('No lifecycle has been published.')
  return ripen.programs.published(client, version)
}

/** The places of entries that no row of their person has yet; of equal ones in the group the first counts. */
async function leaveOutKnown(client: pg.PoolClient, entries: readonly Entry[], people: Locked, how: 'append' | 'look'): Promise<ReadonlySet<number>> {
  // A person of several rows is always looked up: the keys are kept row by row.
  const looked = how === 'look' ? entries : entries.filter(({ contact }) => people.rowsOf(contact).length > 1)
  const asked = looked.flatMap(({ contact, messageKey }) => people.rowsOf(contact).map((row) => ({ contact: row, key: messageKey })))
  const known = await findKnownMessages(client, asked)
  const seen = new Set<string>()
  const fresh = new Set<number>()
  for (const [index, { contact, messageKey }] of entries.entries()) {
    const name = messageName(people.personOf(contact).id, messageKey)
    if (seen.has(name) || people.personOf(contact).sealed) continue
    seen.add(name)
    if (!people.rowsOf(contact).some((row) => known.has(messageName(row, messageKey)))) fresh.add(index)
  }
  return fresh
}

interface PersonGroup {
  readonly row: ContactRow
  readonly events: NewEvent[]
  readonly traits: TraitChange[]
  readonly accountEvents: Omit<AccountEvent, 'id'>[]
}

function groupByPerson(entries: readonly Entry[], fresh: ReadonlySet<number>, people: Locked): readonly PersonGroup[] {
  const groups = new Map<string, PersonGroup & { account: string | null }>()
  for (const [index, entry] of entries.entries()) {
    if (!fresh.has(index)) continue
    const row = people.personOf(entry.contact)
    const group = groups.get(row.id) ?? { row, events: [], traits: [], accountEvents: [], account: row.accountId }
    groups.set(row.id, group)
    const cameBy = entry.contact === row.id ? null : entry.contact
    const joins = entry.joins !== null && entry.joins.account !== group.account && !(entry.joins.byDomain && group.account !== null) ? entry.joins.account : null
    for (const event of eventsOf(entry, cameBy)) group.events.push(event)
    if (joins !== null) {
      group.events.push(membershipOf(entry, cameBy, joins))
      group.account = joins
    }
    for (const { kind, data } of entry.events) if (kind === 'traits' && isObject(data['set']) && Object.keys(data['set']).length > 0) group.traits.push({ contact: row.id, set: data['set'], late: entry.at < lastTime(row) })
    for (const event of entry.accountEvents) group.accountEvents.push({ ...event, contact: row.id, messageKey: entry.messageKey, at: entry.at, receivedAt: entry.receivedAt })
  }
  return [...groups.values()]
}

function eventsOf(entry: Entry, cameBy: string | null): readonly NewEvent[] {
  const { at, sentTime, receivedAt, channel, source, names } = entry
  return entry.events.map((event, index) => ({ ...event, at, sentTime, receivedAt, channel, source, names, cameBy, messageKey: derivedKey(entry.messageKey, index) }))
}

function membershipOf(entry: Entry, cameBy: string | null, account: string): NewEvent {
  const { at, sentTime, receivedAt, source } = entry
  return { kind: 'membership', name: '', data: { account, role: null }, stamp: {}, at, sentTime, receivedAt, channel: 'app', source, names: entry.names, cameBy, messageKey: derivedKey(entry.messageKey, entry.events.length) }
}

/** A message's first event has its key; what else it brought has keys made from it. */
function derivedKey(key: Uint8Array, index: number): Uint8Array {
  if (index === 0) return key
  const derived = Uint8Array.from(key)
  derived[15] = (derived[15] ?? 0) ^ index
  return derived
}

