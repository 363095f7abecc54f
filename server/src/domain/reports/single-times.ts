import type { StageKey } from '../facts.ts'
import { dimensions } from './dimensions.ts'

/** A single time from the first entry into a stage to the next into another. */
export interface SingleTime {
  readonly ms: number
  /** Of the first entry; null where nobody asks by dimension. */
  readonly stamps: readonly string[] | null
}

/** Which times are kept together: by the month of the first entry. */
export interface TimesKey {
  readonly track: string
  readonly from: StageKey
  readonly to: StageKey
  readonly month: string
}

export type TimeChanges = Map<string, { readonly added: SingleTime[]; readonly taken: SingleTime[] }>

const SEPARATOR = '\u001f'

export function timesKey({ track, from, to, month }: TimesKey): string {
  return `${track}${SEPARATOR}${from}${SEPARATOR}${to}${SEPARATOR}${month}`
}

export function readTimesKey(key: string): TimesKey {
  const [track = '', from = '', to = '', month = ''] = key.split(SEPARATOR)
  return { track, from, to, month }
}

/** Single times in columns, as they are kept: those that were added, and behind them those that were taken away of other parts. */
export interface TimePart {
  readonly added: number
  readonly taken: number
  /** Of six bytes each. */
  readonly times: Uint8Array
  /** Of two bytes each, one dimension after the other. */
  readonly stamps: Uint8Array | null
}

const TIME = 6
const STAMP = 2
/** Six bytes hold 8,900 years. */
const LONGEST = 2 ** 48 - 1

/** @param codeOf the number that stands for a value of a dimension, by its place among the dimensions */
export function packTimePart(
  { added, taken }: { readonly added: readonly SingleTime[]; readonly taken: readonly SingleTime[] },
  codeOf: (dimension: number, value: string) => number,
): TimePart {
  const all = [...added, ...taken]
  const times = new Uint8Array(all.length * TIME)
  const view = new DataView(times.buffer)
  for (const [index, single] of all.entries()) {
    const ms = Math.min(LONGEST, Math.max(0, single.ms))
    view.setUint32(index * TIME, ms % 2 ** 32, true)
    view.setUint16(index * TIME + 4, Math.floor(ms / 2 ** 32), true)
  }
  const stamps = all.some((single) => single.stamps === null) ? null : packStamps(all, codeOf)
  return { added: added.length, taken: taken.length, times, stamps }
}

function packStamps(times: readonly SingleTime[], codeOf: (dimension: number, value: string) => number): Uint8Array {
  const codes = new DataView(new ArrayBuffer(times.length * dimensions.length * STAMP))
  for (let dimension = 0; dimension < dimensions.length; dimension++)
    for (const [index, { stamps }] of times.entries())
      codes.setUint16((dimension * times.length + index) * STAMP, codeOf(dimension, stamps?.[dimension] ?? ''), true)
  return new Uint8Array(codes.buffer)
}

/** Several parts as one. What one part added and another took away is in it no more. */
export function joinTimeParts(parts: readonly TimePart[]): TimePart {
  const added = parts.reduce((sum, part) => sum + part.added, 0)
  const taken = parts.reduce((sum, part) => sum + part.taken, 0)
  const column = (of: (part: TimePart) => Uint8Array, width: number, offset: (part: TimePart) => number) => [
    ...parts.map((part) => of(part).subarray(offset(part), offset(part) + part.added * width)),
    ...parts.map((part) => of(part).subarray(offset(part) + part.added * width, offset(part) + sizeOf(part) * width)),
  ]
  const times = concat(
    column(
      (part) => part.times,
      TIME,
      () => 0,
    ),
  )
  const stamps = parts.some((part) => part.stamps === null)
    ? null
    : concat(dimensions.flatMap((_, dimension) => column(stampsOf, STAMP, (part) => dimension * sizeOf(part) * STAMP)))
  return withoutPairs({ added, taken, times, stamps })
}

function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

const NONE = new Uint8Array(0)
const stampsOf = ({ stamps }: TimePart) => stamps ?? NONE
const sizeOf = ({ added, taken }: Pick<TimePart, 'added' | 'taken'>) => added + taken

function withoutPairs(part: TimePart): TimePart {
  if (part.added === 0 || part.taken === 0) return part
  const read = reader(part)
  const taken = new Map<string, number[]>()
  const takenTimes = new Set<number>()
  for (let index = part.added; index < sizeOf(part); index++) {
    const key = read.whole(index)
    const same = taken.get(key)
    if (same === undefined) taken.set(key, [index])
    else same.push(index)
    takenTimes.add(read.ms(index))
  }
  const gone = new Set<number>()
  for (let index = 0; index < part.added; index++) {
    if (!takenTimes.has(read.ms(index))) continue
    const other = taken.get(read.whole(index))?.pop()
    if (other !== undefined) gone.add(index).add(other)
  }
  if (gone.size === 0) return part
  const left = Array.from({ length: sizeOf(part) }, (_, index) => index).filter((index) => !gone.has(index))
  const pick = (bytes: Uint8Array, width: number, first: number) =>
    left.map((index) => bytes.subarray((first + index) * width, (first + index + 1) * width))
  return {
    added: part.added - gone.size / 2,
    taken: part.taken - gone.size / 2,
    times: concat(pick(part.times, TIME, 0)),
    stamps:
      part.stamps === null
        ? null
        : concat(dimensions.flatMap((_, dimension) => pick(stampsOf(part), STAMP, dimension * sizeOf(part)))),
  }
}

function reader(part: TimePart) {
  const ms = msReader(part.times)
  const stamps = stampsOf(part)
  const codeOf = codeReader(stamps)
  const codes = (index: number) =>
    part.stamps === null ? null : dimensions.map((_, dimension) => codeOf(dimension * sizeOf(part) + index))
  return { ms, codes, whole: (index: number) => `${ms(index)} ${codes(index)?.join(' ') ?? ''}` }
}

function msReader(times: Uint8Array): (index: number) => number {
  const view = new DataView(times.buffer, times.byteOffset, times.byteLength)
  return (index) => view.getUint32(index * TIME, true) + view.getUint16(index * TIME + 4, true) * 2 ** 32
}

function codeReader(stamps: Uint8Array): (index: number) => number {
  const view = new DataView(stamps.buffer, stamps.byteOffset, stamps.byteLength)
  return (index) => view.getUint16(index * STAMP, true)
}

/** Each time of a part, with the codes of its values where it has any. */
export function visitTimes(
  part: TimePart,
  visit: (ms: number, codes: readonly number[] | null, count: 1 | -1) => void,
): void {
  const { ms, codes } = reader(part)
  for (let index = 0; index < sizeOf(part); index++) visit(ms(index), codes(index), index < part.added ? 1 : -1)
}

/** Times as a report reads them: the codes are of one dimension. */
export interface TimeColumn extends Omit<TimePart, 'stamps'> {
  /** Null: of everybody. */
  readonly codes: Uint8Array | null
}

// Used again and again, as long as no report asks for more: what is large and short-lived keeps the garbage collector at work.
let scratch = new Float64Array(0)

/**
 * What is left of parts when what was taken is away, by place.
 * @param placeOf by code, below zero for nowhere; null where all are in one place
 * @param visit told of each place with any, whose times it may reorder and must not keep
 */
export function visitPlaces(
  parts: readonly TimeColumn[],
  places: number,
  placeOf: Int16Array | null,
  visit: (place: number, times: Float64Array) => void,
): void {
  const stretches = { added: parts.map(addedOf), taken: parts.map(takenOf).filter(({ length }) => length > 0) }
  const [added, taken] = [groupEnds(stretches.added, places, placeOf), groupEnds(stretches.taken, places, placeOf)]
  const size = (added.at(-1) ?? 0) + (taken.at(-1) ?? 0)
  if (scratch.length < size) scratch = new Float64Array(size * 2)
  const [values, gone] = [scratch, scratch.subarray(added.at(-1) ?? 0)]
  for (const stretch of stretches.added) group(stretch, placeOf, added, values)
  for (const stretch of stretches.taken) group(stretch, placeOf, taken, gone)
  // Each group filled up from its beginning, so that its end stands where its begin stood. The first group is of nowhere.
  for (let place = 0; place < places; place++) {
    const of = (ends: Uint32Array, all: Float64Array) => all.subarray(ends[place], ends[place + 1])
    const left = without(of(added, values), of(taken, gone))
    if (left.length > 0) visit(place, left)
  }
}

/** A stretch of a part's columns. */
interface Stretch {
  readonly times: Uint8Array
  readonly codes: Uint8Array | null
  readonly length: number
}

function addedOf({ added, times, codes }: TimeColumn): Stretch {
  return { times, codes, length: added }
}

function takenOf({ added, taken, times, codes }: TimeColumn): Stretch {
  return { times: times.subarray(added * TIME), codes: codes?.subarray(added * STAMP) ?? null, length: taken }
}

/** Where the group of each place begins, after that of nowhere, and in the end the number of all. Loops are plain: there may be 100,000s. */
function groupEnds(stretches: readonly Stretch[], places: number, placeOf: Int16Array | null): Uint32Array {
  const ends = new Uint32Array(places + 2)
  for (const { codes, length } of stretches) {
    if (codes === null || placeOf === null) {
      ends[2] = (ends[2] ?? 0) + length
      continue
    }
    for (let index = 0; index < length; index++) {
      const slot = (placeOf[(codes[2 * index] as number) + (codes[2 * index + 1] as number) * 256] as number) + 2
      ends[slot] = (ends[slot] as number) + 1
    }
  }
  for (let slot = 2; slot < ends.length; slot++) ends[slot] = (ends[slot] as number) + (ends[slot - 1] as number)
  return ends
}

/** Puts times into the groups of their places; each begin moves on to the group's end. */
function group(
  { times, codes, length }: Stretch,
  placeOf: Int16Array | null,
  ends: Uint32Array,
  into: Float64Array,
): void {
  const view = new DataView(times.buffer, times.byteOffset, times.byteLength)
  for (let index = 0; index < length; index++) {
    const place =
      codes === null || placeOf === null
        ? 0
        : (placeOf[(codes[2 * index] as number) + (codes[2 * index + 1] as number) * 256] as number)
    const at = ends[place + 1] as number
    into[at] = view.getUint32(index * TIME, true) + view.getUint16(index * TIME + 4, true) * 2 ** 32
    ends[place + 1] = at + 1
  }
}

function without(added: Float64Array, taken: Float64Array): Float64Array {
  if (taken.length === 0) return added
  const [all, gone] = [added.sort(), taken.sort()]
  let [next, kept] = [0, 0]
  for (const value of all) {
    if (value === gone[next]) next += 1
    else all[kept++] = value
  }
  return all.subarray(0, kept)
}
