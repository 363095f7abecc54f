import type { Time } from './facts.ts'
import type { Json } from './json.ts'
import type { Channel, EventKind } from './vocabulary.ts'

/** From when on an aggregate counts: always, since the contact's cycle began, or since it entered its present stage. */
export type Epoch = 'ever' | 'cycle' | 'entry'

/** Which events an aggregate looks at. Plain data, so that it can be hashed and compared. */
export interface Match {
  readonly kinds: readonly EventKind[]
  /** Event names, or null for any. */
  readonly names: readonly string[] | null
  /** Conditions on properties (criteria/condition.ts), by dotted path. */
  readonly where: { readonly [path: string]: Json } | null
  /** True: only what a person did, not a machine. */
  readonly human: boolean
  readonly channel: Channel | null
  /** Conversions of this offer level: those that carry it, and those at one of these points. */
  readonly offer: { readonly level: string; readonly points: readonly string[] } | null
  /** Conversions that gave certain fields (criteria/gave.ts); a point's own fields stand in where the event names none. */
  readonly gave: { readonly wanted: Json; readonly points: Readonly<Record<string, readonly string[]>> } | null
}

export const anyEvent: Match = {
  kinds: [],
  names: null,
  where: null,
  human: false,
  channel: null,
  offer: null,
  gave: null,
}

interface Scope {
  readonly since: Epoch
  readonly track: string
  readonly match: Match
}

/**
 * What is kept of a history. A closed list: `fold` knows these and nothing of criteria, so that a new criterion is one file.
 */
export type Aggregate =
  | (Scope & { readonly keep: 'times'; readonly last: number })
  | (Scope & { readonly keep: 'count' })
  | (Scope & { readonly keep: 'first' })
  | (Scope & { readonly keep: 'days' })
  | (Scope & { readonly keep: 'sum'; readonly property: string; readonly within: number | null })
  | (Scope & {
      readonly keep: 'distinct'
      readonly property: string
      readonly upTo: number
      readonly within: number | null
    })
  | (Scope & { readonly keep: 'anchored'; readonly anchor: Match; readonly upTo: number })
  | { readonly keep: 'value'; readonly path: string; readonly first: boolean }
  | { readonly keep: 'deals' }
  | {
      readonly keep: 'score'
      readonly since: Epoch
      readonly track: string
      readonly score: string
      readonly group: string
    }

/** A deal as the criteria see it. */
export interface Deal {
  readonly kind: string
  readonly state: 'open' | 'won' | 'lost'
  readonly amount: number | null
  readonly openedAt: Time
  /** When it came into its present state. */
  readonly at: Time
  /** Why it came into it. */
  readonly reason: string | null
}

/** The kept values, by kind of aggregate. Plain JSON, replaced rather than changed, so that a state can be shared and saved. */
export interface SlotOf {
  readonly times: readonly Time[]
  readonly count: readonly [count: number, last: Time]
  readonly first: readonly [first: Time] | null
  readonly days: readonly [days: number, lastDay: number, last: Time]
  /** [total, last], or with a window the matching [time, amount] pairs. */
  readonly sum: readonly [total: number, last: Time, within: readonly (readonly [Time, number])[]]
  readonly distinct: readonly (readonly [value: string, last: Time])[]
  readonly anchored: readonly [anchor: Time, times: readonly Time[]] | null
  readonly value: readonly [value: Json, at: Time] | null
  readonly deals: Readonly<Record<string, Deal>>
  /** [points at `at`, at, uses of each limited rule: [window, count]]. */
  readonly score: readonly [
    points: number,
    at: Time,
    used: Readonly<Record<number, readonly [window: number, count: number]>>,
  ]
}

export type Slot = SlotOf[keyof SlotOf]

/** A slot before anything happened. */
export function emptySlot(aggregate: Aggregate): Slot {
  switch (aggregate.keep) {
    case 'times':
    case 'distinct':
      return []
    case 'count':
      return [0, 0]
    case 'days':
      return [0, -1, 0]
    case 'sum':
      return [0, 0, []]
    case 'first':
    case 'anchored':
    case 'value':
      return null
    case 'deals':
      return {}
    case 'score':
      return [0, 0, {}]
  }
}

/** Most pairs kept for a windowed sum or a count of distinct values; beyond it the oldest go. */
export const WINDOW_LIMIT = 1000
