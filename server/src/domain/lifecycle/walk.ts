import {
  comparePlaces,
  type Fact,
  type Move,
  type Place,
  placeAfter,
  type Saw,
  type Time,
  type Transition,
  WAKE_ID,
} from '../facts.ts'
import type { Message } from '../message.ts'
import { type Decision, decide } from './decide.ts'
import { type Draft, draftOf } from './draft.ts'
import { foldInto } from './fold.ts'
import type { Contribution } from './keep.ts'
import type { Program, ProgramTrack } from './program.ts'
import { leavesOf, ruleTree } from './reasons.ts'
import type { ContactState } from './state.ts'

export interface WalkOptions {
  /** Wakes due before this moment are carried out; exclusive, since a fact at that moment may still come. */
  readonly until: Time
  /** What is known of the history: stamped on the moves. */
  readonly saw: Saw
  /** The number of the last recorded transition. */
  readonly nth: number
  /** A lower bound of the first moment at which time alone may bring a move; undefined: worked out at the start. */
  readonly wakeAt?: Time | null
  /** Where the recorded ledger of each track ends: up to there facts are folded and nothing is decided. */
  readonly decideAfter?: Readonly<Record<string, Place>>
  /** When the contact came under this version: decisions begin there, with those that the version itself brings. */
  readonly floor?: Time | null
  readonly contributed?: (contribution: Contribution) => void
  /** Told of each move before it is folded. Then no proofs are made: nobody is going to record these moves. */
  readonly moved?: (move: Move, at: Time, state: ContactState) => void
  /** Told of each transition with the state that brought it. */
  readonly recorded?: (transition: Transition, state: ContactState) => void
}

export interface Walked {
  readonly state: ContactState
  readonly moves: readonly Transition[]
  /** Rulings that were not followed, by event id. */
  readonly refused: ReadonlyMap<string, Message>
  readonly wakeAt: Time | null
  /** Null where nothing was decided anew: the proposals are as they were. */
  readonly proposals: Decision['proposals'] | null
}

/**
 * The one loop of intake, import, wake, refold, replay and what-if: folds the facts in order, decides after each at its own time,
 * and carries out the wakes that fall between them.
 */
export function walk(program: Program, start: ContactState, facts: Iterable<Fact>, options: WalkOptions): Walked {
  const walking = new Walk(program, start, options)
  for (const fact of facts) walking.take(fact)
  return walking.end()
}

/** A walk that is taken step by step, where others walk beside it. */
export class Walk {
  readonly #program: Program
  readonly #options: WalkOptions
  readonly #draft: Draft
  readonly #moves: Transition[] = []
  readonly #refused = new Map<string, Message>()
  #nth: number
  #wakeAt: Time | null
  #proposals: Decision['proposals'] | null = null
  #floor: Time | null
  #barredAt: Time | null = null

  constructor(program: Program, start: ContactState, options: WalkOptions) {
    this.#program = program
    this.#options = options
    this.#draft = draftOf(start)
    this.#nth = options.nth
    // A floor that the contact has passed was decided then.
    const floor = options.floor ?? null
    this.#floor = floor !== null && comparePlaces({ at: floor, id: WAKE_ID }, start.upTo) > 0 ? floor : null
    // A wake asked for by a clock that is behind, or before more was folded, comes right after what is known already.
    if (options.wakeAt === undefined) {
      const next = decide(program, start, start.upTo.at, this.#openTracks(start.upTo))
      this.#wakeAt = next.moves.length > 0 ? start.upTo.at + 1 : next.wakeAt
    } else this.#wakeAt = options.wakeAt === null ? null : Math.max(options.wakeAt, start.upTo.at + 1)
  }

  /** When time alone may next bring a move. */
  get wakeAt(): Time | null {
    return this.#wakeAt
  }

  take(fact: Fact): void {
    this.passTime(fact)
    const changed = foldInto(this.#program, this.#draft, fact, this.#options.contributed)
    if (fact.is === 'bar') this.#rest(fact.at)
    // What changes nothing that a criterion reads leaves the last decision as it was, until its wake.
    else if (changed || fact.at === this.#barredAt || (this.#wakeAt !== null && this.#wakeAt <= fact.at))
      this.#settle(fact)
  }

  /** Carries out what is left to do before the end. */
  end(): Walked {
    this.passTime({ at: this.#options.until, id: '' })
    this.#draft.pending = []
    return {
      state: this.#draft,
      moves: this.#moves,
      refused: this.#refused,
      wakeAt: this.#wakeAt,
      proposals: this.#proposals,
    }
  }

  /** A bar only takes away: what is due at its moment waits for what else happened then, and is decided upon with each of these, or after it. */
  #rest(at: Time): void {
    this.#barredAt = at
    this.#wakeAt = Math.min(this.#wakeAt ?? at + 1, at + 1)
  }

  /** Carries out what is due before `limit`: the version's own moment, then wakes in their order. */
  passTime(limit: Place): void {
    if (this.#floor !== null && comparePlaces({ at: this.#floor, id: WAKE_ID }, limit) < 0) {
      const floor = { at: this.#floor, id: WAKE_ID }
      this.#floor = null
      this.#wake(floor, true)
    }
    while (this.#floor === null && this.#wakeAt !== null && this.#wakeAt < limit.at)
      this.#wake({ at: this.#wakeAt, id: WAKE_ID }, false)
  }

  #wake(place: Place, publish: boolean): void {
    this.#draft.upTo = place
    this.#draft.pending = []
    this.#settle(place, publish)
  }

  #decide(place: Place): Decision {
    return decide(this.#program, this.#draft, place.at, this.#openTracks(place))
  }

  /** The tracks whose recorded ledger ends before or at this place. */
  #openTracks(place: Place): readonly ProgramTrack[] {
    if (this.#floor !== null) return []
    const { decideAfter } = this.#options
    if (decideAfter === undefined) return this.#program.tracks
    return this.#program.tracks.filter(({ key }) => {
      const end = decideAfter[key]
      return end === undefined || comparePlaces(place, end) >= 0
    })
  }

  #settle(place: Place, publish = false): void {
    let next = this.#decide(place)
    if (next.refused !== null) this.#refused.set(place.id, next.refused)
    if (next.moves.length > 0) {
      for (const move of next.moves)
        this.#record(place, publish && move.cause === 'rule' ? { ...move, cause: 'publish' } : move)
      next = this.#decide(place)
    }
    this.#wakeAt = next.wakeAt
    this.#proposals = next.proposals
  }

  #record(place: Place, move: Decision['moves'][number]): void {
    const { moved } = this.#options
    moved?.(move, place.at, this.#draft)
    const tree = moved === undefined ? ruleTree(this.#program, move) : null
    const transition: Transition = {
      ...move,
      is: 'transition',
      ...placeAfter(place, move.track),
      contact: this.#draft.contact,
      nth: ++this.#nth,
      version: this.#program.version,
      saw: this.#options.saw,
      floor: this.#options.floor ?? null,
      leaves: tree === null ? [] : leavesOf(tree.reasons(this.#draft, place.at)),
      voidedBy: null,
    }
    this.#options.recorded?.(transition, this.#draft)
    this.#moves.push(transition)
    foldInto(this.#program, this.#draft, transition)
  }
}
