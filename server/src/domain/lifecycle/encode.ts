import type { Slot } from '../aggregates.ts'
import type { Cause, StageKey, Time } from '../facts.ts'
import type { JsonObject } from '../json.ts'
import type { Program } from './program.ts'
import { type ContactState, type Entry, firstPosition, type Position } from './state.ts'

/** Ends in 1 where the entry is undated. */
type SavedEntry = readonly [StageKey, Time, number, Cause] | readonly [StageKey, Time, number, Cause, 1]

type SavedPosition = readonly [
  stage: StageKey | null,
  since: Time,
  level: string | null,
  reason: string | null,
  cause: Cause | null,
  cycle: number,
  cycleSince: Time,
  barred: Readonly<Record<StageKey, Time>>,
  entered: readonly SavedEntry[],
]
type Saved = readonly [
  at: Time,
  id: string,
  seq: number,
  known: number,
  activeAt: Time,
  account: string | null,
  line: readonly [number, Time, JsonObject] | null,
  positions: readonly SavedPosition[],
  slots: readonly Slot[],
]

/** A state as compact text, to be kept with its contact. What it was made under is kept beside it (`stateKey`). */
export function encodeState(program: Program, state: ContactState): string {
  const positions = program.tracks.map(({ key }): SavedPosition => {
    const { stage, since, level, reason, cause, cycle, cycleSince, barred, entered } =
      state.positions[key] ?? firstPosition
    return [stage, since, level, reason, cause, cycle, cycleSince, barred, entered.map(saveEntry)]
  })
  const line = state.line === null ? null : ([state.line.seq, state.line.at, state.line.values] as const)
  const saved: Saved = [
    state.upTo.at,
    state.upTo.id,
    state.seq,
    state.known,
    state.activeAt,
    state.account,
    line,
    positions,
    state.slots,
  ]
  return JSON.stringify(saved)
}

/** The state that `encodeState` of the same state key wrote. */
export function decodeState(program: Program, contact: string, text: string): ContactState {
  const [at, id, seq, known, activeAt, account, line, positions, slots] = JSON.parse(text) as Saved
  return {
    contact,
    stateKey: program.stateKey,
    upTo: { at, id },
    seq,
    known,
    activeAt,
    account,
    line: line === null ? null : { seq: line[0], at: line[1], values: line[2] },
    positions: Object.fromEntries(program.tracks.map(({ key }, index) => [key, decodePosition(positions[index])])),
    slots,
    pending: [],
  }
}

function decodePosition(saved: SavedPosition | undefined): Position {
  if (saved === undefined) return firstPosition
  const [stage, since, level, reason, cause, cycle, cycleSince, barred, entered] = saved
  return {
    stage,
    since,
    level,
    reason,
    cause,
    cycle,
    cycleSince,
    barred,
    entered: entered.map(readEntry),
  }
}

function saveEntry({ stage, at, cycle, cause, undated }: Entry): SavedEntry {
  return undated === true ? [stage, at, cycle, cause, 1] : [stage, at, cycle, cause]
}

function readEntry([stage, at, cycle, cause, undated]: SavedEntry): Entry {
  return undated === 1 ? { stage, at, cycle, cause, undated: true } : { stage, at, cycle, cause }
}
