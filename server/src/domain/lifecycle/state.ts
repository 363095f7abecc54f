import type { Slot } from '../aggregates.ts'
import type { Actor, Cause, Place, StageKey, Time } from '../facts.ts'
import type { JsonObject } from '../json.ts'

/** One entry into a stage that was not voided. */
export interface Entry {
  readonly stage: StageKey
  readonly at: Time
  readonly cycle: number
  readonly cause: Cause
  /** Another system named the stage and not when it was entered: reached, as against entered. */
  readonly undated?: true
}

/** Where a contact stands in one track. */
export interface Position {
  /** Null before the first stage. */
  readonly stage: StageKey | null
  readonly since: Time
  readonly level: string | null
  readonly reason: string | null
  readonly cause: Cause | null
  readonly cycle: number
  readonly cycleSince: Time
  /** Stages that may not be entered by a rule again without evidence after this moment (a rule's move there was voided, or a person overruled it). */
  readonly barred: Readonly<Record<StageKey, Time>>
  readonly entered: readonly Entry[]
}

/** What a person, a file or a merge asks for, for the length of one decision. Never saved. */
export interface Pending {
  readonly track: string
  readonly to: StageKey
  /** The stage that the person saw; undefined where it does not matter. */
  readonly from?: StageKey | null
  readonly reason: string | null
  readonly actor: Actor
  readonly cause: Cause
  readonly force: boolean
  readonly undated: boolean
}

/** The fold of one contact's history. A cache: a replay gives the same. */
export interface ContactState {
  readonly contact: string
  readonly stateKey: string
  /** The last fact or wake; what stands before it is late. */
  readonly upTo: Place
  /** The last event of the contact's own row that was folded. */
  readonly seq: number
  /** Bits of NAMED_BY; 0 for a visitor, who has no stage. */
  readonly known: number
  /** The last thing that the contact did (pages, screens, tracks, conversions, subscriptions). */
  readonly activeAt: Time
  readonly account: string | null
  readonly line: { readonly seq: number; readonly at: Time; readonly values: JsonObject } | null
  readonly positions: Readonly<Record<string, Position>>
  readonly slots: readonly Slot[]
  readonly pending: readonly Pending[]
}

export const BEGINNING: Place = { at: 0, id: '' }

export const firstPosition: Position = {
  stage: null,
  since: 0,
  level: null,
  reason: null,
  cause: null,
  cycle: 1,
  cycleSince: 0,
  barred: {},
  entered: [],
}
