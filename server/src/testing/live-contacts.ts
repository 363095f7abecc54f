import { linesOfPeople } from '../domain/accounts/lines-of-people.ts'
import { type Cells, cellChanges, cells } from '../domain/cells.ts'
import {
  type AccountLine,
  comparePlaces,
  type Event,
  type LinesRead,
  NAMED_BY,
  type Time,
  type Transition,
} from '../domain/facts.ts'
import { type Book, EVERYTHING, knownHistory, type Library, lastLine, linesRead } from '../domain/history.ts'
import type { JsonObject } from '../domain/json.ts'
import { advance, type Effective, needsHistory } from '../domain/lifecycle/advance.ts'
import { decodeState, encodeState } from '../domain/lifecycle/encode.ts'
import type { Program } from '../domain/lifecycle/program.ts'
import type { ContactState } from '../domain/lifecycle/state.ts'
import { rowsConcerned, undoing } from '../domain/lifecycle/undoing.ts'
import { voiding } from '../domain/lifecycle/voiding.ts'
import type { EventKind } from '../domain/vocabulary.ts'

/** An event before it lies in a book. */
export interface Happening {
  readonly kind: EventKind
  readonly name?: string
  readonly data?: JsonObject
  readonly at: Time
  readonly names?: number
  readonly stamp?: JsonObject
  readonly channel?: Event['channel']
}

interface Row {
  readonly id: string
  events: Event[]
  transitions: Transition[]
  /** As it lies in the database between two transactions. */
  saved: string | null
  version: number
  floor: Time | null
  wakeAt: Time | null
  lines: LinesRead
  mergedInto: string | null
}

/** Contacts that live as in a running Ripen: saved and loaded between all steps, without the database. */
export class LiveContacts {
  readonly rows = new Map<string, Row>()
  readonly lines = new Map<string, AccountLine[]>()
  readonly versions: Effective[]
  #rollup: Cells = new Map()
  #arrivals = 0

  constructor(program: Program) {
    this.versions = [{ program, from: 0 }]
  }

  get head(): Program {
    return (this.versions.at(-1) as Effective).program
  }

  program(version: number): Program {
    return (this.versions[version - 1] as Effective).program
  }

  get library(): Library {
    return {
      books: new Map(
        [...this.rows.values()].map(({ id, events, transitions }): [string, Book] => [
          id,
          { contact: id, events, transitions },
        ]),
      ),
      lines: this.lines,
    }
  }

  /** What was added to the reports by all writes. */
  get rollup(): Cells {
    return new Map([...this.#rollup].filter(([, count]) => count !== 0))
  }

  row(id: string): Row {
    const known = this.rows.get(id)
    if (known !== undefined) return known
    const row: Row = {
      id,
      events: [],
      transitions: [],
      saved: null,
      version: this.head.version,
      floor: null,
      wakeAt: null,
      lines: {},
      mergedInto: null,
    }
    this.rows.set(id, row)
    return row
  }

  survivorOf(id: string): string {
    const { mergedInto } = this.row(id)
    return mergedInto === null ? id : this.survivorOf(mergedInto)
  }

  state(row: Row): ContactState | null {
    return row.saved === null ? null : decodeState(this.program(row.version), row.id, row.saved)
  }

  /** Events of one contact in one transaction. @returns their ids */
  take(id: string, happenings: readonly Happening[], now: Time): readonly string[] {
    const stays = this.survivorOf(id)
    const row = this.row(stays)
    const events = [...happenings].sort((a, b) => a.at - b.at).map((one) => this.#event(row, one, now, id))
    this.#advance(row, events, now, false)
    return events.map((event) => event.id)
  }

  wake(id: string, now: Time): void {
    const row = this.row(id)
    if (row.mergedInto === null && row.saved !== null) this.#advance(row, [], now, false)
  }

  /** Has a contact looked at again from a moment on, whatever was folded since. */
  ask(id: string, at: Time): void {
    const row = this.row(id)
    if (row.mergedInto === null && row.saved !== null) row.wakeAt = Math.min(row.wakeAt ?? at, at)
  }

  line(account: string, at: Time, values: JsonObject): void {
    const lines = this.lines.get(account) ?? []
    const line = { is: 'account' as const, account, at, seq: lines.length + 1, id: this.#id(at), values }
    this.lines.set(account, [...lines, line])
  }

  /** @returns whether any account has new lines by what its people answer */
  foldAccounts(now: Time): boolean {
    const fresh = linesOfPeople(this.company, now)
    for (const line of fresh) this.lines.set(line.account, [...(this.lines.get(line.account) ?? []), line])
    return fresh.length > 0
  }

  get company() {
    const standing = [...this.rows.values()].filter(({ mergedInto, saved }) => mergedInto === null && saved !== null)
    return { program: this.head, library: this.library, people: standing.map(({ id }) => id) }
  }

  void(id: string, nth: number, now: Time): void {
    const row = this.row(this.survivorOf(id))
    const mistake = row.transitions.find((one) => one.nth === nth && one.voidedBy === null)
    if (mistake === undefined || mistake.cause === 'merge') return
    const { taken, event } = voiding(row.transitions, mistake, 'mistake')
    const own = this.#own(row, { kind: 'void', ...event, at: now }, now)
    row.transitions = row.transitions.map((one) => (taken.includes(one) ? { ...one, voidedBy: own.id } : one))
    this.#advance(row, [own], Math.max(now, own.at), true)
  }

  merge(survivor: string, other: string, now: Time): boolean {
    const [stays, goes] = [this.row(this.survivorOf(survivor)), this.row(this.survivorOf(other))]
    if (stays === goes) return false
    const positions = this.state(goes)?.positions ?? {}
    const data = {
      undo: false,
      survivor: true,
      seq: goes.events.length,
      nth: stays.transitions.length,
      positions: positions as unknown as JsonObject,
    }
    this.#count(goes, -1)
    goes.mergedInto = stays.id
    const own = this.#own(stays, { kind: 'merge', name: goes.id, data, at: now }, now)
    this.#advance(stays, [own], Math.max(now, own.at), true)
    return true
  }

  undoMerge(survivor: string, other: string, now: Time): boolean {
    const [stays, goes] = [this.row(survivor), this.row(other)]
    if (goes.mergedInto !== stays.id || stays.mergedInto !== null) return false
    const merge = stays.events.findLast(({ kind, name }) => kind === 'merge' && name === goes.id)
    const nth = Number(merge?.data['nth'] ?? 0)
    const own = this.#own(
      stays,
      { kind: 'merge', name: goes.id, data: { undo: true, survivor: true, seq: goes.events.length }, at: now },
      now,
    )
    const theirs = this.#own(
      goes,
      { kind: 'merge', name: stays.id, data: { undo: true, survivor: false, seq: stays.events.length }, at: now },
      now,
    )
    stays.transitions = stays.transitions.map((one) =>
      one.nth > nth && one.voidedBy === null ? { ...one, voidedBy: own.id } : one,
    )
    goes.mergedInto = null
    this.#advance(stays, [own], Math.max(now, own.at), true)
    this.#advance(goes, [theirs], Math.max(now, theirs.at), true, true)
    return true
  }

  /** Takes events of an import out of all histories that read them; rows that were merged into others go first. */
  undoImport(name: string, ids: ReadonlySet<string>, now: Time): void {
    const all = [...this.rows.values()].flatMap((row) => row.events)
    const undone = { import: name, events: all.filter(({ id }) => ids.has(id)) }
    const depth = (id: string | null): number => (id === null ? 0 : 1 + depth(this.row(id).mergedInto))
    const rows = rowsConcerned(this.library, undone.events).map((id) => this.row(id))
    const versions = {
      of: (version: number) => this.program(version),
      at: (time: Time) => (this.versions.findLast(({ from }) => from <= time) ?? { program: this.head }).program,
    }
    for (const row of rows.sort((a, b) => depth(b.mergedInto) - depth(a.mergedInto))) {
      const { taken, event } = undoing(this.library, row.id, undone, versions)
      const own = this.#own(row, { kind: 'void', ...event, at: now }, now)
      row.transitions = row.transitions.map((one) => (taken.includes(one) ? { ...one, voidedBy: own.id } : one))
      // A row that was merged into another walks on when it is taken out again.
      if (row.mergedInto === null) this.#advance(row, [own], Math.max(now, own.at), true)
    }
  }

  publish(program: Program, now: Time, restates = false): void {
    this.versions.push({ program, from: now, restates })
  }

  #id(at: Time): string {
    return `${at.toString(16).padStart(13, '0')}-${String(++this.#arrivals).padStart(6, '0')}`
  }

  #event(row: Row, one: Happening, now: Time, id: string): Event {
    const event: Event = {
      is: 'event',
      kind: one.kind,
      name: one.name ?? '',
      data: one.data ?? {},
      at: one.at,
      id: this.#id(one.at),
      contact: row.id,
      cameBy: id === row.id ? null : id,
      seq: row.events.length + 1,
      receivedAt: now,
      channel: one.channel ?? 'server',
      names: one.names ?? NAMED_BY.email,
      stamp: one.stamp ?? {},
    }
    row.events = [...row.events, event]
    return event
  }

  /** What Ripen itself records lies behind all that is decided. */
  #own(row: Row, one: Happening, now: Time): Event {
    const at = Math.max(now, (this.state(row)?.upTo.at ?? -1) + 1)
    return this.#event(row, { ...one, at, names: 0, channel: 'app' }, now, row.id)
  }

  #advance(row: Row, events: readonly Event[], until: Time, ledgerChanged: boolean, uncounted = false): void {
    const state = this.state(row)
    const program = state === null ? this.head : this.program(row.version)
    const versions = state === null ? [] : this.versions.slice(row.version)
    const joined = events.findLast(({ kind }) => kind === 'membership')?.data['account']
    const unread = lastLine(this.library, state?.account ?? null) > (row.lines[state?.account ?? ''] ?? 0)
    const contact = {
      id: row.id,
      state,
      program,
      nth: row.transitions.length,
      floor: row.floor,
      wakeAt: row.wakeAt,
      lines: row.lines,
    }
    const anew =
      joined !== undefined || unread || needsHistory({ contact, facts: events, versions, anew: ledgerChanged })
    const lines = anew ? linesRead(this.library, row.id) : row.lines
    if (!uncounted) this.#count(row, -1)
    const advanced = advance({
      contact,
      facts: [...events].sort(comparePlaces),
      versions,
      saw: { seq: row.events.length, lines },
      until,
      anew,
      ledgerChanged,
      history: () => knownHistory(this.library, row.id, EVERYTHING),
    })
    row.transitions = [...row.transitions, ...advanced.moves]
    row.saved = encodeState(advanced.program, advanced.state)
    row.version = advanced.program.version
    row.floor = advanced.floor
    row.wakeAt = advanced.wakeAt
    row.lines = lines
    this.#count(row, 1)
  }

  #count(row: Row, sign: 1 | -1): void {
    const state = this.state(row)
    const own: Cells = state === null ? new Map() : cells(this.program(row.version), state, row.mergedInto !== null)
    const sum = new Map(this.#rollup)
    for (const [key, count] of cellChanges(new Map(), own)) sum.set(key, (sum.get(key) ?? 0) + sign * count)
    this.#rollup = sum
  }
}
