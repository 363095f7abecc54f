import type { Event, Place, Time, Transition } from '../../domain/facts.ts'
import { EVERYTHING, type KnownHistory, knownHistory, type Library } from '../../domain/history.ts'
import { decodeState } from '../../domain/lifecycle/encode.ts'
import { causeOf, type Explained, explainTransition } from '../../domain/lifecycle/explain.ts'
import { emptyState } from '../../domain/lifecycle/fold.ts'
import type { Contribution } from '../../domain/lifecycle/keep.ts'
import { withEveryName } from '../../domain/lifecycle/named-criteria.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import type { ContactState } from '../../domain/lifecycle/state.ts'
import { trace } from '../../domain/lifecycle/trace.ts'
import type { PersonRow } from '../../features/contacts/find-person.ts'
import { readBooks } from '../../features/contacts/read-library.ts'
import { measureHistory } from '../../features/contacts/read-tail.ts'
import type { Ripen } from '../ripen.ts'
import { gatherTail } from './gather-tail.ts'

/** What is said of a person rests on this. */
export interface Gathered {
  readonly person: PersonRow
  /** Under which the state was folded. */
  readonly program: Program
  readonly state: ContactState
  /** All rows of the person, and those that share its history; its own is the first. */
  readonly rows: readonly string[]
  /** Events of all its rows. */
  readonly length: number
  /** The newest events that were gone through, or all. */
  readonly events: readonly Event[]
  /** What those events gave to scores. */
  readonly contributions: readonly Contribution[]
  /** Where they begin; null: at the beginning. */
  readonly since: Time | null
  /** The newest moves, voided ones too, the oldest of them first. */
  readonly ledger: readonly Transition[]
  readonly track: string
  /** The last move of the track that stands. */
  readonly last: Transition | undefined
  /** Why that came about; null where no rule moved. */
  readonly reason: Explained | null
  /** Further events that are told by name. */
  readonly behind: readonly Event[]
  /** A program that keeps what all named criteria ask for, with the state under it; null where that is not known. */
  readonly wide: { readonly program: Program; readonly state: ContactState } | null
}

/** A history up to here is read whole; of a longer one only its end. */
const SHORT = 500

/** Whatever comes after everything of a moment. */
export const endOf = (at: Time): Place => ({ at, id: '~~' })

/** Reads what the story of a person rests on: its whole history, or of a long one the state and the newest events. */
export async function gatherHistory(ripen: Ripen, person: PersonRow): Promise<Gathered> {
  const { pool } = ripen.db
  const program = await ripen.programs.get(pool, person.version)
  const { rows, events } = await measureHistory(pool, person.id)
  const isCurrent = person.stateKey === program.stateKey
  // A state that another Ripen folded cannot be read: then there is only the history.
  if (events <= SHORT || !isCurrent) return gatherWhole(ripen, person, program, { rows, events })
  return gatherTail(ripen, { person, program, rows, length: events })
}

async function gatherWhole(
  ripen: Ripen,
  person: PersonRow,
  program: Program,
  { rows, events: length }: { readonly rows: readonly string[]; readonly events: number },
): Promise<Gathered> {
  const library = await readBooks(ripen.db.pool, rows)
  const history = knownHistory(library, person.id, EVERYTHING)
  const now = endOf(ripen.now())
  const traced = trace(program, emptyState(program, person.id), history.facts, now)
  const track = program.tracks[0]?.key ?? 'main'
  const last = history.ledger.findLast((transition) => transition.track === track)
  const wide = withEveryName(program)
  return {
    person,
    program,
    state: person.stateKey === program.stateKey ? decodeState(program, person.id, person.state) : traced.draft,
    rows,
    length,
    events: [...library.books.values()].flatMap((book) => book.events),
    contributions: traced.contributions,
    since: null,
    ledger: library.books.get(person.id)?.transitions ?? [],
    track,
    last,
    reason: last === undefined ? null : await explainLast(ripen, library, last),
    behind: [],
    wide:
      wide === program
        ? null
        : { program: wide, state: trace(wide, emptyState(wide, person.id), history.facts, now).draft },
  }
}

async function explainLast(ripen: Ripen, library: Library, transition: Transition): Promise<Explained | null> {
  const then: KnownHistory = knownHistory(library, transition.contact, {
    seq: transition.saw.seq,
    beforeNth: transition.nth,
    lines: transition.saw.lines,
  })
  return explainTransition(await ripen.programs.get(ripen.db.pool, transition.version), then, transition).reason
}

/** The id of the event that brought a move about; of one that time brought about there is none. */
export const causingEvent = (transition: Transition): string => causeOf(transition).id
