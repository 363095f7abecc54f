import { newId } from '../db/new-id.ts'
import { type Tx, transaction } from '../db/transaction.ts'
import { NAMED_BY } from '../domain/facts.ts'
import type { Rejection } from '../domain/incoming.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { appendAccountEvents } from '../features/accounts/account-events.ts'
import { findKnownMessages, messageName } from '../features/contacts/events.ts'
import { showAddresses } from '../features/contacts/save-contacts.ts'
import type { Published } from '../features/lifecycle/programs.ts'
import { findHeadVersion, shareLifecycle } from '../features/lifecycle/versions.ts'
import { advanceContacts } from './advance-contacts.ts'
import type { Entry, EntryOutcome } from './entry.ts'
import { groupByPerson } from './group-by-person.ts'
import type { ContactOutcome } from './group-changes.ts'
import { type Locked, lockPeople } from './lock-people.ts'
import type { Ripen } from './ripen.ts'
import { showTraits } from './show-traits.ts'

/**
 * Writes a group of entries: lock, leave out what is known, walk, append, save. One transaction; answers come after its commit.
 * Tried again after an unknown commit it changes nothing that was written.
 */
export async function processEvents(
  ripen: Ripen,
  entries: readonly Entry[],
  lane: number,
): Promise<readonly EntryOutcome[]> {
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
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && cause.code === '23505') return true
  return false
}

function writeGroup(
  ripen: Ripen,
  entries: readonly Entry[],
  lane: number,
  known: 'append' | 'look',
): Promise<readonly EntryOutcome[]> {
  return transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const { program: head } = await headOf(ripen, client)
    const now = ripen.now()
    const people = await lockPeople(
      client,
      entries.map(({ contact }) => contact),
      head,
      now,
    )
    const refused = refusalsOf(entries, head)
    const fresh = await leaveOutKnown(client, entries, people, known)
    for (const index of refused.keys()) fresh.delete(index)
    const groups = groupByPerson(entries, fresh, people)
    const outcomes = await advanceContacts(
      ripen,
      client,
      groups.map(({ row, events }) => ({ row, events })),
      { head, now, lane },
    )
    await showTraits(
      client,
      groups.flatMap(({ traits }) => traits),
    )
    await showAddresses(client, newlyAddressed(outcomes))
    const ids = new Map(outcomes.map(({ row, events }) => [row.id, events.at(-1)?.seq ?? row.seq]))
    await appendAccountEvents(
      client,
      groups.flatMap(({ row, accountEvents }) =>
        accountEvents.map((event) => ({ ...event, id: newId(event.at, ids.get(row.id) ?? 0) })),
      ),
    )
    return entries.map((_, index): EntryOutcome => {
      const rejection = refused.get(index)
      if (rejection !== undefined) return { outcome: 'rejected', rejection }
      return { outcome: fresh.has(index) ? 'processed' : 'duplicate' }
    })
  })
}

/** Entries that name a stage or a checklist which the lifecycle does not have. */
function refusalsOf(entries: readonly Entry[], head: Program): ReadonlyMap<number, Rejection> {
  const refused = new Map<number, Rejection>()
  for (const [index, { events }] of entries.entries())
    for (const { kind, name } of events) {
      const unknownStage = kind === 'asserted' && !head.tracks.some(({ byKey }) => byKey.has(name))
      const unknownList = kind === 'answer' && head.document.checklists?.[name] === undefined
      if (!unknownStage && !unknownList) continue
      const detail = `The lifecycle has no ${unknownStage ? 'stage' : 'checklist'} “${name}”.`
      refused.set(index, { reason: 'invalid_value', place: 'name', detail })
    }
  return refused
}

/** Contacts that are named by an address for the first time. */
function newlyAddressed(outcomes: readonly ContactOutcome[]): readonly string[] {
  return outcomes
    .filter(({ saved, advanced }) => (advanced.state.known & ~(saved.state?.known ?? 0) & NAMED_BY.email) !== 0)
    .map(({ row }) => row.id)
}

/** The lifecycle in force and since when; there is one from the first start on. */
export async function headOf(ripen: Ripen, client: Tx): Promise<Published> {
  const version = await findHeadVersion(client)
  if (version === null) throw new Error('No lifecycle has been published.')
  return ripen.programs.published(client, version)
}

/** The places of entries that no row of their person has yet; of equal ones in the group the first counts. */
async function leaveOutKnown(
  client: Tx,
  entries: readonly Entry[],
  people: Locked,
  how: 'append' | 'look',
): Promise<Set<number>> {
  // A person of several rows is always looked up: the keys are kept row by row.
  const looked = how === 'look' ? entries : entries.filter(({ contact }) => people.personOf(contact).joined)
  const asked = looked.flatMap(({ contact, messageKey }) =>
    people.rowsOf(contact).map((row) => ({ contact: row, key: messageKey })),
  )
  const known = await findKnownMessages(client, asked)
  const seen = new Map<string, Uint8Array[]>()
  const fresh = new Set<number>()
  for (const [index, { contact, messageKey, repeated }] of entries.entries()) {
    if (repeated) continue
    const person = people.personOf(contact)
    if (person.sealed) continue
    const keys = seen.get(person.id)
    if (keys === undefined) seen.set(person.id, [messageKey])
    else if (keys.some((key) => isSameKey(key, messageKey))) continue
    else keys.push(messageKey)
    if (known.size === 0 || !people.rowsOf(contact).some((row) => known.has(messageName(row, messageKey))))
      fresh.add(index)
  }
  return fresh
}

function isSameKey(a: Uint8Array, b: Uint8Array): boolean {
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}
