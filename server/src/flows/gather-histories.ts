import { ByteCodes, IdPlaces } from '../domain/columnar/byte-codes.ts'
import type { Reads } from '../domain/columnar/reads.ts'
import { DealNames, type ReducedEvent, reduceLine } from '../domain/columnar/reduce-event.ts'
import { idAt, lineText, type SnapshotBuilder } from '../domain/columnar/snapshot.ts'
import type { AccountLine, Event, Time } from '../domain/facts.ts'
import { EVERYTHING, linesOfMember } from '../domain/history.ts'
import { type People, SEALED } from '../features/what-if/read-people.ts'
import { CONTACT, type EventStream, FACT, ID, timeOf } from '../features/what-if/stream-events.ts'
import { Rows } from './gathered-rows.ts'

export interface PersonApart {
  readonly id: string
  readonly sealed: boolean
}

interface Parts {
  readonly builder: SnapshotBuilder
  readonly reads: Reads
  readonly stream: EventStream
  readonly lines: ReadonlyMap<string, readonly AccountLine[]>
  readonly people: People
}

/** From here on a code names an event whose coding rests on the contact's other events; below it a fact. */
const LATER = 2 ** 31
/** The code of what makes rows alone not tell the history. */
const APART = 2 ** 32 - 1

/** What is known of a person. */
const IS_APART = 1
const IS_LATER = 2

const NO_DEALS = new DealNames()

/** Puts streamed events in order, some people at a time, and into a snapshot. */
export class Gathering {
  /** Those that have to be read another way, since their rows alone do not tell their history. */
  readonly apart: PersonApart[] = []
  readonly #parts: Parts
  readonly #places: IdPlaces
  readonly #codes = new ByteCodes()
  readonly #later: ReducedEvent[] = []
  /** By place of a person: 1 where rows alone do not tell the history, 2 where events have to be coded later. */
  readonly #marks: Uint8Array
  #rows = new Rows(0)
  #counts = new Uint32Array(0)
  #first = 0

  constructor(parts: Parts) {
    this.#parts = parts
    this.#places = new IdPlaces(parts.people.ids)
    this.#marks = Uint8Array.from(parts.people.marks, (marks) => (marks === 0 ? 0 : IS_APART))
  }

  /** Reads the events of people from a place up to another. */
  async gather(first: number, end: number): Promise<void> {
    const { people, stream } = this.#parts
    this.#first = first
    this.#counts = new Uint32Array(end - first + 1)
    let expected = 0
    for (let place = first; place < end; place++) expected += people.seqs[place] as number
    this.#rows = new Rows(expected)
    const last = people.seqs.length
    const range = { from: first === 0 ? null : idAt(people, first), upTo: end === last ? null : idAt(people, end) }
    await stream.each(range, (row, from, to) => this.#take(row, from, to))
    this.#put(end)
  }

  #take(row: DataView, start: number, end: number): void {
    const place = this.#places.find(row, start + CONTACT)
    // Rows that were merged into others are read with them.
    if (place < 0 || (this.#marks[place] as number) === IS_APART) return
    const known = this.#codes.find(row, start + FACT, end)
    const code = known < 0 ? this.#learn(row, start + FACT, end) : known
    if (code >= LATER) {
      this.#marks[place] = code === APART ? IS_APART : IS_LATER
      if (code === APART) return
    }
    const count = place - this.#first
    this.#counts[count] = (this.#counts[count] as number) + 1
    this.#rows.add(place, timeOf(row, start), code, row, start + ID)
  }

  #learn(row: DataView, start: number, end: number): number {
    const code = this.#codeOf(this.#parts.stream.read(row, start, end))
    this.#codes.keep(row, start, end, code)
    return code
  }

  #codeOf(event: ReducedEvent): number {
    if (event.kind === 'void' || event.kind === 'merge') return APART
    if (event.kind === 'membership' || event.kind === 'opportunity') return LATER + this.#later.push(event) - 1
    return this.#parts.builder.codeOfEvent(event, NO_DEALS)
  }

  #put(end: number): void {
    const { people, builder } = this.#parts
    const rows = this.#rows
    const order = rows.byPerson(this.#counts, this.#first)
    let from = 0
    for (let place = this.#first; place < end; place++) {
      const upTo = from + (this.#counts[place - this.#first] as number)
      const mark = this.#marks[place] as number
      let isPut = mark !== IS_APART
      if (isPut) {
        rows.sort(order, from, upTo)
        if (mark === IS_LATER) isPut = this.#putLater(order.subarray(from, upTo))
        else
          for (let index = from; index < upTo; index++) {
            const row = order[index] as number
            builder.add(rows.at[row] as number, rows.code[row] as number)
          }
      }
      if (isPut) builder.nextOf(people.ids, place)
      else this.apart.push({ id: idAt(people, place), sealed: ((people.marks[place] as number) & SEALED) !== 0 })
      from = upTo
    }
    this.#rows = new Rows(0)
  }

  /** Somebody with deals or accounts; false where rows alone do not tell the history. */
  #putLater(order: Uint32Array): boolean {
    const { builder } = this.#parts
    const history = new LinedHistory()
    const deals = new DealNames()
    for (const row of order) {
      const [at, code] = [this.#rows.at[row] as number, this.#rows.code[row] as number]
      const event = this.#later[code - LATER]
      if (event?.kind === 'membership') history.join({ ...event, at, id: this.#rows.idOf(row) })
      history.add(at, event === undefined ? code : builder.codeOfEvent(event, deals))
    }
    if (!history.addLines(this.#parts)) return false
    for (const [index, at] of history.ats.entries()) builder.add(at, history.codes[index] as number)
    return true
  }
}

/** A history into which the lines of its accounts are put. */
class LinedHistory {
  readonly ats: Time[] = []
  readonly codes: number[] = []
  readonly #memberships: { readonly place: number; readonly event: Pick<Event, 'kind' | 'at' | 'id' | 'data'> }[] = []

  add(at: Time, code: number): void {
    this.ats.push(at)
    this.codes.push(code)
  }

  /** The next that is added is a membership. */
  join(event: Pick<Event, 'kind' | 'at' | 'id' | 'data'>): void {
    this.#memberships.push({ place: this.ats.length, event })
  }

  /** Puts the lines of its accounts between the facts; false where times alone do not tell their place. */
  addLines({ lines, builder, reads }: Parts): boolean {
    if (this.#memberships.length === 0) return true
    const memberships = this.#memberships.map(({ event }) => event as Event)
    const read = linesOfMember({ lines }, memberships, EVERYTHING)
    const times = new Set(this.ats)
    const placed: { at: Time; after: number; code: number }[] = []
    for (const line of read) {
      const joined = this.#memberships.find(({ event }) => `${event.id}+` === line.id)
      if (joined === undefined && times.has(line.at)) return false
      const code = builder.codeOf(lineText(line.account, reduceLine(line, reads)))
      placed.push({ at: line.at, after: joined?.place ?? Number.POSITIVE_INFINITY, code })
    }
    for (const { at, after, code } of placed.reverse()) {
      let place = Math.min(after + 1, this.ats.length)
      if (after === Number.POSITIVE_INFINITY) {
        place = this.ats.findIndex((one) => one >= at)
        if (place < 0) place = this.ats.length
      }
      this.ats.splice(place, 0, at)
      this.codes.splice(place, 0, code)
    }
    return true
  }
}
