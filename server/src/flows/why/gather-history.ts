import type { Transition } from '../../domain/facts.ts'
import { EVERYTHING, type KnownHistory, knownHistory, type Library } from '../../domain/history.ts'
import { decodeState } from '../../domain/lifecycle/encode.ts'
import { type Explained, explainTransition } from '../../domain/lifecycle/explain.ts'
import { emptyState } from '../../domain/lifecycle/fold.ts'
import { withEveryName } from '../../domain/lifecycle/named-criteria.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import { trace } from '../../domain/lifecycle/trace.ts'
import type { PersonRow } from '../../features/contacts/find-person.ts'
import { readBooks } from '../../features/contacts/read-library.ts'
import { measureHistory } from '../../features/contacts/read-tail.ts'
import type { Ripen } from '../ripen.ts'
import { gatherTail } from './gather-tail.ts'
import { endOf, type Gathered } from './gathered.ts'

/** A history up to here is read whole; of a longer one only its end. */
const SHORT = 500

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
