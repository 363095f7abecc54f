import { compareIds, type Snapshot } from './snapshot.ts'

/** Where each contact of a joined snapshot comes from: a place in the first, or -1 less its place in the second. */
export type Origins = Int32Array

type Ids = Pick<Snapshot, 'ids'>

/** Who stands in two snapshots together, by their ids; of those left out of the first, and not in the second, nothing stays. */
export function originsOf(base: Ids, skip: Uint8Array, newer: Ids): Origins {
  const [many, few] = [base.ids.length / 16, newer.ids.length / 16]
  const origins = new Int32Array(many + few)
  let count = 0
  for (let [one, two] = [0, 0]; one < many || two < few; ) {
    const order = one === many ? 1 : two === few ? -1 : compareIds(base.ids, 16 * one, newer.ids, 16 * two)
    if (order <= 0) {
      if (skip[one] !== 1) origins[count++] = one
      one += 1
    }
    if (order >= 0) origins[count++] = -1 - two++
  }
  return origins.subarray(0, count)
}

/** The histories of the first for those who are as they were, and of the second for the others: as if all had been gathered anew. */
export function joinSnapshots(base: Snapshot, newer: Snapshot, origins: Origins): Snapshot {
  let size = 0
  for (const origin of origins) size += lengthOf(origin < 0 ? newer : base, placeOf(origin))
  const joined = {
    ids: column(Uint8Array, origins.length * 16),
    starts: column(Uint32Array, origins.length + 1),
    at: column(Float64Array, size),
    code: column(Uint32Array, size),
  }
  // Facts that nobody has any more are left behind.
  const facts = new JoinedFacts()
  const codes = { base: facts.codesFrom(base), newer: facts.codesFrom(newer) }
  let count = 0
  for (let contact = 0; contact < origins.length; contact++) {
    const origin = origins[contact] ?? 0
    const [from, codeOf] = origin < 0 ? [newer, codes.newer] : [base, codes.base]
    const place = placeOf(origin)
    joined.ids.set(from.ids.subarray(16 * place, 16 * place + 16), 16 * contact)
    for (let index = from.starts[place] ?? 0; index < (from.starts[place + 1] ?? 0); index++) {
      joined.at[count] = from.at[index] as number
      joined.code[count] = codeOf(from.code[index] as number)
      count += 1
    }
    joined.starts[contact + 1] = count
  }
  return { ...joined, reads: base.reads, facts: facts.texts }
}

class JoinedFacts {
  readonly texts: string[] = []
  readonly #codes = new Map<string, number>()

  codesFrom({ facts }: Snapshot): (code: number) => number {
    const known = new Int32Array(facts.length).fill(-1)
    return (code) => {
      const there = known[code] as number
      if (there >= 0) return there
      const given = this.#codeOf(facts[code] ?? '')
      known[code] = given
      return given
    }
  }

  #codeOf(text: string): number {
    const known = this.#codes.get(text)
    if (known !== undefined) return known
    const code = this.texts.push(text) - 1
    this.#codes.set(text, code)
    return code
  }
}

/** One value for each contact, of those whom two snapshots have together. */
export function joinValues<T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
  base: T,
  newer: T,
  origins: Origins,
  into: T,
): T {
  for (let contact = 0; contact < origins.length; contact++) {
    const origin = origins[contact] ?? 0
    into[contact] = ((origin < 0 ? newer : base)[placeOf(origin)] ?? 0) as number
  }
  return into
}

function placeOf(origin: number): number {
  return origin < 0 ? -1 - origin : origin
}

function lengthOf({ starts }: Pick<Snapshot, 'starts'>, place: number): number {
  return (starts[place + 1] ?? 0) - (starts[place] ?? 0)
}

/** A column in memory that threads share. */
function column<T extends { readonly BYTES_PER_ELEMENT: number }>(
  make: { new (buffer: SharedArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  length: number,
): T {
  return new make(new SharedArrayBuffer(length * make.BYTES_PER_ELEMENT))
}
