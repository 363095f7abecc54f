import type { Match } from '../aggregates.ts'
import type { Place, StageKey, Time } from '../facts.ts'
import { hash } from '../hash.ts'
import { canonical } from '../json.ts'

/** What of a person counts for its account: that it did something, from then on; or that it stands in one of these stages, as long as it does. */
export type MarkSource =
  | { readonly of: 'event'; readonly match: Match }
  | { readonly of: 'stage'; readonly track: string; readonly stages: readonly StageKey[] }

/** What a criterion over several people of one account asks of the account's fold. Plain data, so that it can be hashed and compared. */
export interface PeopleQuestion {
  readonly source: MarkSource
  /** Only what came after the latest of these, by whomever of the account. */
  readonly anchor: MarkSource | null
  /** So many different people at least. */
  readonly people: number
  /** Each of them so often at least. */
  readonly each: number
  /** For so long a mark counts; after an anchor, for so long after it. Null: for ever. */
  readonly within: number | null
}

/** A question with its names: where its answer is on the account's lines, and under which keys its marks are kept. */
export interface PeopleLeaf extends PeopleQuestion {
  readonly path: string
  readonly key: string
  readonly anchorKey: string | null
}

/** What one person brings to one account. */
export interface Mark {
  readonly account: string
  readonly contact: string
  readonly key: string
  /** When it happened, or the stage was entered. */
  readonly at: Time
  /** The event, or the transition, that it is. */
  readonly id: string
  /** From here on it counts: from its own place, or where the person joined the account or became known, if that was later. */
  readonly from: Place
  /** Up to here it counts: where the person left the account or the stage; null: it still does. */
  readonly until: Place | null
}

/** How the path of an answer begins; no value of an account has such a name. */
const PATH = 'people:'

export function isPeoplePath(path: string): boolean {
  return path.startsWith(PATH)
}

export function markKey(source: MarkSource): string {
  return hash(canonical(source))
}

export function peopleLeaf(question: PeopleQuestion): PeopleLeaf {
  return {
    ...question,
    path: `${PATH}${hash(canonical(question))}`,
    key: markKey(question.source),
    anchorKey: question.anchor === null ? null : markKey(question.anchor),
  }
}
