import type { Event, Time, Transition } from '../facts.ts'
import {
  type Book,
  EVERYTHING,
  eventsKnown,
  knownHistory,
  type Library,
  rowsMerged,
  standingMerges,
} from '../history.ts'
import { canonical, isObject, type Json, type JsonObject } from '../json.ts'
import { stampsOf } from '../stamps.ts'
import { rangesOf, Undone } from '../undone-events.ts'
import type { Program } from './program.ts'
import { refold } from './refold.ts'
import { reproduce } from './replay.ts'

/** What undoing an import takes out of one row's ledger, and the void event that says so. */
export interface Undoing {
  readonly taken: readonly Transition[]
  readonly event: { readonly name: string; readonly data: JsonObject }
}

export interface UndoneImport {
  readonly import: string
  /** All its events in the rows of the library. */
  readonly events: readonly Event[]
  /** Lines of accounts as they would have been when they were recorded (default: as they were). */
  readonly lines?: Library['lines']
}

/** The published versions. */
export interface Versions {
  of(version: number): Program
  /** The one that was in force at a moment. */
  at(time: Time): Program
}

/**
 * The rows of a library that read events of an import, or will when a merge is undone: each gets a void event of its own, since each is a
 * history of its own.
 */
export function rowsConcerned(library: Library, events: readonly Event[]): readonly string[] {
  const undone = leavingOut(events)
  const ways = new Set(events.flatMap(({ cameBy }) => cameBy ?? []))
  return [...library.books.keys()].filter(
    (row) =>
      eventsKnown(library, row).some((event) => undone.has(event)) ||
      (ways.size > 0 && [...rowsMerged(library, row)].some((one) => ways.has(one))),
  )
}

/**
 * Undoes an import in one row, as if its events had never come: the moves that would not have been made without them are void, and so is
 * what followed them in their tracks.
 * Rows that were merged into this one have been undone before, so that a merge asks for the stage that they would have had.
 * @param library as stored, with the voids of those rows
 */
export function undoing(library: Library, contact: string, undone: UndoneImport, versions: Versions): Undoing {
  const { import: name, events } = undone
  const never = new Never(library, undone)
  const merges = mergesChanged(never, contact, versions)
  const taken = never.fallen(contact, merges, versions)
  return {
    taken,
    event: {
      name,
      data: {
        import: name,
        events: rangesOf(events) as unknown as Json,
        ...(Object.keys(merges).length === 0 ? {} : { merges }),
      },
    },
  }
}

function leavingOut(events: readonly Event[]): Undone {
  const undone = new Undone([])
  undone.add(rangesOf(events))
  return undone
}

/** A library as it would be if what is undone, now and before, had never come. */
class Never {
  readonly #stored: Library
  readonly #undone: Undone
  readonly #linesChanged: boolean
  readonly library: Library

  constructor(stored: Library, { events, lines }: UndoneImport) {
    this.#stored = stored
    this.#undone = leavingOut(events)
    this.#linesChanged = lines !== undefined
    const voids = [...stored.books.values()].flatMap((book) => book.events.filter(isUndo))
    const gone = new Set(voids.map(({ id }) => id))
    const all = new Undone(voids)
    all.add(rangesOf(events))
    const books = [...stored.books].map(([row, book]): [string, Book] => [
      row,
      {
        contact: row,
        events: book.events.filter((event) => !all.has(event)).map((event) => all.read(event)),
        transitions: book.transitions.filter(({ voidedBy }) => voidedBy === null || !gone.has(voidedBy)),
      },
    ])
    this.library = { books: new Map(books), lines: lines ?? stored.lines }
  }

  /** Whether a row's history at a number of its own holds anything that is undone now. */
  knew(contact: string, seq: number): boolean {
    return this.#linesChanged || eventsKnown(this.#stored, contact, seq).some((event) => this.#undone.has(event))
  }

  /** Whether a move comes out again, with what the reports know of it. */
  #comesOut(program: Program, without: Library, transition: Transition): boolean {
    const again = reproduce(program, without, transition)
    if (!again.reproduced) return false
    const { state } = reproduce(program, this.#stored, transition)
    return (
      canonical({ ...stampsOf(program, again.state, transition) }) ===
      canonical({ ...stampsOf(program, state, transition) })
    )
  }

  /** The standing moves of a row that do not come out again: of each track the first, and all after it. */
  fallen(contact: string, merges: JsonObject, versions: Versions): readonly Transition[] {
    const book = this.library.books.get(contact)
    if (book === undefined) return []
    const events = book.events.map((event) => {
      const positions = merges[event.id]
      return positions === undefined ? event : { ...event, data: { ...event.data, positions } }
    })
    const fallen = new Set<Transition>()
    const standing = book.transitions.filter(({ voidedBy }) => voidedBy === null).sort((a, b) => a.nth - b.nth)
    for (const transition of standing) {
      const left = book.transitions.filter((one) => !fallen.has(one))
      const without = {
        ...this.library,
        books: new Map(this.library.books).set(contact, { contact, events, transitions: left }),
      }
      const stays =
        ![...fallen].some(({ track }) => track === transition.track) &&
        ((fallen.size === 0 && !this.knew(contact, transition.saw.seq)) ||
          this.#comesOut(versions.of(transition.version), without, transition))
      if (!stays) fallen.add(transition)
    }
    return [...fallen]
  }
}

function isUndo({ kind, data }: Event): boolean {
  return kind === 'void' && typeof data['import'] === 'string'
}

/** Merges of a row that would have found the other row in another stage: its stages by the merge's event. */
function mergesChanged(never: Never, contact: string, versions: Versions): JsonObject {
  return Object.fromEntries(
    standingMerges(never.library, contact).flatMap((merge): [string, Json][] => {
      if (!never.knew(merge.name, Number(merge.data['seq'] ?? 0))) return []
      const positions = positionsAt(never.library, merge, versions)
      return shortOf(positions) === shortOf(merge.data['positions']) ? [] : [[merge.id, positions]]
    }),
  )
}

/** Where the other row of a merge would have stood when it was merged. */
function positionsAt(library: Library, merge: Event, versions: Versions): JsonObject {
  const seq = Number(merge.data['seq'] ?? 0)
  const history = knownHistory(library, merge.name, { ...EVERYTHING, seq })
  const { state } = refold(versions.at(merge.at), merge.name, history, {
    until: merge.at,
    saw: { seq, lines: {} },
    nth: 0,
    floor: history.ledger.at(-1)?.floor ?? null,
  })
  return Object.fromEntries(
    Object.entries(state.positions).flatMap(([track, { stage, since, cause }]) =>
      stage === null ? [] : [[track, { stage, since, cause }]],
    ),
  )
}

/** What a merge reads of the stages: which, and whether a person chose it. */
function shortOf(positions: Json | undefined): string {
  if (!isObject(positions)) return canonical({})
  const standing = Object.entries(positions).flatMap(([track, one]) =>
    isObject(one) && typeof one['stage'] === 'string'
      ? [[track, { stage: one['stage'], cause: one['cause'] ?? null }]]
      : [],
  )
  return canonical(Object.fromEntries(standing))
}
