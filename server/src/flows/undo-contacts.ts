import { type Tx, transaction } from '../db/transaction.ts'
import { linesWithout } from '../domain/accounts/account-lines.ts'
import type { AccountLine, Event, Time } from '../domain/facts.ts'
import { type Book, type Library, mergedFamilies } from '../domain/history.ts'
import { importSource } from '../domain/import-source.ts'
import { rowsConcerned, type UndoneImport, undoing, type Versions } from '../domain/lifecycle/undoing.ts'
import { mendOpportunities } from '../features/accounts/mend-opportunities.ts'
import { findUndoLines } from '../features/accounts/undo-account.ts'
import { appendEvents } from '../features/contacts/events.ts'
import { voidTransitions } from '../features/contacts/ledger.ts'
import { type ContactRow, lockContacts } from '../features/contacts/lock-contacts.ts'
import { readLibrary } from '../features/contacts/read-library.ts'
import { countEvent, findEventsOf, freeMessageKeys } from '../features/contacts/undone-events.ts'
import { releaseIdentities } from '../features/identities/release-identities.ts'
import { dropUndo } from '../features/imports/undo-rows.ts'
import { shareLifecycle } from '../features/lifecycle/versions.ts'
import { advanceContacts } from './advance-contacts.ts'
import type { ContactChange } from './group-changes.ts'
import { laneNumber } from './lane-number.ts'
import { ownEvent } from './own-event.ts'
import { headOf } from './process-events.ts'
import type { Ripen } from './ripen.ts'
import { showTraitsAnew } from './show-traits.ts'

/**
 * Takes an import out of the histories of contacts, in one transaction: each row gets a void event that names what is left out, moves that
 * would not have been made without it are void, and the walk goes on from the last that is left.
 */
export async function undoOfContacts(ripen: Ripen, id: string, contacts: readonly string[]): Promise<void> {
  await transaction(ripen.db, async (client) => {
    await shareLifecycle(client)
    const { library, rows } = await lockFamilies(client, contacts)
    const undone = await eventsOf(client, id, library)
    const versions = await versionsOf(ripen, client, library)
    const lines = await linesOf(client, id, library)
    const page = new Page(id, library, rows, { versions, lines, at: await momentOf(ripen, client) })
    for (const family of mergedFamilies(library))
      page.undo(
        family,
        undone.filter(({ contact }) => family.includes(contact)),
      )
    await page.save(ripen, client)
    const all = [...library.books.keys()]
    await freeMessageKeys(client, importSource(id), all)
    await releaseIdentities(client, id, all)
    await mendOpportunities(
      client,
      undone.filter(({ kind }) => kind === 'opportunity').map(({ name }) => name),
    )
    await showTraitsAnew(client, page.changed)
    await dropUndo(client, id, [...new Set([...contacts, ...all])])
  })
}

/** Locks contacts with all rows that their histories are tied to by merges, in the order of their ids. */
async function lockFamilies(
  client: Tx,
  contacts: readonly string[],
): Promise<{ readonly library: Library; readonly rows: ReadonlyMap<string, ContactRow> }> {
  let wanted = new Set((await readLibrary(client, contacts)).books.keys())
  for (;;) {
    const rows = new Map((await lockContacts(client, [...wanted])).map((row) => [row.id, row]))
    // Before the locks were there, a row may have been merged into one of these, or one of these into another.
    const survivors = [...rows.values()].flatMap(({ mergedInto }) => mergedInto ?? [])
    const library = await readLibrary(client, [...new Set([...wanted, ...survivors])])
    if ([...library.books.keys()].every((row) => wanted.has(row))) return { library, rows }
    wanted = new Set(library.books.keys())
  }
}

async function eventsOf(client: Tx, id: string, library: Library): Promise<readonly Event[]> {
  const numbers = await findEventsOf(client, importSource(id), [...library.books.keys()])
  return [...library.books.values()].flatMap(({ contact, events }) =>
    events.filter(({ seq }) => numbers.get(contact)?.has(seq) === true),
  )
}

/** All versions under which any move of these rows was made, or a merge. */
async function versionsOf(ripen: Ripen, client: Tx, library: Library): Promise<Versions> {
  const { program: head } = await headOf(ripen, client)
  const books = [...library.books.values()]
  const merged = books.some(({ events }) => events.some(({ kind }) => kind === 'merge'))
  const used = new Set(books.flatMap(({ transitions }) => transitions.map(({ version }) => version)))
  const wanted = merged ? Array.from({ length: head.version }, (_, index) => index + 1) : [...used, head.version]
  const published = new Map(
    await Promise.all(
      wanted.map(async (version) => [version, await ripen.programs.published(client, version)] as const),
    ),
  )
  return {
    of(version) {
      const found = published.get(version)
      if (found === undefined) throw new Error(`Version ${version} was not read.`)
      return found.program
    },
    at: (time) => [...published.values()].findLast(({ from }) => from <= time)?.program ?? head,
  }
}

/** Lines of accounts as they would have been without the import; undefined where it changed none of them. */
async function linesOf(client: Tx, id: string, { lines }: Library): Promise<Library['lines'] | undefined> {
  const changed = await findUndoLines(client, [...lines.keys()], id)
  if (changed.size === 0) return undefined
  return new Map(
    [...lines].map(([account, all]): [string, readonly AccountLine[]] => {
      const [first, last] = changed.get(account) ?? []
      return [account, first === undefined || last === undefined ? all : linesWithout(all, first, last)]
    }),
  )
}

interface Moment {
  readonly now: Time
  /** Since when the newest version is in force. */
  readonly since: Time
}

async function momentOf(ripen: Ripen, client: Tx): Promise<Moment> {
  return { now: ripen.now(), since: (await headOf(ripen, client)).from }
}

interface PageOptions {
  readonly versions: Versions
  readonly lines: Library['lines'] | undefined
  readonly at: Moment
}

type OwnEvent = ReturnType<typeof ownEvent>

/** What undoing an import means for a page of contacts. */
class Page {
  readonly #import: string
  #library: Library
  readonly #rows: ReadonlyMap<string, ContactRow>
  readonly #options: PageOptions
  readonly #voided: { readonly row: ContactRow; readonly event: OwnEvent; readonly numbers: readonly number[] }[] = []

  constructor(id: string, library: Library, rows: ReadonlyMap<string, ContactRow>, options: PageOptions) {
    this.#import = id
    this.#library = library
    this.#rows = rows
    this.#options = options
  }

  /** Rows that stand for people and were changed. */
  get changed(): readonly string[] {
    return this.#voided.filter(({ row }) => row.mergedInto === null).map(({ row }) => row.id)
  }

  /** Undoes the import in the rows of one person, those that were merged into others first. */
  undo(family: readonly string[], events: readonly Event[]): void {
    const books = new Map(family.flatMap((row) => entryOf(this.#library.books, row)))
    const library: Library = { ...this.#library, books }
    const { lines } = this.#options
    const undone: UndoneImport = { import: this.#import, events, ...(lines === undefined ? {} : { lines }) }
    const concerned = events.length === 0 ? family : rowsConcerned(library, events)
    const rows = concerned.flatMap((row) => this.#rows.get(row) ?? []).filter(({ sealed }) => !sealed)
    for (const row of rows.sort((a, b) => this.#depth(b) - this.#depth(a)))
      this.#undoRow({ ...library, books: new Map(books) }, row, undone, books)
  }

  #undoRow(library: Library, row: ContactRow, undone: UndoneImport, books: Map<string, Book>): void {
    const { versions, at } = this.#options
    const { taken, event } = undoing(library, row.id, undone, versions)
    // Whom only the values of an account concern: late lines are late facts, and nothing more.
    if (undone.events.length === 0 && taken.length === 0) return
    const own = ownEvent(row, { kind: 'void', ...event }, at)
    this.#voided.push({ row, event: own, numbers: taken.map(({ nth }) => nth) })
    const book = books.get(row.id)
    if (book === undefined) return
    books.set(row.id, {
      ...book,
      events: [...book.events, { ...own, is: 'event', contact: row.id, seq: row.seq + 1 }],
      transitions: book.transitions.map((one) => (taken.includes(one) ? { ...one, voidedBy: own.id } : one)),
    })
  }

  #depth({ mergedInto }: ContactRow): number {
    const next = mergedInto === null ? undefined : this.#rows.get(mergedInto)
    return next === undefined ? 0 : 1 + this.#depth(next)
  }

  async save(ripen: Ripen, client: Tx): Promise<void> {
    const { program: head } = await headOf(ripen, client)
    const changes: ContactChange[] = []
    for (const { row, event, numbers } of this.#voided) {
      if (numbers.length > 0) await voidTransitions(client, row.id, numbers, event.id)
      if (row.mergedInto === null) changes.push({ row, events: [event], anew: true })
      else {
        // A row that was merged into another walks on when it is taken out again.
        await appendEvents(client, [{ ...event, is: 'event', contact: row.id, seq: row.seq + 1 }])
        await countEvent(client, row.id, row.seq + 1)
      }
    }
    const now = changes.reduce((latest, { events }) => Math.max(latest, ...events.map(({ at }) => at)), ripen.now())
    await advanceContacts(ripen, client, changes, { head, now, lane: laneNumber(0) })
  }
}

function entryOf<Value>(map: ReadonlyMap<string, Value>, key: string): [string, Value][] {
  const value = map.get(key)
  return value === undefined ? [] : [[key, value]]
}
