import type { Bar, Event, Fact, StageKey, Time } from '../facts.ts'
import { canonical, type Json, type JsonObject } from '../json.ts'
import type { MoveCause } from '../what-if/moves.ts'
import type { Reads } from './reads.ts'
import { DealNames, type ReducedEvent, reduceEvent, reduceLine } from './reduce-event.ts'

/** What happened, its time and contact aside: each is held once, however often it happened. */
export type CodedFact =
  | ({ readonly is: 'event' } & ReducedEvent)
  | { readonly is: 'account'; readonly account: string; readonly values: JsonObject }
  | Pick<Bar, 'is' | 'track' | 'stage' | 'until'>
  /** A recorded move of a person who was erased: nothing else is left of the history. */
  | { readonly is: 'fixed'; readonly stage: StageKey; readonly cause: MoveCause }

/**
 * The histories of all people in columns, without recorded transitions: what a what-if walks over. Facts of contact i are those from starts[i] up
 * to starts[i + 1], in the order of their places.
 */
export interface Snapshot {
  readonly reads: Reads
  /** The ids of the contacts as 16 bytes each, ascending. */
  readonly ids: Uint8Array
  readonly starts: Uint32Array
  readonly at: Float64Array
  /** Which of `facts`. */
  readonly code: Uint32Array
  /** As canonical JSON (CodedFact). */
  readonly facts: readonly string[]
}

/** Gathers histories contact by contact, in any order. */
export class SnapshotBuilder {
  readonly #reads: Reads
  readonly #codes = new Map<string, number>()
  readonly #facts: string[] = []
  #contacts = 0
  #count = 0
  #ids = new Uint8Array(16 * 1024)
  #starts = new Uint32Array(1025)
  #at = new Float64Array(8192)
  #code = new Uint32Array(8192)

  constructor(reads: Reads) {
    this.#reads = reads
  }

  /** The code of a fact by the text that names it (`CodedFact` as canonical JSON). */
  codeOf(text: string): number {
    const known = this.#codes.get(text)
    if (known !== undefined) return known
    const code = this.#facts.push(text) - 1
    this.#codes.set(text, code)
    return code
  }

  codeOfEvent(event: ReducedEvent, deals: DealNames): number {
    return this.codeOf(textOf({ is: 'event', ...reduceEvent(event, this.#reads, deals) }))
  }

  /** One more fact of the contact that is gathered at present; they come in the order of their places. */
  add(at: Time, code: number): void {
    if (this.#count === this.#at.length) {
      this.#at = grown(this.#at, new Float64Array(this.#count * 2))
      this.#code = grown(this.#code, new Uint32Array(this.#count * 2))
    }
    this.#at[this.#count] = at
    this.#code[this.#count] = code
    this.#count += 1
  }

  /** A whole history as the domain has it. */
  addHistory(contact: string, facts: readonly Fact[]): void {
    const deals = new DealNames()
    for (const fact of facts) {
      const code = this.#codeOfFact(fact, deals)
      if (code !== null) this.add(fact.at, code)
    }
    this.next(contact)
  }

  #codeOfFact(fact: Fact, deals: DealNames): number | null {
    switch (fact.is) {
      case 'event':
        return this.codeOfEvent(fact, deals)
      case 'account':
        return this.codeOf(lineText(fact.account, reduceLine(fact, this.#reads)))
      case 'bar':
        return this.codeOf(textOf({ is: 'bar', track: fact.track, stage: fact.stage, until: fact.until }))
      case 'transition':
        return null
    }
  }

  /** The recorded moves of a person who was erased. */
  addFixed(
    contact: string,
    moves: readonly { readonly to: StageKey; readonly at: Time; readonly cause: MoveCause }[],
  ): void {
    for (const { to, at, cause } of moves) this.add(at, this.codeOf(textOf({ is: 'fixed', stage: to, cause })))
    this.next(contact)
  }

  /** Ends the present contact. */
  next(contact: string): void {
    this.#makeRoom()
    writeId(this.#ids, 16 * this.#contacts, contact)
    this.#end()
  }

  /** Ends the present contact, whose id is one of many. */
  nextOf(ids: Uint8Array, place: number): void {
    this.#makeRoom()
    for (let byte = 0; byte < 16; byte++) this.#ids[16 * this.#contacts + byte] = ids[16 * place + byte] as number
    this.#end()
  }

  #makeRoom(): void {
    if (16 * (this.#contacts + 1) <= this.#ids.length) return
    this.#ids = grown(this.#ids, new Uint8Array(this.#ids.length * 2))
    this.#starts = grown(this.#starts, new Uint32Array(this.#ids.length / 16 + 1))
  }

  #end(): void {
    this.#contacts += 1
    this.#starts[this.#contacts] = this.#count
  }

  /** The snapshot, its contacts in ascending order of their ids. */
  finish(): Snapshot {
    const columns = {
      ids: this.#ids.subarray(0, 16 * this.#contacts),
      starts: this.#starts.subarray(0, this.#contacts + 1),
      at: this.#at.subarray(0, this.#count),
      code: this.#code.subarray(0, this.#count),
    }
    const { ids, starts, at, code } = inOrder(columns) ? columns : sorted(columns)
    return {
      reads: this.#reads,
      ids: shared(ids, Uint8Array),
      starts: shared(starts, Uint32Array),
      at: shared(at, Float64Array),
      code: shared(code, Uint32Array),
      facts: this.#facts,
    }
  }
}

type Columns = Pick<Snapshot, 'ids' | 'starts' | 'at' | 'code'>

function inOrder({ ids }: Columns): boolean {
  for (let contact = 1; contact < ids.length / 16; contact++)
    if (compareIds(ids, 16 * (contact - 1), ids, 16 * contact) > 0) return false
  return true
}

/** Compares the ids that stand at two places. */
export function compareIds(a: Uint8Array, at: number, b: Uint8Array, other: number): number {
  for (let byte = 0; byte < 16; byte++) {
    const difference = (a[at + byte] ?? 0) - (b[other + byte] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function sorted({ ids, starts, at, code }: Columns): Columns {
  const order = Uint32Array.from({ length: starts.length - 1 }, (_, contact) => contact)
  order.sort((a, b) => compareIds(ids, 16 * a, ids, 16 * b))
  const after: Columns = {
    ids: new Uint8Array(ids.length),
    starts: new Uint32Array(starts.length),
    at: new Float64Array(at.length),
    code: new Uint32Array(code.length),
  }
  let count = 0
  for (const [place, contact] of order.entries()) {
    const [first, end] = [starts[contact] ?? 0, starts[contact + 1] ?? 0]
    after.ids.set(ids.subarray(16 * contact, 16 * contact + 16), 16 * place)
    after.at.set(at.subarray(first, end), count)
    after.code.set(code.subarray(first, end), count)
    count += end - first
    after.starts[place + 1] = count
  }
  return after
}

function textOf(fact: CodedFact): string {
  return canonical(fact)
}

export function lineText(account: string, values: Json): string {
  return canonical({ is: 'account', account, values })
}

/** The event that a coded one stands for, with the time left to be set. */
export function eventOf(fact: Extract<CodedFact, { is: 'event' }>): Event {
  return { ...fact, at: 0, id: '', contact: '', cameBy: null, seq: 0, receivedAt: 0 }
}

export function contactsOf({ starts }: Pick<Snapshot, 'starts'>): number {
  return starts.length - 1
}

export function idAt({ ids }: Pick<Snapshot, 'ids'>, index: number): string {
  let text = ''
  for (let byte = 16 * index; byte < 16 * index + 16; byte++) {
    const place = byte - 16 * index
    if (place === 4 || place === 6 || place === 8 || place === 10) text += '-'
    text += HEX[ids[byte] ?? 0]
  }
  return text
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function writeId(ids: Uint8Array, place: number, id: string): void {
  let byte = place
  for (let index = 0; index + 1 < id.length && byte < place + 16; index += 2) {
    if (id.charCodeAt(index) === 45) index += 1
    ids[byte++] = Number.parseInt(id.slice(index, index + 2), 16)
  }
}

interface Column<T> {
  readonly length: number
  set(other: T): void
}

function grown<T extends Column<T>>(column: T, larger: T): T {
  larger.set(column)
  return larger
}

/** A copy in memory that threads share. */
function shared<T extends { readonly length: number; set(other: T): void; readonly BYTES_PER_ELEMENT: number }>(
  column: T,
  make: new (buffer: SharedArrayBuffer) => T,
): T {
  const copy = new make(new SharedArrayBuffer(column.length * column.BYTES_PER_ELEMENT))
  copy.set(column)
  return copy
}
