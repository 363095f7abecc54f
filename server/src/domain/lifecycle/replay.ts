import { comparePlaces, type Event, RESTATED, type Time, type Transition } from '../facts.ts'
import { asOccurred, EVERYTHING, type KnownHistory, knownHistory, type Library } from '../history.ts'
import { canonical } from '../json.ts'
import { emptyState } from './fold.ts'
import type { Program } from './program.ts'
import { refold } from './refold.ts'
import { restate } from './restate.ts'
import type { ContactState } from './state.ts'
import { walk } from './walk.ts'

/** What of a transition must come out again when it is recomputed. */
export function essenceOf(transition: Transition) {
  const { at, id, track, cycle, from, to, level, cause, reason, skipped, rule, restated } = transition
  const essence = { at, id, track, cycle, from, to, level, cause, reason, skipped, rule }
  return restated === undefined ? essence : { ...essence, restated }
}

export type Essence = ReturnType<typeof essenceOf>

/** Recomputes one recorded transition from what was known when it was decided, under the version that decided it. */
export function reproduce(
  program: Program,
  library: Library,
  recorded: Transition,
): { readonly reproduced: boolean; readonly found: Transition | null; readonly state: ContactState } {
  const history = knownHistory(library, recorded.contact, {
    seq: recorded.saw.seq,
    beforeNth: recorded.nth,
    lines: recorded.saw.lines,
  })
  const { moves, state } = decidedFrom(program, history, recorded)
  const found = moves.find(({ track }) => track === recorded.track) ?? null
  return { reproduced: found !== null && canonical(essenceOf(found)) === canonical(essenceOf(recorded)), found, state }
}

function decidedFrom(program: Program, history: KnownHistory, { contact, at, saw, nth, floor, rule }: Transition) {
  return rule === RESTATED
    ? restate(program, contact, history, { floor: floor ?? at, saw, nth: nth - 1 })
    : refold(program, contact, history, { until: at + 1, saw, nth: nth - 1, floor })
}

export interface Drift {
  readonly late: number
  readonly version: number
  readonly merge: number
  readonly account: number
  readonly unexplained: number
}

export const NO_DRIFT: Drift = { late: 0, version: 0, merge: 0, account: 0, unexplained: 0 }

/**
 * How a contact's ledger differs from a replay of its whole history as it occurred, under one version: transitions that only one of the two has,
 * counted by what explains them.
 * @param floor when the contact came under its present version; null if it never knew another
 */
export function driftOf(program: Program, library: Library, contact: string, until: Time, floor: Time | null): Drift {
  const history = knownHistory(library, contact, EVERYTHING)
  const replayed = walk(program, emptyState(program, contact), asOccurred(history), {
    until,
    saw: { seq: 0, lines: {} },
    nth: 0,
    wakeAt: null,
  }).moves
  const short = ({ at, track, from, to }: Transition) => `${at} ${track} ${from} ${to}`
  const [live, again] = [new Set(history.ledger.map(short)), new Set(replayed.map(short))]
  const different =
    [...live].filter((one) => !again.has(one)).length + [...again].filter((one) => !live.has(one)).length
  return different === 0 ? NO_DRIFT : { ...NO_DRIFT, [causeOf(program, library, contact, history, floor)]: different }
}

function causeOf(
  program: Program,
  library: Library,
  contact: string,
  history: KnownHistory,
  floor: Time | null,
): keyof Drift {
  const book = library.books.get(contact)
  const events = history.facts.filter((fact) => fact.is === 'event')
  if (events.some(({ kind }) => kind === 'merge') || events.some((event) => event.contact !== contact)) return 'merge'
  if (
    floor !== null ||
    (book?.transitions ?? []).some(({ version, floor }) => version !== program.version || floor !== null)
  )
    return 'version'
  const own = events.filter((event) => event.contact === contact)
  if (wasLate(own) || decidedBefore(own, history.ledger)) return 'late'
  if (linesWereLate(history)) return 'account'
  return 'unexplained'
}

/** Whether an event was recorded after one that happened later. */
function wasLate(events: readonly { readonly at: number; readonly id: string; readonly seq: number }[]): boolean {
  const ordered = [...events].sort(comparePlaces)
  return ordered.some((event, index) => index > 0 && event.seq < (ordered[index - 1]?.seq ?? 0))
}

/** Whether a transition was decided before an event that happened earlier was recorded; time alone moves people too. */
function decidedBefore(events: readonly Event[], ledger: readonly Transition[]): boolean {
  return ledger.some((transition) =>
    events.some((event) => transition.saw.seq < event.seq && comparePlaces(event, transition) < 0),
  )
}

/** Whether a transition was decided before a line of the account that stands earlier was known. */
function linesWereLate(history: KnownHistory): boolean {
  const lines = history.facts.filter((fact) => fact.is === 'account')
  return lines.some((line) =>
    history.ledger.some(
      (transition) => comparePlaces(line, transition) < 0 && (transition.saw.lines[line.account] ?? 0) < line.seq,
    ),
  )
}
