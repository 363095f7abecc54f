import { comparePlaces, type Fact, type LinesRead, type Saw, type Time, type Transition } from '../facts.ts'
import { type KnownHistory, withMoves } from '../history.ts'
import type { Message } from '../message.ts'
import { type Stamps, stampsOf } from '../stamps.ts'
import { emptyState } from './fold.ts'
import type { Program } from './program.ts'
import { refold } from './refold.ts'
import { type Restatement, restate, tracksFallen } from './restate.ts'
import type { ContactState } from './state.ts'
import { type Walked, walk } from './walk.ts'

/** A contact as it was saved. */
export interface SavedContact {
  readonly id: string
  /** Null for a row that is new. */
  readonly state: ContactState | null
  /** The program under which it was saved. */
  readonly program: Program
  readonly nth: number
  readonly floor: Time | null
  readonly wakeAt: Time | null
  /** The lines of its accounts that it has read. */
  readonly lines: LinesRead
}

/** A version and the moment from which it was in force. */
export interface Effective {
  readonly program: Program
  readonly from: Time
  /** Contacts are moved to where they would stand had it always been in force (default: they stay where they are). */
  readonly restates?: boolean
}

export interface Advance {
  readonly contact: SavedContact
  /** New facts of the history, in the order of their places. */
  readonly facts: readonly Fact[]
  /** The versions published since the contact was saved, oldest first. */
  readonly versions: readonly Effective[]
  readonly saw: Saw
  /** Wakes due before this moment are carried out, beside those that the facts pass. */
  readonly until: Time
  /** True where all has to be folded anew (a void, a merge, another account, lines that were not read). */
  readonly anew: boolean
  /** True where the ledger itself changed (a void, a merge), so that the saved state is none to go on from. */
  readonly ledgerChanged: boolean
  /** The whole history, new facts included; asked for only where it is needed. */
  history(): KnownHistory
}

export interface Advanced {
  readonly state: ContactState
  readonly program: Program
  readonly moves: readonly Transition[]
  /** What reports need of each move, by its number: as it was known when it was made. */
  readonly stamps: ReadonlyMap<number, Stamps>
  readonly refused: ReadonlyMap<string, Message>
  readonly wakeAt: Time | null
  readonly floor: Time | null
  readonly proposals: Walked['proposals']
  /** What the newest of the versions that restate made of the contact; null where none did. */
  readonly restatement: Restatement | null
}

/** Whether an advance will ask for the whole history. */
export function needsHistory({
  contact,
  facts,
  versions,
  anew,
}: Pick<Advance, 'contact' | 'facts' | 'versions' | 'anew'>): boolean {
  if (anew) return true
  if (contact.state === null) return false
  if (versions.some(({ restates }) => restates === true)) return true
  const head = versions.at(-1)?.program ?? contact.program
  return (
    head.stateKey !== contact.program.stateKey ||
    isLate(contact.state, facts) ||
    versions.some(({ from }) => facts.some(({ at }) => at <= from))
  )
}

function isLate(state: ContactState, facts: readonly Fact[]): boolean {
  const [first] = facts
  return first !== undefined && comparePlaces(first, state.upTo) < 0
}

/** Takes a contact on: through the versions that were published meanwhile, then through its new facts. */
export function advance(asked: Advance): Advanced {
  const { contact, versions, saw } = asked
  if (contact.state === null) return begin(asked)
  const given = { ...asked, history: once(asked.history) }
  // Before the new facts are looked at, no more is known than was saved.
  const knew: Saw = { seq: contact.state.seq, lines: contact.lines }
  const moves: Transition[] = []
  const stamps = new Map<number, Stamps>()
  const recorded = (transition: Transition, before: ContactState) =>
    stamps.set(transition.nth, stampsOf(program, before, transition))
  let { state, program, floor, wakeAt } = {
    state: contact.state,
    program: contact.program,
    floor: contact.floor,
    wakeAt: contact.wakeAt,
  }
  let proposals: Walked['proposals'] = null
  let stale = given.ledgerChanged
  let restatement: Restatement | null = null
  for (const next of versions) {
    if (asksNothing(next, program)) {
      program = next.program
      continue
    }
    if (!stale) {
      // What time had brought under the old version by then still counts as its own.
      const rest = walk(program, state, [], {
        until: next.from,
        saw: knew,
        nth: contact.nth + moves.length,
        wakeAt,
        floor,
        recorded,
      })
      moves.push(...rest.moves)
      state = rest.state
    }
    stale ||= next.program.stateKey !== program.stateKey
    // Clocks of processes differ: nothing is decided before what is already decided.
    const comesUnder = Math.max(next.from, state.upTo.at + 1)
    if (decidesAnew(next, program)) floor = comesUnder
    program = next.program
    wakeAt = null
    if (next.restates === true) {
      restatement = restateAt({ ...given, program, floor: comesUnder, moves, recorded })
      moves.push(...restatement.moves)
      const again = foldUpTo({ ...given, program, floor: comesUnder, moves, recorded })
      moves.push(...again.moves)
      state = again.state
      wakeAt = again.wakeAt
      proposals = again.proposals
      stale = false
      continue
    }
    if (stale) continue
    const first = walk(program, state, [], {
      until: (floor ?? next.from) + 1,
      saw: knew,
      nth: contact.nth + moves.length,
      wakeAt: null,
      floor,
      recorded,
    })
    moves.push(...first.moves)
    state = first.state
    wakeAt = first.wakeAt
    proposals = first.proposals
  }
  moves.push(...restateAgain(given.ledgerChanged ? floor : null, { ...given, program, moves, recorded }))
  const nth = contact.nth + moves.length
  const walked = needsHistory(given)
    ? refold(program, contact.id, withMoves(given.history(), moves), {
        until: Math.max(given.until, state.upTo.at + 1, (floor ?? -1) + 1),
        saw,
        nth,
        floor,
        recorded,
      })
    : walk(program, state, given.facts, { until: given.until, saw, nth, wakeAt, floor, recorded })
  const all = [...moves, ...walked.moves]
  return { ...walked, program, floor, moves: all, stamps, proposals: walked.proposals ?? proposals, restatement }
}

function begin({ contact, facts, versions, saw, until, anew, history }: Advance): Advanced {
  const program = versions.at(-1)?.program ?? contact.program
  const stamps = new Map<number, Stamps>()
  const options = {
    until,
    saw,
    nth: contact.nth,
    recorded: (transition: Transition, before: ContactState) =>
      stamps.set(transition.nth, stampsOf(program, before, transition)),
  }
  const walked = anew
    ? refold(program, contact.id, history(), { ...options, floor: null })
    : walk(program, emptyState(program, contact.id), facts, { ...options, wakeAt: null })
  return { ...walked, program, floor: null, stamps, restatement: null }
}

function decidesAnew({ program, restates }: Effective, before: Program): boolean {
  return restates === true || program.decisionKey !== before.decisionKey
}

/** Whether only words change. */
function asksNothing(next: Effective, before: Program): boolean {
  return !decidesAnew(next, before) && next.program.stateKey === before.stateKey
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

interface Coming extends Pick<Advance, 'contact' | 'saw' | 'history'> {
  readonly program: Program
  readonly floor: Time
  /** Moves made so far. */
  readonly moves: readonly Transition[]
  readonly recorded: (transition: Transition, before: ContactState) => void
}

/** What a void, or the end of a merge, took with it of a restatement is made again of what is left. */
function restateAgain(
  floor: Time | null,
  { contact, saw, history, program, moves, recorded }: Omit<Coming, 'floor'>,
): readonly Transition[] {
  if (floor === null) return []
  const known = withMoves(history(), moves)
  const tracks = tracksFallen(known, program, floor)
  if (tracks.length === 0) return []
  const again = restate(program, contact.id, known, { floor, saw, nth: contact.nth + moves.length, tracks })
  for (const move of again.moves) recorded(move, again.state)
  return again.moves
}

/** Where a version that restates would have brought the contact by the moment at which it comes under it. */
function restateAt({ contact, saw, history, program, floor, moves, recorded }: Coming): Restatement {
  const known = withMoves(history(), moves)
  const restatement = restate(program, contact.id, known, { floor, saw, nth: contact.nth + moves.length })
  for (const move of restatement.moves) recorded(move, restatement.state)
  return restatement
}

/** All that is known up to the moment at which the contact comes under a version, folded anew; what comes after is left for later. */
function foldUpTo({ contact, saw, history, program, floor, moves, recorded }: Coming): Walked {
  const known = withMoves(history(), moves)
  const facts = known.facts.filter(({ at }) => at <= floor)
  const options = { until: floor + 1, saw, nth: contact.nth + moves.length, floor, recorded }
  return refold(program, contact.id, { ...known, facts }, options)
}
