import { newId } from '../db/new-id.ts'
import type { Tx } from '../db/transaction.ts'
import type { Saw, Time } from '../domain/facts.ts'
import { type Book, EVERYTHING, knownHistory, type Library, linesRead } from '../domain/history.ts'
import { advance, type Effective, needsHistory, type SavedContact } from '../domain/lifecycle/advance.ts'
import { decodeState } from '../domain/lifecycle/encode.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import type { StoredEvent } from '../features/contacts/events.ts'
import { readLibrary, readLines } from '../features/contacts/read-library.ts'
import type { ContactChange, ContactOutcome, NewEvent } from './group-changes.ts'
import type { Ripen } from './ripen.ts'
import { saveOutcomes } from './save-outcomes.ts'
import { tellAccounts } from './tell-accounts.ts'

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
  /** The state was saved by a Ripen that kept other things: only its positions and its place can be read. */
  readonly stale: boolean
  /** The whole history has to be read. */
  readonly anew: boolean
}

/**
 * Takes locked contacts on: appends their events, walks (or folds anew where a fact came late, a version is new or the ledger changed),
 * and writes states, transitions, positions and rollups. All within the caller's transaction.
 */
export async function advanceContacts(
  ripen: Ripen,
  client: Tx,
  changes: readonly ContactChange[],
  options: AdvanceOptions,
): Promise<readonly ContactOutcome[]> {
  const outcomes = await foreseeContacts(ripen, client, changes, options)
  await saveOutcomes(client, outcomes, options)
  await tellAccounts(client, outcomes, options.now)
  return outcomes
}

/** What would come of changes: as `advanceContacts`, and nothing is written. */
export async function foreseeContacts(
  ripen: Ripen,
  client: Tx,
  changes: readonly ContactChange[],
  options: Pick<AdvanceOptions, 'head' | 'now'>,
): Promise<readonly ContactOutcome[]> {
  const prepared: Prepared[] = []
  for (const change of changes) prepared.push(await prepare(ripen, client, change, options))
  const anew = prepared.filter((one) => one.anew)
  const library = anew.length === 0 ? null : await loadLibrary(client, anew)
  return prepared.map((one) => carryOut(one, options, library))
}

async function prepare(
  ripen: Ripen,
  client: Tx,
  change: ContactChange,
  { head }: Pick<AdvanceOptions, 'head'>,
): Promise<Prepared> {
  const { row } = change
  const fresh = row.state === ''
  const program = fresh || row.version === head.version ? head : await ripen.programs.get(client, row.version)
  const versions: Effective[] = []
  for (let version = row.version + 1; !fresh && version <= head.version; version++)
    versions.push(await ripen.programs.published(client, version))
  const state = fresh ? null : decodeState(program, row.id, row.state)
  const events = [...change.events]
    .sort((a, b) => a.at - b.at)
    .map((event, index): StoredEvent => {
      const seq = row.seq + index + 1
      return storedEvent(event, row.id, seq)
    })
  const prepared = {
    change,
    versions,
    events,
    stale: !fresh && row.stateKey !== program.stateKey,
    saved: { id: row.id, state, program, nth: row.nth, floor: row.floor, wakeAt: row.wakeAt, lines: row.lines },
  }
  return { ...prepared, anew: isAnew(prepared) }
}

/** Written out, since this is made for every event and copying objects whole is slow. */
function storedEvent(event: NewEvent, contact: string, seq: number): StoredEvent {
  return {
    is: 'event',
    at: event.at,
    id: event.id ?? newId(event.at, seq),
    kind: event.kind,
    name: event.name,
    data: event.data,
    contact,
    cameBy: event.cameBy,
    seq,
    receivedAt: event.receivedAt,
    channel: event.channel,
    names: event.names,
    stamp: event.stamp,
    source: event.source,
    messageKey: event.messageKey,
    sentTime: event.sentTime,
  }
}

/** Whether a contact's whole history has to be read. */
function isAnew({ change, saved, versions, events, stale }: Omit<Prepared, 'anew'>): boolean {
  if (stale) return true
  const joins = events.some(({ kind }) => kind === 'membership')
  // What a visitor did counts for its account from when it can be named.
  const named = saved.program.marks.all.length > 0 && change.row.accountId !== null && saved.state?.known === 0
  const unreadLines = change.row.lineSeq > (change.row.lines[change.row.accountId ?? ''] ?? 0)
  return (
    joins ||
    named ||
    unreadLines ||
    needsHistory({ contact: saved, facts: events, versions, anew: change.anew === true })
  )
}

async function loadLibrary(client: Tx, prepared: readonly Prepared[]): Promise<Library> {
  const old = prepared.filter(({ change }) => change.row.seq > 0 || change.anew === true)
  const stored =
    old.length === 0
      ? { books: new Map<string, Book>(), lines: new Map() }
      : await readLibrary(
          client,
          old.map(({ saved }) => saved.id),
        )
  const books = new Map(stored.books)
  const joined = new Set<string>()
  for (const { saved, events } of prepared) {
    const book = books.get(saved.id) ?? { contact: saved.id, events: [], transitions: [] }
    books.set(saved.id, { ...book, events: [...book.events, ...events] })
    for (const { kind, data } of events)
      if (kind === 'membership' && typeof data['account'] === 'string' && !stored.lines.has(data['account']))
        joined.add(data['account'])
  }
  const lines = new Map([...stored.lines, ...(await readLines(client, [...joined]))])
  return { books, lines }
}

function carryOut(prepared: Prepared, { now }: Pick<AdvanceOptions, 'now'>, library: Library | null): ContactOutcome {
  const { change, saved, versions, events, stale, anew } = prepared
  const { row } = change
  const saw: Saw = {
    seq: row.seq + events.length,
    lines: library !== null && anew ? linesRead(library, row.id) : row.lines,
  }
  const history = () => {
    if (library === null) throw new Error(`The history of ${row.id} was not read.`)
    return knownHistory(library, row.id, EVERYTHING)
  }
  const last = events.at(-1)?.at ?? 0
  const advanced = advance({
    contact: saved,
    // Numbered in the order of their times, so they stand in the order of their places.
    facts: events,
    versions,
    saw,
    until: Math.min(Math.max(change.until ?? 0, last), now),
    anew,
    ledgerChanged: change.anew === true || stale,
    history,
  })
  const { moves, refused } = advanced
  return { change, saved, row, events, moves, refused, advanced, saw, history: anew ? history : null }
}
