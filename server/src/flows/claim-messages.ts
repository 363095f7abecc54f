import { newId } from '../db/new-id.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import { NAMED_BY, type Time } from '../domain/facts.ts'
import { type IdentityBook, type Resolution, resolveIdentities } from '../domain/identity/resolve.ts'
import type { Identity, IdentityKind, Incoming, IncomingEvent } from '../domain/incoming.ts'
import {
  claimIdentities,
  findIdentities,
  findPersons,
  type Person,
  rebindIdentities,
} from '../features/identities/find-identities.ts'
import { claimGroups } from './claim-groups.ts'
import type { Entry } from './entry.ts'
import type { KnownIdentities } from './known-identities.ts'
import type { Ripen } from './ripen.ts'
import { shareOpportunity } from './share-opportunity.ts'

export interface Claimed {
  /** For each message the entries that it makes; the first is its own contact's. */
  readonly entries: readonly (readonly Entry[])[]
  /** Rows that turned out to be the same person, to be merged before anything is written. */
  readonly merges: readonly { readonly survivor: string; readonly other: string }[]
}

/** How often a claim that another process was faster with is resolved again. */
const ATTEMPTS = 5

/**
 * Finds out whom messages are about, in a short transaction of its own: identities are claimed here, before any contact is locked.
 * Resolution is never replayed: its result is a fact.
 */
export async function claimMessages(
  ripen: Ripen,
  messages: readonly Incoming[],
  known: KnownIdentities,
): Promise<Claimed> {
  const now = ripen.now()
  const rows = messages.map((message) => knownRow(message, known))
  const unknown = messages.filter((_, index) => rows[index] === undefined)
  if (unknown.length === 0)
    return { entries: messages.map((message, index) => [entryOf(message, rows[index] ?? '', null)]), merges: [] }
  for (let attempt = 1; ; attempt++) {
    const claimed = await transaction(ripen.db, (client) => claimOnce(client, unknown, now))
    if (claimed !== null) {
      claimed.book.rememberIn(known)
      return { entries: inOrder(messages, rows, claimed.entries), merges: claimed.merges }
    }
    if (attempt >= ATTEMPTS) throw new Error('Identities were claimed by others each time.')
  }
}

/** The row of a message that claims nothing: all that it names is known to be one row's. */
function knownRow(
  { identities, previous, group, domain, opportunity }: Incoming,
  known: KnownIdentities,
): string | undefined {
  if (previous !== null || group !== null || domain !== null || opportunity !== null) return undefined
  const [first, ...rest] = identities
  const row = first === undefined ? undefined : known.find(first)
  return row !== undefined && rest.every((identity) => known.find(identity) === row) ? row : undefined
}

function inOrder(
  messages: readonly Incoming[],
  rows: readonly (string | undefined)[],
  claimed: readonly (readonly Entry[])[],
): readonly (readonly Entry[])[] {
  let next = 0
  return messages.map((message, index) => {
    const row = rows[index]
    return row === undefined ? (claimed[next++] ?? []) : [entryOf(message, row, null)]
  })
}

async function claimOnce(
  client: Tx,
  messages: readonly Incoming[],
  now: Time,
): Promise<(Claimed & { readonly book: OpenBook }) | null> {
  const book = await openBook(client, messages)
  const merges: { survivor: string; other: string }[] = []
  const people = messages.map((message) => {
    const resolution = resolveIdentities(message.identities, message.previous, message.channel, book)
    const person = book.take(resolution, now)
    for (const other of resolution.merge) merges.push({ survivor: person.person, other })
    return person
  })
  const others = messages.map(({ opportunity }) =>
    (opportunity?.people ?? []).map(({ identity, role }) => ({
      role,
      contact: book.take(resolveIdentities([identity], null, 'server', book), now).row,
    })),
  )
  if ((await claimIdentities(client, book.claims, now)) < book.claims.length) return null
  await rebindIdentities(client, book.moved)
  const groups = await claimGroups(client, messages, now)
  if (groups === null) return null
  const entries: Entry[][] = []
  for (const [index, message] of messages.entries()) {
    const own = entryOf(message, people[index]?.row ?? '', groups.joins[index] ?? null)
    entries.push(
      message.opportunity === null
        ? [own]
        : [...(await shareOpportunity(client, message.opportunity, own, others[index] ?? []))],
    )
  }
  return { entries, merges, book }
}

function entryOf(message: Incoming, contact: string, joins: Entry['joins']): Entry {
  const { at, sentTime, receivedAt, channel, source, messageKey } = message
  // A message that says nothing but who somebody is (alias, group) is written too: that it named them is a fact.
  const nothing: IncomingEvent = { kind: 'traits', name: '', data: { set: {} }, stamp: {} }
  const events = message.events.length > 0 || message.opportunity !== null ? message.events : [nothing]
  const traits =
    message.group === null || Object.keys(message.group.traits).length === 0 || joins === null
      ? []
      : [{ account: joins.account, kind: 'traits' as const, name: '', data: { set: message.group.traits } }]
  return {
    contact,
    at,
    sentTime,
    receivedAt,
    channel,
    source,
    messageKey,
    names: namesOf(message),
    events,
    joins,
    accountEvents: traits,
  }
}

function namesOf({ identities }: Incoming): number {
  return identities.reduce((bits, { kind }) => (kind === 'anonymous' ? bits : bits | NAMED_BY[kind]), 0)
}

const keyOf = ({ kind, value }: Identity) => `${kind} ${value}`
const identityOf = (key: string): Identity => ({
  kind: key.slice(0, key.indexOf(' ')) as IdentityKind,
  value: key.slice(key.indexOf(' ') + 1),
})

/** The identities of a group of messages, as they become known while the group is resolved in order. */
class OpenBook implements IdentityBook {
  readonly #rows: Map<string, string>
  readonly #persons: Map<string, Person>
  readonly claims: { kind: IdentityKind; value: string; contact: string }[] = []
  readonly moved: { kind: IdentityKind; value: string; contact: string }[] = []

  constructor(rows: Map<string, string>, persons: ReadonlyMap<string, Person>) {
    this.#rows = rows
    this.#persons = new Map(persons)
  }

  rowOf(identity: Identity): string | undefined {
    return this.#rows.get(keyOf(identity))
  }

  rememberIn(known: KnownIdentities): void {
    for (const [key, row] of this.#rows) known.remember(identityOf(key), row)
  }

  personOf(row: string): string {
    return this.#persons.get(row)?.person ?? row
  }

  kindsOf(person: string): ReadonlySet<IdentityKind> {
    return this.#persons.get(person)?.kinds ?? new Set()
  }

  /** Writes a resolution down; makes the row of a person who is new. */
  take({ person, row, bind, rebind, merge }: Resolution, now: Time): { readonly person: string; readonly row: string } {
    const contact = person ?? newId(now)
    const kinds = new Set(this.kindsOf(contact))
    for (const identity of bind) {
      this.claims.push({ ...identity, contact })
      this.#rows.set(keyOf(identity), contact)
      kinds.add(identity.kind)
    }
    for (const identity of rebind) {
      this.moved.push({ ...identity, contact })
      this.#rows.set(keyOf(identity), contact)
      kinds.add('anonymous')
    }
    for (const other of merge) {
      for (const kind of this.kindsOf(other)) kinds.add(kind)
      for (const [member, known] of this.#persons)
        if (known.person === other) this.#persons.set(member, { person: contact, kinds })
      this.#persons.set(other, { person: contact, kinds })
    }
    this.#persons.set(contact, { person: contact, kinds })
    return { person: contact, row: row ?? contact }
  }
}

async function openBook(client: Tx, messages: readonly Incoming[]): Promise<OpenBook> {
  const wanted = new Map<string, Identity>()
  for (const { identities, previous, opportunity } of messages) {
    for (const identity of identities) wanted.set(keyOf(identity), identity)
    if (previous !== null) wanted.set(keyOf(previous), previous)
    for (const { identity } of opportunity?.people ?? []) wanted.set(keyOf(identity), identity)
  }
  const rows = new Map(
    (await findIdentities(client, [...wanted.values()])).map((found) => [keyOf(found), found.contact]),
  )
  const unclear = new Set<string>()
  for (const { identities, previous } of messages) {
    const known = [...identities, ...(previous === null ? [] : [previous])].map((identity) => rows.get(keyOf(identity)))
    const distinct = new Set(known.filter((row) => row !== undefined))
    // One row behind all of a message's identities needs no second look.
    if (distinct.size > 1 || known.includes(undefined)) for (const row of distinct) unclear.add(row)
  }
  return new OpenBook(rows, await findPersons(client, [...unclear]))
}
