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
import type { Reading } from '../reading.ts'
import { gatherTail } from './gather-tail.ts'
import { endOf, type Gathered } from './gathered.ts'

/** A history up to here is read whole; of a longer one only its end. */
const SHORT = 500

/** Reads what the story of a person rests on: its whole history, or of a long one the state and the newest events. */
export async function gatherHistory(reading: Reading, person: PersonRow): Promise<Gathered> {
  const { client } = reading
  const program = await reading.programs.get(client, person.version)
  const { rows, events } = await measureHistory(client, person.id)
  const isCurrent = person.stateKey === program.stateKey
  // A state that another Ripen folded cannot be read: then there is only the history.
  if (events <= SHORT || !isCurrent) return gatherWhole(reading, person, program, { rows, events })
  return gatherTail(reading, { person, program, rows, length: events })
}

async function gatherWhole(
  reading: Reading,
  person: PersonRow,
  program: Program,
  { rows, events: length }: { readonly rows: readonly string[]; readonly events: number },
): Promise<Gathered> {
  const library = await readBooks(reading.client, rows)
  const history = knownHistory(library, person.id, EVERYTHING)
  const now = endOf(reading.now())
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
    reason: last === undefined ? null : await explainLast(reading, library, last),
    behind: [],
    wide:
      wide === program
        ? null
        : { program: wide, state: trace(wide, emptyState(wide, person.id), history.facts, now).draft },
  }
}

async function explainLast(reading: Reading, library: Library, transition: Transition): Promise<Explained | null> {
  const then: KnownHistory = knownHistory(library, transition.contact, {
    seq: transition.saw.seq,
    beforeNth: transition.nth,
    lines: transition.saw.lines,
  })
  return explainTransition(await reading.programs.get(reading.client, transition.version), then, transition).reason
}
