import { type Tx, transaction } from '../db/transaction.ts'
import { NAMED_BY, type Time } from '../domain/facts.ts'
import { resolveIdentities } from '../domain/identity/resolve.ts'
import type { Identity, Incoming, IncomingEvent } from '../domain/incoming.ts'
import { findKnownMessages, messageName } from '../features/contacts/events.ts'
import { markAlike } from '../features/duplicates/marks.ts'
import { claimIdentities, nameAgain, rebindIdentities } from '../features/identities/find-identities.ts'
import { claimGroups } from './claim-groups.ts'
import type { Entry } from './entry.ts'
import type { KnownIdentities } from './known-identities.ts'
import { type OpenBook, openBook } from './open-book.ts'
import type { Ripen } from './ripen.ts'
import { type JoinedBefore, noteJoined, shareOpportunity } from './share-opportunity.ts'

export interface Claimed {
  /** For each message the entries that it makes; the first is its own contact's. */
  readonly entries: readonly (readonly Entry[])[]
  /** Rows that turned out to be the same person, to be merged before anything is written. */
  readonly merges: readonly { readonly survivor: string; readonly other: string; readonly source: string }[]
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
  const merges: { survivor: string; other: string; source: string }[] = []
  const repeated = await findRepeated(client, messages, book)
  const people = messages.map((message) => {
    // What was told already claims nothing again: the person may have moved on since.
    const before = repeated.get(message)
    if (before !== undefined) return { person: book.personOf(before), row: before }
    const resolution = resolveIdentities(message.identities, message.previous, message.channel, book)
    const { identities, previous, source } = message
    const named = previous === null ? identities : [...identities, previous]
    const person = book.take(resolution, { identities: named, source }, now)
    for (const other of resolution.merge) merges.push({ survivor: person.person, other, source })
    return person
  })
  const others = messages.map(({ opportunity, source }) =>
    (opportunity?.people ?? []).map(({ identity, role }) => ({
      role,
      names: namesOf([identity]),
      contact: book.take(resolveIdentities([identity], null, 'server', book), { identities: [identity], source }, now)
        .row,
    })),
  )
  if ((await claimIdentities(client, book.claims, now)) < book.claims.length) return null
  if ((await nameAgain(client, book.again)) < book.again.length) return null
  await rebindIdentities(client, book.moved)
  await markAlike(
    client,
    book.claims.flatMap(({ kind, contact }) => (kind === 'email' || kind === 'phone' ? [contact] : [])),
  )
  const groups = await claimGroups(client, messages, now)
  if (groups === null) return null
  const entries: Entry[][] = []
  const joined: JoinedBefore = new Map()
  for (const [index, message] of messages.entries()) {
    const own = entryOf(message, people[index]?.row ?? '', groups.joins[index] ?? null, repeated.has(message))
    noteJoined(joined, own)
    entries.push(
      message.opportunity === null || repeated.has(message)
        ? [own]
        : [...(await shareOpportunity(client, message.opportunity, own, { others: others[index] ?? [], joined }))],
    )
  }
  return { entries, merges, book }
}

/**
 * Messages that would change who is who, or a deal, and that a history has already: by the row that has them. The lanes leave repeated
 * events out; what is claimed must not be claimed twice either.
 */
async function findRepeated(
  client: Tx,
  messages: readonly Incoming[],
  book: OpenBook,
): Promise<ReadonlyMap<Incoming, string>> {
  const asked = messages.flatMap((message) => {
    const rows = [...new Set(message.identities.flatMap((identity) => book.rowOf(identity) ?? []))]
    const decides = message.opportunity !== null || rows.length > 1
    return decides
      ? rows.flatMap((row) => [...new Set([row, book.personOf(row)])].map((place) => ({ message, row, place })))
      : []
  })
  const known = await findKnownMessages(
    client,
    asked.map(({ message, place }) => ({ contact: place, key: message.messageKey })),
  )
  return new Map(
    asked
      .filter(({ message, place }) => known.has(messageName(place, message.messageKey)))
      .map(({ message, row }) => [message, row]),
  )
}

function entryOf(message: Incoming, contact: string, joins: Entry['joins'], repeated = false): Entry {
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
    repeated,
    names: namesOf(message.identities),
    events,
    joins,
    accountEvents: traits,
  }
}

function namesOf(identities: readonly Identity[]): number {
  return identities.reduce((bits, { kind }) => (kind === 'anonymous' ? bits : bits | NAMED_BY[kind]), 0)
}
