import type { Json, JsonObject } from './json.ts'
import type { Channel, EventKind } from './vocabulary.ts'

/** Whole milliseconds since 1970 UTC. */
export type Time = number
export type StageKey = string

/** Where a fact stands in one history: by time, then by id. Ids of events of one time sort in order of arrival. */
export interface Place {
  readonly at: Time
  readonly id: string
}

/** Who did something: a person who uses Ripen (its id, and its name at the time), an API key, or Ripen itself. */
export type Actor = { readonly user: string; readonly name?: string } | { readonly key: string } | 'system'

/** Bits of `Event.names`: what a message named its contact by. Any of them makes a contact known. */
export const NAMED_BY = { user: 1, email: 2, phone: 4 } as const

/** Something that a contact did or that happened to it. Never changes once recorded. */
export interface Event extends Place {
  readonly is: 'event'
  readonly kind: EventKind
  /** The track's name, the page's name, the conversion point, the list, … (vocabulary.ts says which). */
  readonly name: string
  readonly data: JsonObject
  /** The row that holds the event. */
  readonly contact: string
  /** The row to which the message's identity first belonged, where that row had been merged into `contact`. */
  readonly cameBy: string | null
  /** Counted under the contact's lock, from 1: the order of recording. */
  readonly seq: number
  readonly receivedAt: Time
  readonly channel: Channel
  /** Bits of NAMED_BY. */
  readonly names: number
  /** What intake looked up and stamped: source, medium, campaign, human, email_kind, country. */
  readonly stamp: JsonObject
}

/** The rule of a move to a stage that another system named without saying when it was entered. */
export const UNDATED = 'undated'

/** The rule of a move to where a version would have brought the contact, had it always been in force. */
export const RESTATED = 'restate'

export type Cause = 'rule' | 'exit' | 'person' | 'import' | 'crm' | 'merge' | 'publish'

/** A move that `decide` asks for. */
export interface Move {
  readonly track: string
  readonly cycle: number
  readonly from: StageKey | null
  readonly to: StageKey
  readonly level: string | null
  readonly cause: Cause
  readonly reason: string | null
  readonly actor: Actor
  /** Stages that were passed over, each with why it was not entered. */
  readonly skipped: readonly {
    readonly stage: StageKey
    readonly why: 'manual' | 'approval' | 'criteria' | 'requires' | 'from' | 'passed'
  }[]
  /** Which rule moved: `stages.mql.entry`, `detours.lost.entry`, `stages.mql.exits.0`, `exclude.0`; UNDATED; RESTATED; null for a person's move. */
  readonly rule: string | null
}

/** The number of the last line that was read, by account. */
export type LinesRead = Readonly<Record<string, number>>

/** What was known of a history when a move was decided: the key to proving it again. */
export interface Saw {
  readonly seq: number
  /** The last line read of each account that the contact ever belonged to. */
  readonly lines: LinesRead
}

export interface LeafProof {
  readonly path: string
  readonly observed: Json
  readonly wanted: Json
  readonly holds: boolean
}

/** One change of stage as recorded. Append-only; a mistake is voided, never edited. */
export interface Transition extends Move, Place {
  readonly is: 'transition'
  readonly contact: string
  /** Its number in the contact's ledger, from 1: the order of recording. */
  readonly nth: number
  readonly version: number
  readonly saw: Saw
  /** Decisions of this version were taken from here on (the moment the contact came under it); null: from the beginning. */
  readonly floor: Time | null
  /** What each condition of the rule found; numbers and keys, never text about people. */
  readonly leaves: readonly LeafProof[]
  /** The void event that took it out, if any. */
  readonly voidedBy: string | null
  /** Of a restatement: the way on which its version came there. From it on these stand for all that its track had before. */
  readonly restated?: readonly RestatedMove[]
}

/** A move that a version would have made, had it always been in force. */
interface RestatedMove extends Place, Pick<Move, 'cycle' | 'from' | 'to' | 'level' | 'cause' | 'reason' | 'rule'> {}

/** A line of an account's history: the account values that the lifecycle reads, as they were from `at` on. */
export interface AccountLine extends Place {
  readonly is: 'account'
  readonly account: string
  readonly seq: number
  readonly values: JsonObject
}

/** A move of a rule that was voided: up to `until` the rule may not make it again. Stands where the move was, made from the void. */
export interface Bar extends Place {
  readonly is: 'bar'
  readonly track: string
  readonly stage: StageKey
  readonly until: Time
}

export type Fact = Event | Transition | AccountLine | Bar

/** Stands after every event of its millisecond: the place of a decision that time alone brought about. */
export const WAKE_ID = '~'

export function comparePlaces(a: Place, b: Place): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** The place of a transition: right behind the fact that caused it. */
export function placeAfter(cause: Place, track: string): Place {
  return { at: cause.at, id: `${cause.id}~${track}` }
}

/** The public name of a transition, by which it is voided. */
export function transitionId(transition: { readonly contact: string; readonly nth: number }): string {
  return `${transition.contact}.${transition.nth}`
}
