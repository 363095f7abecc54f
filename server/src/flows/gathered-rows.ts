import { idAt } from '../domain/columnar/snapshot.ts'
import type { Time } from '../domain/facts.ts'

/** Fewer are put in order one by one. */
const FEW = 64

/** Events in the order in which they came out of the database. */
export class Rows {
  at: Float64Array
  code: Uint32Array
  #person: Uint32Array
  /** The ids as four words each: the order of a history. */
  #ids: Uint32Array
  #count = 0

  /** @param expected how many there will be, about */
  constructor(expected: number) {
    this.at = new Float64Array(expected)
    this.code = new Uint32Array(expected)
    this.#person = new Uint32Array(expected)
    this.#ids = new Uint32Array(4 * expected)
  }

  /** @param place of the event's id in its row */
  add(person: number, at: Time, code: number, row: DataView, place: number): void {
    if (this.#count === this.at.length) this.#grow()
    const count = this.#count++
    this.#person[count] = person
    this.at[count] = at
    this.code[count] = code
    const ids = this.#ids
    ids[4 * count] = row.getUint32(place)
    ids[4 * count + 1] = row.getUint32(place + 4)
    ids[4 * count + 2] = row.getUint32(place + 8)
    ids[4 * count + 3] = row.getUint32(place + 12)
  }

  /**
   * Which rows belong to whom: those of the first person, then those of the next.
   * @param counts how many each person has, from the first on
   */
  byPerson(counts: Uint32Array, first: number): Uint32Array {
    const next = new Uint32Array(counts.length)
    let sum = 0
    for (let person = 0; person < counts.length; person++) {
      next[person] = sum
      sum += counts[person] as number
    }
    const order = new Uint32Array(this.#count)
    for (let row = 0; row < this.#count; row++) {
      const person = (this.#person[row] as number) - first
      const place = next[person] as number
      order[place] = row
      next[person] = place + 1
    }
    return order
  }

  /** Puts rows of one person in the order of their ids. Most are in order as they came. */
  sort(order: Uint32Array, from: number, end: number): void {
    if (end - from > FEW && !this.#isSorted(order, from, end)) {
      order.subarray(from, end).sort((a, b) => this.#compare(a, b))
      return
    }
    for (let index = from + 1; index < end; index++) {
      const row = order[index] as number
      let place = index
      while (place > from && this.#compare(order[place - 1] as number, row) > 0) {
        order[place] = order[place - 1] as number
        place -= 1
      }
      order[place] = row
    }
  }

  idOf(row: number): string {
    const bytes = new Uint8Array(16)
    const view = new DataView(bytes.buffer)
    for (let word = 0; word < 4; word++) view.setUint32(4 * word, this.#ids[4 * row + word] as number)
    return idAt({ ids: bytes }, 0)
  }

  #isSorted(order: Uint32Array, from: number, end: number): boolean {
    for (let index = from + 1; index < end; index++)
      if (this.#compare(order[index - 1] as number, order[index] as number) > 0) return false
    return true
  }

  #compare(a: number, b: number): number {
    const ids = this.#ids
    for (let word = 0; word < 4; word++) {
      const difference = (ids[4 * a + word] as number) - (ids[4 * b + word] as number)
      if (difference !== 0) return difference
    }
    return 0
  }

  #grow(): void {
    const size = Math.max(1024, this.at.length * 2)
    this.at = larger(this.at, new Float64Array(size))
    this.code = larger(this.code, new Uint32Array(size))
    this.#person = larger(this.#person, new Uint32Array(size))
    this.#ids = larger(this.#ids, new Uint32Array(4 * size))
  }
}

function larger<T extends { set(other: T): void }>(column: T, room: T): T {
  room.set(column)
  return room
}
