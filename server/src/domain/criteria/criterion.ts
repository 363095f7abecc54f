import type { z } from 'zod'
import type { PeopleLeaf } from '../accounts/people-leaf.ts'
import type { Aggregate } from '../aggregates.ts'
import type { Time } from '../facts.ts'
import type { Json } from '../json.ts'
import type { ContactState } from '../lifecycle/state.ts'
import type { Message } from '../message.ts'
import type { ConditionContext } from './condition.ts'
import type { Names, SettingsFault } from './names.ts'

/** A leaf or tree made ready: slots are looked up, lists and patterns prepared. */
export interface Bound {
  test(state: ContactState, now: Time): boolean
  /**
   * A lower bound (> now) of the first moment at which `test` may become `wanted` by time alone; null if it cannot.
   * Early is allowed, late is not. Asked only while `test` is not `wanted`.
   */
  until(state: ContactState, now: Time, wanted: boolean): Time | null
  /** When the newest event that this rests upon happened; null for what is a state (traits, fit, account, consent) rather than evidence. */
  latest(state: ContactState, now: Time): Time | null
}

export interface BoundLeaf extends Bound {
  /** What was found, in the terms of the settings: 3 (times), "Head of Data", 71.2 (points). */
  observed(state: ContactState, now: Time): Json
  /**
   * What `not` of this leaf means where it is more than the opposite: "did not come within 7 days after" is so only
   * once the anchor came and the time is over. Left out: the plain opposite.
   */
  readonly absent?: Omit<BoundLeaf, 'absent'>
  /** The answers that time alone may bring, in whatever state; left out: both. `until` is null for all others. */
  readonly awaits?: readonly boolean[]
  /** Points that must have come in before this can hold at all, each for itself: what can be told without fading. */
  readonly needs?: readonly PointsNeeded[]
  /** What its answer rests on, where that is one thing and simple; left out: asked each time. */
  readonly basis?: Basis
}

/**
 * `count`: a count is within these. `alone`: nothing but this slot, which is replaced whole when it changes, or the account's line.
 * `without`: it does not hold while this slot, or the line, is empty.
 */
export type Basis =
  | { readonly rests: 'count'; readonly slot: number; readonly least: number; readonly most: number }
  | { readonly rests: 'alone' | 'without'; readonly on: number | 'line' }

/** The points that events gave to these slots, taken together and before any fading, are at least so many. */
export interface PointsNeeded {
  readonly slots: readonly number[]
  readonly least: number
}

/** What a criterion asks of the program that it becomes part of. */
export interface Binder extends ConditionContext {
  readonly track: string
  /** The stages of the track in order, and its detours. */
  readonly stages: readonly string[]
  readonly detours: readonly string[]
  /** Conversion points by offer level. */
  pointsOf(level: string): readonly string[]
  /** What each conversion point of the document asks for. */
  readonly pointFields: Readonly<Record<string, readonly string[]>>
  /** Asks for an aggregate to be kept; gives its place in `state.slots`. */
  slot(aggregate: Aggregate): number
  score(name: string): ScoreReader
  /** `part` is what of it is read (default: either). */
  grade(part?: GradePart): GradeReader
  /** A named criteria of the document, ready. */
  named(name: string): Bound
  segment(key: string): Bound
  /** Asks for an account value to be on the account's lines, where `state.line.values` has it under this path. */
  accountValue(path: string): void
  /** Asks the account's fold a question about its people; the answer is on the account's lines, under the leaf's path. */
  accountPeople(leaf: PeopleLeaf): void
  /** A stage of any track and those after it, with its track. */
  stagesFrom(stage: string): { readonly track: string; readonly stages: readonly string[] }
  /** Asks that a change of `state.activeAt` be decided upon. */
  readsActivity(): void
  /** The questions of a checklist of the document. */
  questions(checklist: string): readonly string[]
}

export interface ScoreReader {
  /** Points now, faded and clipped, not rounded. */
  value(state: ContactState, now: Time): number
  /** First moment > now at which the points may cross `threshold` from above, or may change by a rule over time. */
  until(state: ContactState, now: Time, threshold: number): Time | null
  latest(state: ContactState, now: Time): Time | null
  /** Slots of the groups whose points come from events. */
  readonly groups: readonly number[]
  readonly conditions: readonly Bound[]
  /** Whether time alone may bring more points, or fewer. */
  readonly rises: boolean
  readonly falls: boolean
  /** What must have come in for the points to reach a threshold; null where nothing is needed for it. */
  needs(threshold: number): PointsNeeded | null
}

export interface GradeReader {
  fit(state: ContactState, now: Time): string
  engagement(state: ContactState, now: Time): number
  /** First moment > now at which one part of the grade, or either, may change. */
  until(state: ContactState, now: Time, part: GradePart): Time | null
  latest(state: ContactState, now: Time): Time | null
  /** The scores behind a part, or behind both. */
  scores(part: GradePart): readonly ScoreReader[]
  /** Whether time alone may bring a better grade, or a worse one, in one part or in either. */
  rises(part: GradePart): boolean
  falls(part: GradePart): boolean
  /** What must have come in for a number as good as this; null where nothing is needed for it. */
  needs(number: number): PointsNeeded | null
}

type GradePart = 'fit' | 'engagement' | 'either'

/** One kind of condition: one file, one line in criteria.ts. */
export interface Criterion<Settings> {
  readonly kind: string
  /** The leaf's key in the document; one that ends in a dot is a prefix (`traits.` for `traits.title`). */
  readonly key: string
  readonly settings: z.ZodType<Settings>
  check?(settings: Settings, names: Names): readonly SettingsFault[]
  bind(settings: Settings, binder: Binder, subject: string): BoundLeaf
  says(settings: Settings, subject: string): Message
}
