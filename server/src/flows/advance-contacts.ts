import type pg from 'pg'
import { newId } from '../db/new-id.ts'
import { cellChanges, cells, sourceOf } from '../domain/cells.ts'
import { stampsOf } from '../domain/stamps.ts'
import { comparePlaces, type Saw, type Time } from '../domain/facts.ts'
import { type Book, EVERYTHING, knownHistory, linesRead, type Library } from '../domain/history.ts'
import { advance, type Advanced, type Effective, needsHistory, type SavedContact } from '../domain/lifecycle/advance.ts'
import { decodeState, encodeState } from '../domain/lifecycle/encode.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import { appendEvents, type StoredEvent } from '../features/contacts/events.ts'
import { appendTransitions, savePositions } from '../features/contacts/ledger.ts'
import type { ContactRow } from '../features/contacts/lock-contacts.ts'
import { readLibrary, readLines } from '../features/contacts/read-library.ts'
import { saveContacts } from '../features/contacts/save-contacts.ts'
import { addCells } from '../features/rollups/add-cells.ts'
import type { ContactChange, ContactOutcome } from './group-changes.ts'
import type { Ripen } from './ripen.ts'

export interface AdvanceOptions {
  readonly head: Program
  readonly now: Time
  /** The rollup lane of the writer. */
  readonly lane: number
}

/** A change with all that is needed to carry it out. */
interface Prepared {
  readonly change: ContactChange
  readonly saved: SavedContact
  readonly versions: readonly Effective[]
  readonly events: readonly StoredEvent[]
}

/**
 * Takes locked contacts on: appends their events, walks (or folds anew where a fact came late, a version is new or the ledger changed),
 * and writes states, transitions, positions and rollups. All within the caller's transaction.
 */
export async function advanceContacts(ripen: Ripen, client: pg.PoolClient, changes: readonly ContactChange[], options: AdvanceOptions): Promise<readonly ContactOutcome[]> {
  const prepared: Prepared[] = []
  for (const change of changes) prepared.push(await prepare(ripen, client, change, options))
  const anew = prepared.filter(isAnew)
  const library = anew.length === 0 ? null : await loadLibrary(client, anew)
  const outcomes = prepared.map((one) => carryOut(one, options, library))
  await save(client, outcomes, prepared, options)
  return outcomes
}

async function prepare(ripen: Ripen, client: pg.PoolClient, change: ContactChange, { head }: AdvanceOptions): Promise<Prepared> {
  const { row } = change
  const fresh = row.state === ''
  const program = fresh || row.version === head.version ? head : await ripen.programs.get(client, row.version)
  const versions: Effective[] = []
  for (let version = row.version + 1; !fresh && version <= head.version; version++) versions.push(await ripen.programs.published(client, version))
  const state = fresh ? null : decodeState(program, row.id, row.state)
  const events = [...change.events].sort((a, b) => a.at - b.at).map((event, index): StoredEvent => {
    const seq = row.seq + index + 1
    return { ...event, is: 'event', contact: row.id, seq, id: event.id ?? newId(event.at, seq) }
  })
  return { change, versions, events, saved: { id: row.id, state, program, nth: row.nth, floor: row.floor, wakeAt: row.wakeAt, lines: row.lines } }
}

/** Whether a contact's whole history has to be read. */
function isAnew({ change, saved, versions, events }: Prepared): boolean {
  const joins = events.some(({ kind }) => kind === 'membership')
  const unreadLines = change.row.lineSeq > (change.row.lines[change.row.accountId ?? ''] ?? 0)
  return joins || unreadLines || needsHistory({ contact: saved, facts: events, versions, anew: change.anew === true })
}

async function loadLibrary(client: pg.PoolClient, prepared: readonly Prepared[]): Promise<Library> {
  const old = prepared.filter(({ change }) => change.row.seq > 0 || change.anew === true)
  const stored = old.length === 0 ? { books: new Map<string, Book>(), lines: new Map() } : await readLibrary(client, old.map(({ saved }) => saved.id))
  const books = new Map(stored.books)
  const joined = new Set<string>()
  for (const { saved, events } of prepared) {
    const book = books.get(saved.id) ?? { contact: saved.id, events: [], transitions: [] }
    books.set(saved.id, { ...book, events: [...book.events, ...events] })
    for (const { kind, data } of events) if (kind === 'membership' && typeof data['account'] === 'string' && !stored.lines.has(data['account'])) joined.add(data['account'])
  }
  const lines = new Map([...stored.lines, ...(await readLines(client, [...joined]))])
  return { books, lines }
}

function carryOut(prepared: Prepared, { now }: AdvanceOptions, library: Library | null): ContactOutcome {
  const { change, saved, versions, events } = prepared
  const { row } = change
  const anew = isAnew(prepared)
  const saw: Saw = { seq: row.seq + events.length, lines: library !== null && anew ? linesRead(library, row.id) : row.lines }
  const history = () => {
    if (library === null) throw new Error(`The history of ${row.id} was not read.`)
    return knownHistory(library, row.id, EVERYTHING)
  }
  const last = events.at(-1)?.at ?? 0
  const advanced = advance({ contact: saved, facts: [...events].sort(comparePlaces), versions, saw, until: Math.min(Math.max(change.until ?? 0, last), now), anew, ledgerChanged: change.anew === true, history })
  return { row, events, moves: advanced.moves, refused: advanced.refused, advanced, saw }
}

async function save(client: pg.PoolClient, outcomes: readonly ContactOutcome[], prepared: readonly Prepared[], { now, lane }: AdvanceOptions): Promise<void> {
  await appendEvents(client, prepared.flatMap(({ events }) => events))
  await saveContacts(client, outcomes.map((outcome, index) => updateOf(outcome, mergedInto((prepared[index] as Prepared).change) !== null)))
  const moved = outcomes.flatMap((outcome, index) => (countsAnew(outcome, prepared[index]) ? [{ outcome, saved: prepared[index] as Prepared }] : []))
  await appendTransitions(
    client,
    outcomes.flatMap(({ moves, advanced, row }) => moves.map((transition) => ({ transition, stamps: stampsOf(advanced.program, advanced.state, transition.at), imported: isImported(row, prepared, transition.id) }))),
    now,
  )
  await savePositions(client, moved.map(({ outcome, saved }) => ({ state: outcome.advanced.state, nth: outcome.row.nth + outcome.moves.length, merged: mergedInto(saved.change) !== null })))
  let changed: ReadonlyMap<string, number> = new Map()
  for (const { outcome, saved } of moved) {
    const before = saved.saved.state === null ? new Map<string, number>() : cells(saved.saved.program, saved.saved.state, outcome.row.mergedInto !== null)
    const after = cells(outcome.advanced.program, outcome.advanced.state, mergedInto(saved.change) !== null)
    changed = addUp(changed, cellChanges(before, after))
  }
  await addCells(client, lane, new Map([...changed].filter(([, count]) => count !== 0)))
}

function addUp(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sum = new Map(a)
  for (const [key, count] of b) sum.set(key, (sum.get(key) ?? 0) + count)
  return sum
}

const mergedInto = (change: ContactChange): string | null => (change.mergedInto === undefined ? change.row.mergedInto : change.mergedInto)

/** Whether a contact's place in lists and reports may have changed. */
function countsAnew({ moves, advanced, row }: ContactOutcome, prepared: Prepared | undefined): boolean {
  if (moves.length > 0 || prepared === undefined || prepared.change.anew === true || prepared.change.mergedInto !== undefined) return true
  const before = prepared.saved.state
  if (before === null) return false
  return row.version !== advanced.program.version || sourceOf(prepared.saved.program, before) !== sourceOf(advanced.program, advanced.state)
}

/** Moves by rows of a file are marked, and start nothing. */
function isImported(row: ContactRow, prepared: readonly Prepared[], place: string): boolean {
  const cause = place.slice(0, place.lastIndexOf('~'))
  return prepared.some(({ saved, events }) => saved.id === row.id && events.some(({ id, channel }) => id === cause && channel === 'import'))
}

function updateOf({ row, events, moves, advanced, saw }: ContactOutcome, merged: boolean): Parameters<typeof saveContacts>[1][number] {
  const { state, program } = advanced
  return {
    id: row.id,
    seq: row.seq + events.length,
    nth: row.nth + moves.length,
    state: encodeState(program, state),
    stateKey: program.stateKey,
    decisionKey: program.decisionKey,
    version: program.version,
    floor: advanced.floor,
    wakeAt: merged ? null : wakeAtOf(row, advanced),
    accountId: state.account,
    lines: saw.lines,
    known: state.known,
    source: sourceOf(program, state),
    proposals: advanced.proposals === null ? row.proposals : advanced.proposals.length === 0 ? null : advanced.proposals.map((proposal) => ({ ...proposal })),
  }
}

/** A wake that comes too early only looks again, so a stored one is moved earlier but not later: the index is spared. */
function wakeAtOf(row: ContactRow, { wakeAt, state }: Advanced): Time | null {
  const stays = row.wakeAt !== null && row.wakeAt > state.upTo.at && (wakeAt === null || row.wakeAt <= wakeAt)
  return stays ? row.wakeAt : wakeAt
}
