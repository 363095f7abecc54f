/** Numbers for texts of bytes: the same bytes get the same number. Nothing is made of a text that is known. */
export class ByteCodes {
  readonly #most: number
  #table = new Int32Array(1 << 12)
  #hashes = new Int32Array(1 << 11)
  #starts = new Uint32Array((1 << 11) + 1)
  #values = new Uint32Array(1 << 11)
  #count = 0
  #bytes: DataView = new DataView(new ArrayBuffer(1 << 16))
  #hash = 0

  /** @param most bytes that are kept; texts beyond them stay unknown (default: 256 MB) */
  constructor(most = 2 ** 28) {
    this.#most = most
  }

  /** The number that was given to a text, or -1. */
  find(view: DataView, start: number, end: number): number {
    const hash = hashOf(view, start, end)
    this.#hash = hash
    const mask = this.#table.length - 1
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const entry = (this.#table[place] as number) - 1
      if (entry < 0) return -1
      if (this.#hashes[entry] === hash && this.#isSame(entry, view, start, end)) return this.#values[entry] as number
    }
  }

  /** Gives a number to the text that was looked for last and not found. */
  keep(view: DataView, start: number, end: number, value: number): void {
    const from = this.#starts[this.#count] as number
    const length = end - start
    if (from + length > this.#most) return
    if (this.#count === this.#values.length) this.#grow()
    if (from + length > this.#bytes.byteLength) this.#makeRoom(from + length)
    for (let index = 0; index < length; index++) this.#bytes.setUint8(from + index, view.getUint8(start + index))
    this.#hashes[this.#count] = this.#hash
    this.#values[this.#count] = value
    this.#count += 1
    this.#starts[this.#count] = from + length
    this.#enter(this.#count)
  }

  #isSame(entry: number, view: DataView, start: number, end: number): boolean {
    const from = this.#starts[entry] as number
    const length = end - start
    if ((this.#starts[entry + 1] as number) - from !== length) return false
    const bytes = this.#bytes
    let index = 0
    for (; index + 4 <= length; index += 4)
      if (bytes.getInt32(from + index) !== view.getInt32(start + index)) return false
    for (; index < length; index++) if (bytes.getUint8(from + index) !== view.getUint8(start + index)) return false
    return true
  }

  #enter(entry: number): void {
    const mask = this.#table.length - 1
    let place = (this.#hashes[entry - 1] as number) & mask
    while (this.#table[place] !== 0) place = (place + 1) & mask
    this.#table[place] = entry
  }

  #grow(): void {
    const size = this.#values.length * 2
    this.#hashes = larger(this.#hashes, new Int32Array(size))
    this.#starts = larger(this.#starts, new Uint32Array(size + 1))
    this.#values = larger(this.#values, new Uint32Array(size))
    this.#table = new Int32Array(size * 2)
    for (let entry = 1; entry <= this.#count; entry++) this.#enter(entry)
  }

  #makeRoom(least: number): void {
    const bytes = new Uint8Array(Math.min(this.#most, Math.max(least, this.#bytes.byteLength * 2)))
    bytes.set(new Uint8Array(this.#bytes.buffer))
    this.#bytes = new DataView(bytes.buffer)
  }
}

function hashOf(view: DataView, start: number, end: number): number {
  let hash = end - start
  let place = start
  for (; place + 4 <= end; place += 4) hash = mixed(hash ^ view.getInt32(place))
  for (; place < end; place++) hash = mixed(hash ^ view.getUint8(place))
  return hash ^ (hash >>> 15)
}

function mixed(hash: number): number {
  const product = Math.imul(hash, 0x9e37_79b1)
  return product ^ (product >>> 13)
}

function larger<T extends { readonly length: number; set(other: T): void }>(column: T, room: T): T {
  room.set(column)
  return room
}

/** Finds the place of an id among many, each 16 bytes, however they are ordered. */
export class IdPlaces {
  readonly #ids: DataView
  readonly #table: Int32Array

  constructor(ids: Uint8Array) {
    this.#ids = new DataView(ids.buffer, ids.byteOffset, ids.byteLength)
    const count = ids.length / 16
    this.#table = new Int32Array(2 ** Math.max(4, Math.ceil(Math.log2(count * 2 + 1))))
    const mask = this.#table.length - 1
    for (let place = 0; place < count; place++) {
      let slot = idHash(this.#ids, 16 * place) & mask
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask
      this.#table[slot] = place + 1
    }
  }

  /** The place of an id, or -1. */
  find(view: DataView, at: number): number {
    const ids = this.#ids
    const mask = this.#table.length - 1
    for (let slot = idHash(view, at) & mask; ; slot = (slot + 1) & mask) {
      const place = (this.#table[slot] as number) - 1
      if (place < 0) return -1
      const own = 16 * place
      // Ids of the same time differ at their ends.
      if (
        ids.getInt32(own + 12) === view.getInt32(at + 12) &&
        ids.getInt32(own + 8) === view.getInt32(at + 8) &&
        ids.getInt32(own + 4) === view.getInt32(at + 4) &&
        ids.getInt32(own) === view.getInt32(at)
      )
        return place
    }
  }
}

function idHash(view: DataView, at: number): number {
  const hash = mixed(mixed(view.getInt32(at + 12)) ^ view.getInt32(at + 4) ^ view.getInt32(at + 8))
  return hash ^ (hash >>> 15)
}
