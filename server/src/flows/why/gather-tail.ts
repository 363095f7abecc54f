import { comparePlaces, type Event, type Time, type Transition } from '../../domain/facts.ts'
import { decodeState } from '../../domain/lifecycle/encode.ts'
import { type EvidenceTime, evidenceTimes } from '../../domain/lifecycle/evidence-times.ts'
import { causeOf, type Explained } from '../../domain/lifecycle/explain.ts'
import { emptyState } from '../../domain/lifecycle/fold.ts'
import type { Contribution } from '../../domain/lifecycle/keep.ts'
import { keptValue } from '../../domain/lifecycle/kept-value.ts'
import type { Program } from '../../domain/lifecycle/program.ts'
import { recordedReason } from '../../domain/lifecycle/recorded-reason.ts'
import type { ContactState } from '../../domain/lifecycle/state.ts'
import { trace } from '../../domain/lifecycle/trace.ts'
import type { Reason } from '../../domain/lifecycle/tree.ts'
import type { PersonRow } from '../../features/contacts/find-person.ts'
import { readLedgerEnd } from '../../features/contacts/read-library.ts'
import { readMoments, readNewest, readStretch } from '../../features/contacts/read-tail.ts'
import { findMark, type StateMark } from '../../features/contacts/state-marks.ts'
import type { Reading } from '../reading.ts'
import { endOf, type Gathered } from './gathered.ts'

interface LongHistory {
  readonly person: PersonRow
  readonly program: Program
  readonly rows: readonly string[]
  readonly length: number
}

/** Events at the end of a long history that are gone through one by one, at least, where a mark lies before them. */
const TAIL = 100
/** Most events between a mark and what is asked. */
const FARTHEST = 1500
/** Events that are looked at for where a contact came from, where there is no mark. */
const NEWEST = 100
/** The newest moves of a long history. */
export const MOVES_SHOWN = 100

/** A long history: its state as it is saved, the events since a mark, and of older ones those that the last move rests on. */
export async function gatherTail(reading: Reading, { person, program, rows, length }: LongHistory): Promise<Gathered> {
  const { client } = reading
  const state = decodeState(program, person.id, person.state)
  const track = program.tracks[0]?.key ?? 'main'
  const ledger = await readLedgerEnd(client, person.id, MOVES_SHOWN)
  const last = ledger.findLast((one) => one.track === track && one.voidedBy === null)
  const tail = await readTail(reading, person, program)
  const proof = last === undefined ? null : await proveLast(reading, last, ledger)
  const asked = [...(proof?.moments.map(({ at }) => at) ?? []), ...(last === undefined ? [] : [last.at])]
  const touched = (['first', 'latest'] as const).flatMap(
    (which) => keptValue(program, state, 'stamp.source', which)?.[1] ?? [],
  )
  const behind = await readMoments(client, rows, [...new Set([...asked, ...touched])])
  return {
    person,
    program,
    state,
    rows,
    length,
    ...tail,
    ledger,
    track,
    last,
    reason:
      last === undefined || proof === null || proof.reason === null
        ? null
        : withFound(proof, proof.reason, last, behind),
    behind,
    wide: null,
  }
}

/** What came since a mark; where no mark can be used nothing is told one by one. */
async function readTail(
  reading: Reading,
  person: PersonRow,
  program: Program,
): Promise<Pick<Gathered, 'events' | 'contributions' | 'since'>> {
  const { client } = reading
  const mark =
    (await findMark(client, { contact: person.id, upTo: person.seq - TAIL, stateKey: program.stateKey })) ??
    (await findMark(client, { contact: person.id, upTo: person.seq, stateKey: program.stateKey }))
  const known =
    mark === null
      ? null
      : await readSince(reading, { contact: person.id, state: decodeState(program, person.id, mark.state) }, null)
  if (mark === null || known === null || !isWhole(mark, known.events, person.seq)) {
    const contributions: readonly Contribution[] = []
    return { events: await readNewest(client, [person.id], NEWEST), contributions, since: reading.now() }
  }
  const { contributions } = trace(program, known.state, known.events, endOf(reading.now()))
  return { events: known.events, contributions, since: known.state.upTo.at }
}

/** A state with the events behind it, up to a moment; null where there are too many. */
async function readSince(
  reading: Reading,
  { contact, state }: { readonly contact: string; readonly state: ContactState },
  to: Time | null,
): Promise<{ readonly state: ContactState; readonly events: readonly Event[] } | null> {
  const read = await readStretch(reading.client, contact, { from: state.upTo.at, to, limit: FARTHEST })
  return read === null ? null : { state, events: read.filter((event) => comparePlaces(event, state.upTo) > 0) }
}

/** Whether a mark and what stands behind it are all there is: what came late, was joined or taken out changed what the mark rests on. */
function isWhole(mark: StateMark, events: readonly Event[], seq: number): boolean {
  return mark.seq + events.length === seq && !events.some(({ kind }) => kind === 'merge' || kind === 'void')
}

interface Proof {
  readonly program: Program
  readonly reason: Reason | null
  readonly state: ContactState | null
  readonly moments: readonly EvidenceTime[]
}

/** Why a move came about, as it was recorded with it, and when what it rests on happened. */
async function proveLast(reading: Reading, last: Transition, ledger: readonly Transition[]): Promise<Proof> {
  const { client } = reading
  const program = await reading.programs.get(client, last.version)
  const reason = recordedReason(program, last)
  // What a version restated rests on what happened long before it: then the events are not looked for.
  if (reason === null || last.restated !== undefined) return { program, reason, state: null, moments: [] }
  const { contact, saw, at } = last
  const mark = await findMark(client, { contact, upTo: saw.seq - 1, stateKey: program.stateKey })
  // Before the first mark there is little, and it is read from the beginning.
  const known =
    mark === null
      ? await readSince(reading, { contact, state: emptyState(program, contact) }, at)
      : await readSince(reading, { contact, state: decodeState(program, contact, mark.state) }, at)
  if (known === null) return { program, reason, state: null, moments: [] }
  const cause = causeOf(last)
  const moves = ledger.filter(({ nth, voidedBy }) => nth < last.nth && voidedBy === null)
  const facts = [
    ...known.events.filter(({ seq }) => seq <= saw.seq),
    ...moves.filter((move) => comparePlaces(move, known.state.upTo) > 0),
  ].sort(comparePlaces)
  const state = trace(program, known.state, facts, cause).draft
  return { program, reason, state, moments: leavesIn(reason).flatMap((leaf) => evidenceTimes(program, state, leaf)) }
}

type Leaf = Extract<Reason, { op: 'leaf' }>

function leavesIn(reason: Reason): readonly Leaf[] {
  return reason.op === 'leaf' ? [reason] : reason.parts.flatMap(leavesIn)
}

/** The reason with those events of a moment that changed what a condition looks at. */
function withFound(proof: Proof, reason: Reason, last: Transition, found: readonly Event[]): Explained {
  if (reason.op !== 'leaf') return { ...reason, parts: reason.parts.map((part) => withFound(proof, part, last, found)) }
  const { slots: _, ...leaf } = reason
  if (proof.state === null) return { ...leaf, evidence: [] }
  const times = evidenceTimes(proof.program, proof.state, reason)
  const cause = causeOf(last)
  const evidence = found.filter(
    (event) =>
      (event.contact !== last.contact || event.seq <= last.saw.seq) &&
      comparePlaces(event, cause) <= 0 &&
      times.some(
        ({ at, slot }) => at === event.at && proof.program.changesFor(event).some(({ index }) => index === slot),
      ),
  )
  return { ...leaf, evidence: evidence.map(({ id }) => id) }
}
