/** The small numbers that stand for the names of cells where counts are kept. */
export class CellNames {
  readonly #codes = new Map<string, number>()
  readonly #names: string[] = []

  constructor(names: Readonly<Record<string, number>>) {
    for (const [name, code] of Object.entries(names)) this.add(name, code)
  }

  /** One more than the greatest number. */
  get size(): number {
    return this.#names.length
  }

  add(name: string, code: number): void {
    this.#codes.set(name, code)
    this.#names[code] = name
  }

  find(name: string): number | undefined {
    return this.#codes.get(name)
  }

  codeOf(name: string): number {
    const code = this.#codes.get(name)
    if (code === undefined) throw new Error(`No number stands for the cell “${name}”.`)
    return code
  }

  nameOf(code: number): string {
    const name = this.#names[code]
    if (name === undefined) throw new Error(`The number ${code} stands for no cell.`)
    return name
  }
}

/** The pair of stages and the bucket that the name of a cell of times is made of. */
export function splitTime(cell: string): readonly [pair: string, bucket: number] {
  const colon = cell.lastIndexOf(':')
  return [cell.slice(0, colon), Number(cell.slice(colon + 1))]
}

/** Counts as bytes. Several packs, one after the other, are a pack of all of them. */
export function packCounts(counts: ReadonlyMap<string, number>, names: CellNames): Uint8Array {
  const writer = new Writer()
  for (const [cell, count] of counts) {
    writer.natural(names.codeOf(cell))
    writer.whole(count)
  }
  return writer.bytes()
}

/** Counts of times as bytes, of each pair by its code; these too can stand one after the other. */
export function packTimes(times: ReadonlyMap<number, Float64Array>): Uint8Array {
  const writer = new Writer()
  for (const [code, buckets] of times) {
    let many = 0
    for (let bucket = 0; bucket < buckets.length; bucket++) if (buckets[bucket] !== 0) many += 1
    if (many === 0) continue
    writer.natural(code)
    writer.natural(many)
    let before = 0
    for (let bucket = 0; bucket < buckets.length; bucket++) {
      if (buckets[bucket] === 0) continue
      writer.natural(bucket - before)
      writer.whole(buckets[bucket] as number)
      before = bucket
    }
  }
  return writer.bytes()
}

export function readCounts(packed: Uint8Array, visit: (code: number, count: number) => void): void {
  const reader = new Reader(packed)
  while (reader.at < packed.length) visit(reader.natural(), reader.whole())
}

/** Adds the counts of times to those that are there; the buckets of a pair are told by its code. */
export function sumTimes(packed: Uint8Array, bucketsOf: (code: number) => Float64Array): void {
  const reader = new Reader(packed)
  while (reader.at < packed.length) {
    const buckets = bucketsOf(reader.natural())
    sumBuckets(packed, reader, reader.natural(), buckets)
  }
}

/** Hundreds of thousands are read for one report, nearly all of one byte, so that those are read here without a call. */
function sumBuckets(packed: Uint8Array, reader: Reader, many: number, buckets: Float64Array): void {
  const last = packed.length - 1
  let at = reader.at
  let bucket = 0
  for (let left = many; left > 0; left--) {
    const step = at < last ? (packed[at] as number) : 128
    const count = at < last ? (packed[at + 1] as number) : 128
    if (step < 128 && count < 128) {
      at += 2
      bucket += step
      buckets[bucket] = (buckets[bucket] as number) + ((count & 1) === 0 ? count >> 1 : ~(count >> 1))
      continue
    }
    reader.at = at
    bucket += reader.natural()
    buckets[bucket] = (buckets[bucket] as number) + reader.whole()
    at = reader.at
  }
  reader.at = at
}

/** Writes numbers with seven bits in a byte, the lowest first; the eighth says that more follow. */
class Writer {
  #bytes = new Uint8Array(256)
  #length = 0

  natural(value: number): void {
    if (this.#length + 8 > this.#bytes.length) {
      const longer = new Uint8Array(this.#bytes.length * 2)
      longer.set(this.#bytes)
      this.#bytes = longer
    }
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#bytes[this.#length++] = (rest % 128) + 128
    this.#bytes[this.#length++] = rest
  }

  whole(value: number): void {
    this.natural(value >= 0 ? value * 2 : -value * 2 - 1)
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }
}

class Reader {
  at = 0
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  natural(): number {
    const first = this.#bytes[this.at++]
    // Nearly all are small; the rest is kept apart, so that this can be put into the loops that call it.
    return first !== undefined && first < 128 ? first : this.#further(first)
  }

  whole(): number {
    const value = this.natural()
    if (value < 2 ** 30) return (value & 1) === 0 ? value >> 1 : ~(value >> 1)
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  #further(first: number | undefined): number {
    let value = 0
    for (let [byte, scale] = [first, 1]; ; byte = this.#bytes[this.at++], scale *= 128) {
      if (byte === undefined) throw new Error('Packed counts end in the middle of a number.')
      if (byte < 128) return value + byte * scale
      value += (byte - 128) * scale
    }
  }
}
