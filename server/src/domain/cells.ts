import { localMonth } from './calendar/zone.ts'
import type { StageKey, Time } from './facts.ts'
import { keptValue } from './lifecycle/kept-value.ts'
import type { Program, ProgramTrack } from './lifecycle/program.ts'
import type { ContactState, Entry } from './lifecycle/state.ts'

/** One counted cell of the reports: what, where, when and from which source. */
export interface Cell {
  readonly measure: 'now' | 'entered' | 'reached'
  readonly track: string
  readonly stage: StageKey
  /** Month of the entry in the lifecycle's zone (`2026-11`); empty for `now`. */
  readonly month: string
  readonly source: string
}

export type Cells = ReadonlyMap<string, number>

const SEPARATOR = '\u001f'

/** Where nothing is known of a dimension. */
export const EMPTY = '(empty)'

function cellKey({ measure, track, stage, month, source }: Cell): string {
  return [measure, track, stage, month, source].join(SEPARATOR)
}

export function readCellKey(key: string): Cell {
  const [measure, track = '', stage = '', month = '', source = ''] = key.split(SEPARATOR)
  return { measure: measure as Cell['measure'], track, stage, month, source }
}

/**
 * What one contact adds to the reports: where it stands, each entry into a stage, and for each stage the first time that it reached it
 * or a later one. Every write adds cells(after) − cells(before), so that late facts, voids, merges and refolds need no case of their own.
 */
export function cells(program: Program, state: ContactState, merged: boolean): Cells {
  const counted = new Map<string, number>()
  if (merged) return counted
  const source = sourceOf(program, state)
  const add = (measure: Cell['measure'], track: string, stage: StageKey, at: Time | null) => {
    const key = cellKey({ measure, track, stage, month: at === null ? '' : localMonth(program.zone, at), source })
    counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  for (const track of program.tracks) {
    const position = state.positions[track.key]
    if (position === undefined || position.stage === null) continue
    add('now', track.key, position.stage, null)
    for (const { stage, at, undated } of position.entered) if (undated !== true) add('entered', track.key, stage, at)
    for (const [stage, at] of firstReached(track, position.entered)) add('reached', track.key, stage, at)
  }
  return counted
}

/** When each stage, or a later one, was first entered. Detours are reached by entering them only. */
function firstReached(track: ProgramTrack, entered: readonly Entry[]): ReadonlyMap<StageKey, Time> {
  const reached = new Map<StageKey, Time>()
  for (const { stage, at } of entered) {
    const order = track.orderOf.get(stage) ?? -1
    for (const key of order < 0 ? [stage] : track.stages.slice(0, order + 1).map((earlier) => earlier.key)) {
      const before = reached.get(key)
      if (before === undefined || at < before) reached.set(key, at)
    }
  }
  return reached
}

/** The original source: of the first touch ever. */
export function sourceOf(program: Program, state: ContactState): string {
  const kept = keptValue(program, state, 'stamp.source', 'first')
  return typeof kept?.[0] === 'string' ? kept[0] : EMPTY
}

/** cells(after) − cells(before), without what cancels out. */
export function cellChanges(before: Cells, after: Cells): Cells {
  const changes = new Map(after)
  for (const [key, count] of before) {
    const left = (changes.get(key) ?? 0) - count
    if (left === 0) changes.delete(key)
    else changes.set(key, left)
  }
  return changes
}
