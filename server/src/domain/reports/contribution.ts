import { dateOf, localDay } from '../calendar/zone.ts'
import type { StageKey, Time } from '../facts.ts'
import { bucketOfTime } from './histogram.ts'
import type { Shape } from './shape.ts'

/** A transition that was not voided, as far as reports read it. */
export interface LedgerEntry {
  readonly nth: number
  readonly track: string
  readonly from: StageKey | null
  readonly to: StageKey
  readonly at: Time
  /** Made by an exclusion: it moves, and does not count. */
  readonly excluded: boolean
  /** Another system named the stage and not when it was entered, or a version was published that restates: it counts as reached only. */
  readonly undated: boolean
  /** Values of the dimensions, in their order. */
  readonly stamps: readonly string[]
}

/** Something that one contact adds to a report, under the stamps of one of its entries. */
export interface Counted {
  readonly cell: string
  /** Where it is counted: a month, a day, or empty for the present. */
  readonly month: string
  readonly day: string | null
  readonly entry: LedgerEntry
  /** Counted for everybody, and not by dimension. */
  readonly onlyAll: boolean
  /** Of a time: between the entry and the next into which stage, and how long it was, in ms. */
  readonly time: { readonly to: StageKey; readonly ms: number } | null
}

/** The names of cells. Each is made once: they are the keys of everything that is counted. */
export const cellOf = {
  /** Is in the stage now. */
  now: ofStage('n:'),
  /** Entered it for the first time. */
  entered: ofStage('e:'),
  /** Entered it again. */
  again: ofStage('a:'),
  /** Reached it, or a later one, for the first time. */
  reached: ofStage('r:'),
  /** Entered the first and reached the second, or a later one, afterwards. */
  passed: ofPair('p:'),
  /** Entered the first and entered the second afterwards. */
  followed: ofPair('f:'),
  movedIn: ofStage('i:'),
  movedOut: ofStage('o:'),
  /** The time between two entries; its buckets are kept apart from the counts. */
  times: ofPair('t:'),
}

function ofStage(prefix: string): (stage: StageKey) => string {
  const known = new Map<StageKey, string>()
  return (stage) => {
    const found = known.get(stage) ?? `${prefix}${stage}`
    known.set(stage, found)
    return found
  }
}

function ofPair(prefix: string): (from: StageKey, to: StageKey) => string {
  const known = new Map<StageKey, (to: StageKey) => string>()
  return (from, to) => {
    const found = known.get(from) ?? ofStage(`${prefix}${from}>`)
    known.set(from, found)
    return found(to)
  }
}

const buckets = new Map<string, string[]>()

/** A bucket of the time between two entries. */
function timeCell(from: StageKey, to: StageKey, bucket: number): string {
  const times = cellOf.times(from, to)
  const known = buckets.get(times) ?? []
  buckets.set(times, known)
  const found = known[bucket] ?? `${times}:${bucket}`
  known[bucket] = found
  return found
}

/** Whether a cell is a bucket of a histogram. */
export function isTime(cell: string): boolean {
  return cell.startsWith('t:')
}

/**
 * What one contact adds to the reports. A pure function of its ledger: adding what a contact adds now and taking away what it added before
 * keeps every count right, whatever changed; a rebuild is the sum over all contacts.
 * @param ledger the contact's own transitions that were not voided, in the order of recording
 */
export function contribution(shape: Shape, ledger: readonly LedgerEntry[]): readonly Counted[] {
  const tracks = new Map<string, LedgerEntry[]>()
  for (const entry of ledger) {
    const of = tracks.get(entry.track)
    if (of === undefined) tracks.set(entry.track, [entry])
    else of.push(entry)
  }
  const counted: Counted[] = []
  for (const [track, entries] of tracks) new TrackCount(shape.zone, shape.stages.get(track) ?? [], counted).add(entries)
  return counted
}

class TrackCount {
  readonly #zone: string
  readonly #stages: readonly StageKey[]
  readonly #counted: Counted[]
  readonly #dates = new Map<LedgerEntry, { readonly month: string; readonly day: string }>()

  constructor(zone: string, stages: readonly StageKey[], counted: Counted[]) {
    this.#zone = zone
    this.#stages = stages
    this.#counted = counted
  }

  add(entries: readonly LedgerEntry[]): void {
    const last = entries.at(-1)
    if (last === undefined) return
    this.#counted.push({ cell: cellOf.now(last.to), month: '', day: null, entry: last, onlyAll: false, time: null })
    const counting = entries.filter(({ excluded }) => !excluded)
    this.#moves(entries)
    this.#reached(counting)
    for (const first of this.#entered(counting)) this.#passed(first, counting)
  }

  #moves(entries: readonly LedgerEntry[]): void {
    for (const entry of entries) {
      if (entry.undated) continue
      if (!entry.excluded) this.#daily(cellOf.movedIn(entry.to), entry)
      if (entry.from !== null) this.#daily(cellOf.movedOut(entry.from), entry)
    }
  }

  /** @returns the first entry into each stage */
  #entered(counting: readonly LedgerEntry[]): readonly LedgerEntry[] {
    const firsts = new Map<StageKey, LedgerEntry>()
    for (const entry of counting) {
      if (entry.undated) continue
      if (firsts.has(entry.to)) {
        this.#monthly(cellOf.again(entry.to), entry)
        continue
      }
      firsts.set(entry.to, entry)
      this.#monthly(cellOf.entered(entry.to), entry)
      this.#daily(cellOf.entered(entry.to), entry)
    }
    return [...firsts.values()]
  }

  /** Detours are reached by entering them only. */
  #reached(counting: readonly LedgerEntry[]): void {
    const reached = new Set<StageKey>()
    for (const entry of counting) {
      const order = this.#stages.indexOf(entry.to)
      for (const stage of order < 0 ? [entry.to] : this.#stages.slice(0, order + 1)) {
        if (reached.has(stage)) continue
        reached.add(stage)
        this.#monthly(cellOf.reached(stage), entry)
      }
    }
  }

  #passed(first: LedgerEntry, counting: readonly LedgerEntry[]): void {
    const order = this.#stages.indexOf(first.to)
    if (order < 0) return
    const after = counting.filter(({ nth }) => nth > first.nth)
    for (let index = order + 1; index < this.#stages.length; index++) {
      const stage = this.#stages[index] as StageKey
      if (!after.some(({ to }) => this.#stages.indexOf(to) >= index)) return
      this.#monthly(cellOf.passed(first.to, stage), first)
      const entry = after.find(({ to, undated }) => to === stage && !undated)
      if (entry === undefined) continue
      this.#monthly(cellOf.followed(first.to, stage), first)
      const ms = entry.at - first.at
      const cell = timeCell(first.to, stage, bucketOfTime(ms))
      this.#counted.push({
        cell,
        month: this.#dateOf(first).month,
        day: null,
        entry: first,
        onlyAll: index > order + 1,
        time: { to: stage, ms },
      })
    }
  }

  #monthly(cell: string, entry: LedgerEntry): void {
    this.#counted.push({ cell, month: this.#dateOf(entry).month, day: null, entry, onlyAll: false, time: null })
  }

  #daily(cell: string, entry: LedgerEntry): void {
    this.#counted.push({ cell, ...this.#dateOf(entry), entry, onlyAll: true, time: null })
  }

  #dateOf(entry: LedgerEntry): { readonly month: string; readonly day: string } {
    let date = this.#dates.get(entry)
    if (date === undefined) {
      const day = dateOf(localDay(this.#zone, entry.at))
      date = { month: day.slice(0, 7), day }
      this.#dates.set(entry, date)
    }
    return date
  }
}
