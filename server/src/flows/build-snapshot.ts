import type { Tx } from '../db/transaction.ts'
import type { Reads } from '../domain/columnar/reads.ts'
import { DealNames, reduceLine } from '../domain/columnar/reduce-event.ts'
import { lineText, type Snapshot, SnapshotBuilder } from '../domain/columnar/snapshot.ts'
import type { KeptWalk } from '../domain/columnar/walk-candidate.ts'
import type { AccountLine, Event, Time } from '../domain/facts.ts'
import { EVERYTHING, knownHistory, linesOfMember } from '../domain/history.ts'
import { moveCause } from '../domain/what-if/moves.ts'
import { occurredFacts } from '../domain/what-if/walk-occurred.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import { type PersonMark, readAllLines, readLineNumbers, readPeople } from '../features/what-if/read-people.ts'
import { type FactReader, type StreamedFact, streamFacts } from '../features/what-if/stream-facts.ts'

/** A snapshot with what tells later which of its contacts something is new of. */
export interface KeptSnapshot {
  readonly snapshot: Snapshot
  /** Events recorded of each contact, by its place. */
  readonly seqs: Uint32Array
  /** The number of the newest line of each account. */
  readonly lines: ReadonlyMap<string, number>
  /** The last walk of the version in force, by that version. */
  walked: { readonly version: number; readonly walk: KeptWalk } | null
}

/** Reads everybody's history into columns. `client` is within a transaction that sees everything as at one moment. */
export async function buildSnapshot(client: Tx, reads: Reads): Promise<KeptSnapshot> {
  const people = await readPeople(client)
  const builder = new SnapshotBuilder(reads)
  const lines = await readAllLines(client)
  const { reader, facts } = await streamFacts(client, reads)
  const gathering = new Gathering({ builder, reads, reader, lines, people })
  for await (const some of facts) for (const fact of some) gathering.add(fact)
  gathering.finish()
  await addPeople(client, builder, gathering.apart)
  const snapshot = builder.finish()
  return {
    snapshot,
    seqs: Uint32Array.from(people, ({ seq }) => seq),
    lines: await readLineNumbers(client),
    walked: null,
  }
}

const PAGE = 500

/** People whose histories the rules of merges, voids and erasure apply to, or who are few: read as the object walk reads them. */
export async function addPeople(
  client: Tx,
  builder: SnapshotBuilder,
  people: readonly Pick<PersonMark, 'id' | 'sealed'>[],
): Promise<void> {
  for (let from = 0; from < people.length; from += PAGE) {
    const page = people.slice(from, from + PAGE)
    const library = await readLibrary(
      client,
      page.map(({ id }) => id),
    )
    for (const { id, sealed } of page)
      if (sealed)
        builder.addFixed(
          id,
          knownHistory(library, id, EVERYTHING).ledger.map((move) => ({
            to: move.to,
            at: move.at,
            cause: moveCause(move),
          })),
        )
      else builder.addHistory(id, occurredFacts(library, id, {}))
  }
}

interface Membership {
  readonly place: number
  readonly event: Pick<Event, 'kind' | 'at' | 'id' | 'data'>
}

interface Parts {
  readonly builder: SnapshotBuilder
  readonly reads: Reads
  readonly reader: FactReader
  readonly lines: ReadonlyMap<string, readonly AccountLine[]>
  readonly people: readonly PersonMark[]
}

/** Texts that are remembered with their codes; beyond it they are read anew. */
const MOST_TEXTS = 2_000_000

/** Puts streamed facts into a snapshot, one contact after the other. */
class Gathering {
  /** Those that have to be read another way, since their rows alone do not tell their history. */
  readonly apart: PersonMark[] = []
  readonly #parts: Parts
  readonly #codes = new Map<string, number>()
  #next = 0
  #person: PersonMark | null = null
  #contact = ''
  #ats: Time[] = []
  #facts: number[] = []
  #memberships: Membership[] = []
  #deals = new DealNames()
  #alone = true

  constructor(parts: Parts) {
    this.#parts = parts
  }

  add({ contact, at, text }: StreamedFact): void {
    if (contact !== this.#contact) this.#begin(contact)
    if (this.#person === null || !this.#alone) return
    const known = this.#codes.get(text)
    if (known !== undefined) {
      this.#ats.push(at)
      this.#facts.push(known)
      return
    }
    const { event, id } = this.#parts.reader.read(text)
    if (event.kind === 'void' || event.kind === 'merge') {
      this.#alone = false
      return
    }
    if (event.kind === 'membership') this.#memberships.push({ place: this.#ats.length, event: { ...event, at, id } })
    const code = this.#parts.builder.codeOfEvent(event, this.#deals)
    this.#ats.push(at)
    this.#facts.push(code)
    if (event.kind !== 'opportunity' && event.kind !== 'membership' && this.#codes.size < MOST_TEXTS)
      this.#codes.set(text, code)
  }

  finish(): void {
    this.#end()
    for (; this.#next < this.#parts.people.length; this.#next++)
      this.#silent(this.#parts.people[this.#next] as PersonMark)
  }

  #begin(contact: string): void {
    this.#end()
    const { people } = this.#parts
    // Both are in the order of their ids.
    let person = people[this.#next]
    while (person !== undefined && person.id < contact) {
      this.#silent(person)
      person = people[++this.#next]
    }
    this.#contact = contact
    this.#person = person?.id === contact ? person : null
    if (this.#person !== null) this.#next += 1
    this.#alone = this.#person?.joined === false && !this.#person.sealed
    this.#ats = []
    this.#facts = []
    this.#memberships = []
    this.#deals = new DealNames()
  }

  /** Of whom there is no event in its own row. */
  #silent(person: PersonMark): void {
    if (person.sealed || person.joined) this.apart.push(person)
    else this.#parts.builder.next(person.id)
  }

  #end(): void {
    if (this.#person === null) return
    const { builder } = this.#parts
    if (!this.#alone || (this.#memberships.length > 0 && !this.#addLines())) {
      this.apart.push(this.#person)
      return
    }
    for (let index = 0; index < this.#ats.length; index++)
      builder.add(this.#ats[index] as number, this.#facts[index] as number)
    builder.next(this.#contact)
  }

  /** Puts the lines of its accounts between the facts; false where times alone do not tell their place. */
  #addLines(): boolean {
    const { lines, builder, reads } = this.#parts
    const memberships = this.#memberships.map(({ event }) => event as Event)
    const read = linesOfMember({ lines }, memberships, EVERYTHING)
    const times = new Set(this.#ats)
    const placed: { at: Time; after: number; code: number }[] = []
    for (const line of read) {
      const joined = this.#memberships.find(({ event }) => `${event.id}+` === line.id)
      if (joined === undefined && times.has(line.at)) return false
      const code = builder.codeOf(lineText(line.account, reduceLine(line, reads)))
      placed.push({ at: line.at, after: joined?.place ?? Number.POSITIVE_INFINITY, code })
    }
    for (const { at, after, code } of placed.reverse()) {
      let place = Math.min(after + 1, this.#ats.length)
      if (after === Number.POSITIVE_INFINITY) {
        place = this.#ats.findIndex((one) => one >= at)
        if (place < 0) place = this.#ats.length
      }
      this.#ats.splice(place, 0, at)
      this.#facts.splice(place, 0, code)
    }
    return true
  }
}
