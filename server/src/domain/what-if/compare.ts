import type { StageKey, Time } from '../facts.ts'
import { type Months, monthsOf } from './months.ts'
import { type Moves, type TwoWalks, UNDATED_CODE } from './moves.ts'

/** What of a program the counting needs. */
export interface Ladder {
  readonly zone: string
  /** Of each track, its ordered stages; entering one reaches all before it. */
  readonly tracks: readonly (readonly StageKey[])[]
}

/** What is counted: from a moment on, and before another one. */
export interface Period {
  readonly since: Time
  readonly before: Time
}

export interface CompareOptions {
  /** The stage whose people are compared, as each program calls it. */
  readonly stage: { readonly current: StageKey; readonly candidate: StageKey }
  readonly period: Period
  readonly current: Ladder
  readonly candidate: Ladder
}

interface StageCounts {
  /** Entries. */
  readonly entered: number
  /** People that entered it or a later one. */
  readonly reached: number
}

/** What one walk counts. */
export interface Counted {
  readonly stages: ReadonlyMap<StageKey, StageCounts>
  /** Entries by stage and month. */
  readonly months: ReadonlyMap<StageKey, ReadonlyMap<string, number>>
}

export interface Comparison {
  readonly current: Counted
  readonly candidate: Counted
  /** Places of the people who enter the stage under both, only at present, only under the candidate. */
  readonly kept: Uint32Array
  readonly dropped: Uint32Array
  readonly added: Uint32Array
}

/**
 * What a candidate changes. A person belongs to the period if it enters the stage in it under either program, and is kept if it enters at any time
 * under both: somebody who only comes later than before is neither lost nor won.
 */
export function compareWalks({ contacts, current, candidate }: TwoWalks, options: CompareOptions): Comparison {
  const was = entriesOf(current, options.stage.current, options.period)
  const is = entriesOf(candidate, options.stage.candidate, options.period)
  const [kept, dropped, added]: [number[], number[], number[]] = [[], [], []]
  for (let contact = 0; contact < contacts; contact++) {
    const before = was[contact] ?? NEVER
    const after = is[contact] ?? NEVER
    if (before !== WITHIN && after !== WITHIN) continue
    if (after === NEVER) dropped.push(contact)
    else if (before === NEVER) added.push(contact)
    else kept.push(contact)
  }
  return {
    current: countMoves(current, options.current, options.period),
    candidate: countMoves(candidate, options.candidate, options.period),
    kept: Uint32Array.from(kept),
    dropped: Uint32Array.from(dropped),
    added: Uint32Array.from(added),
  }
}

const [NEVER, OUTSIDE, WITHIN] = [0, 1, 2]

const isWithin = ({ since, before }: Period, at: Time): boolean => at >= since && at < before

/** Whether each contact enters the stage: never, only outside of the period, or within it. */
function entriesOf({ starts, stage, at, cause, stages }: Moves, key: StageKey, period: Period): Uint8Array {
  const code = stages.indexOf(key)
  const found = new Uint8Array(starts.length - 1)
  if (code < 0) return found
  for (let contact = 0; contact < found.length; contact++)
    for (let move = starts[contact] ?? 0; move < (starts[contact + 1] ?? 0); move++)
      if (stage[move] === code && cause[move] !== UNDATED_CODE) {
        if (isWithin(period, at[move] ?? 0)) found[contact] = WITHIN
        else found[contact] ||= OUTSIDE
      }
  return found
}

/** A person's first dated entry into a stage in a period, as the number of the move; -1 where there is none. */
export function firstEntry(moves: Moves, contact: number, code: number, period: Period): number {
  for (let move = moves.starts[contact] ?? 0; move < (moves.starts[contact + 1] ?? 0); move++)
    if (moves.stage[move] === code && moves.cause[move] !== UNDATED_CODE && isWithin(period, moves.at[move] ?? 0))
      return move
  return -1
}

/** Entries and people that reached each stage, and entries by month, in a period. */
function countMoves(moves: Moves, ladder: Ladder, period: Period): Counted {
  const { stages } = moves
  const months = monthsOf(ladder.zone)
  const byMonth = countEntries(moves, months, period)
  const reached = countReached(moves, rungsOf(stages, ladder), period)
  const entered = (code: number) => (byMonth[code] ?? []).reduce((sum, count) => sum + count, 0)
  return {
    stages: new Map(stages.map((key, code) => [key, { entered: entered(code), reached: reached[code] ?? 0 }])),
    months: new Map(stages.map((key, code) => [key, named(byMonth[code] ?? [], months)])),
  }
}

/** Dated entries by stage and month. */
function countEntries(
  { stages, stage, at, cause }: Moves,
  months: Months,
  period: Period,
): readonly (readonly number[])[] {
  const counts = stages.map(() => [] as number[])
  for (let move = 0; move < at.length; move++) {
    const moment = at[move] ?? 0
    if (!isWithin(period, moment) || cause[move] === UNDATED_CODE) continue
    const list = counts[stage[move] ?? 0] as number[]
    const month = months.indexOf(moment)
    list[month] = (list[month] ?? 0) + 1
  }
  return counts
}

/** People who first reached each stage, or a later one, in the period. */
function countReached(moves: Moves, rungs: readonly (readonly number[])[], period: Period): Float64Array {
  const { stages, starts, stage, at } = moves
  const reached = new Float64Array(stages.length)
  // The contact that reached a stage last: what it reaches again does not count.
  const seenBy = new Int32Array(stages.length).fill(-1)
  for (let contact = 0; contact + 1 < starts.length; contact++)
    for (let move = starts[contact] ?? 0; move < (starts[contact + 1] ?? 0); move++) {
      const counts = isWithin(period, at[move] ?? 0) ? 1 : 0
      for (const rung of rungs[stage[move] ?? 0] ?? []) {
        if (seenBy[rung] === contact) continue
        seenBy[rung] = contact
        reached[rung] = (reached[rung] ?? 0) + counts
      }
    }
  return reached
}

/** Which stages each stage reaches: itself and, of an ordered one, all before it. */
function rungsOf(stages: readonly StageKey[], { tracks }: Ladder): readonly (readonly number[])[] {
  const codes = new Map(stages.map((key, code) => [key, code]))
  return stages.map((key, code) => {
    const track = tracks.find((ordered) => ordered.includes(key))
    if (track === undefined) return [code]
    return track.slice(0, track.indexOf(key) + 1).flatMap((earlier) => codes.get(earlier) ?? [])
  })
}

function named(counts: readonly number[], months: Months): ReadonlyMap<string, number> {
  const all = new Map<string, number>()
  counts.forEach((count, month) => {
    if (count > 0) all.set(months.nameOf(month), count)
  })
  return all
}
