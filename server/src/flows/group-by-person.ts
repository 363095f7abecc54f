import { isObject } from '../domain/json.ts'
import type { AccountEvent } from '../features/accounts/account-events.ts'
import type { ContactRow } from '../features/contacts/lock-contacts.ts'
import type { TraitChange } from '../features/contacts/save-contacts.ts'
import type { Entry } from './entry.ts'
import type { NewEvent } from './group-changes.ts'
import type { Locked } from './lock-people.ts'
import { lastTime } from './own-event.ts'

/** What a group of entries means for one person. */
export interface PersonGroup {
  readonly row: ContactRow
  /** The account to which it belongs, as the group's entries are gone through. */
  account: string | null
  readonly events: NewEvent[]
  readonly traits: TraitChange[]
  readonly accountEvents: Omit<AccountEvent, 'id'>[]
}

/** Gathers entries by the person that each is about. */
export function groupByPerson(
  entries: readonly Entry[],
  fresh: ReadonlySet<number>,
  people: Locked,
): readonly PersonGroup[] {
  const groups = new Map<string, PersonGroup>()
  for (const [index, entry] of entries.entries()) {
    if (!fresh.has(index)) continue
    const row = people.personOf(entry.contact)
    const group = groups.get(row.id) ?? { row, account: row.accountId, events: [], traits: [], accountEvents: [] }
    groups.set(row.id, group)
    addEntry(group, entry)
  }
  return [...groups.values()]
}

function addEntry(group: PersonGroup, entry: Entry): void {
  const { row } = group
  const cameBy = entry.contact === row.id ? null : entry.contact
  // Whose person it is comes first: what the account rules out must not happen for a moment.
  const joins = joinedBy(entry, group.account)
  if (joins !== null) {
    group.events.push(membershipOf(entry, cameBy, joins))
    group.account = joins
  }
  group.events.push(...eventsOf(entry, cameBy))
  for (const { kind, data } of entry.events)
    if (kind === 'traits' && isObject(data['set']) && Object.keys(data['set']).length > 0)
      group.traits.push({ contact: row.id, at: entry.at, set: data['set'], late: entry.at < lastTime(row) })
  const { messageKey, at, receivedAt, source } = entry
  for (const [index, event] of entry.accountEvents.entries())
    group.accountEvents.push({
      ...event,
      contact: row.id,
      messageKey: derivedKey(messageKey, index),
      at,
      receivedAt,
      source,
    })
}

/** The account that an entry joins the person to; one found by a domain gives way to any that there is. */
function joinedBy({ joins }: Entry, account: string | null): string | null {
  if (joins === null || joins.account === account) return null
  return joins.byDomain && account !== null ? null : joins.account
}

function eventsOf(entry: Entry, cameBy: string | null): readonly NewEvent[] {
  const { at, sentTime, receivedAt, channel, source, names } = entry
  return entry.events.map(({ kind, name, data, stamp }, index) => ({
    kind,
    name,
    data,
    stamp,
    at,
    sentTime,
    receivedAt,
    channel,
    source,
    names,
    cameBy,
    messageKey: derivedKey(entry.messageKey, index),
  }))
}

function membershipOf(entry: Entry, cameBy: string | null, account: string): NewEvent {
  const { at, sentTime, receivedAt, source } = entry
  return {
    kind: 'membership',
    name: '',
    data: { account, role: null },
    stamp: {},
    at,
    sentTime,
    receivedAt,
    channel: 'app',
    source,
    names: entry.names,
    cameBy,
    messageKey: derivedKey(entry.messageKey, entry.events.length),
  }
}

/** A message's first event has its key; what else it brought has keys made from it. */
function derivedKey(key: Uint8Array, index: number): Uint8Array {
  if (index === 0) return key
  const derived = Uint8Array.from(key)
  derived[15] = (derived[15] ?? 0) ^ index
  return derived
}
