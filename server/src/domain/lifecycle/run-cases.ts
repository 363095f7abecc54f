import { linesOfPeople } from '../accounts/lines-of-people.ts'
import type { AccountLine, Event, Time, Transition } from '../facts.ts'
import { EVERYTHING, knownHistory, type Library, linesRead } from '../history.ts'
import type { JsonObject } from '../json.ts'
import type { Message } from '../message.ts'
import { placedEvent, type Written, writtenEvent } from './case-events.ts'
import type { CaseEvent, Expectation, LifecycleCase } from './case-schema.ts'
import { type Explained, explainTransition } from './explain.ts'
import { emptyState } from './fold.ts'
import { type Difference, differences, type Found } from './judge-case.ts'
import { readMoment } from './moment.ts'
import { type Program, readsPeople } from './program.ts'
import { refold } from './refold.ts'
import { firstPosition } from './state.ts'
import { voiding } from './voiding.ts'
import type { Walked } from './walk.ts'

export interface CaseResult {
  readonly name: string
  readonly line: number
  /** Empty where all is as expected. */
  readonly differences: readonly Difference[]
  /** The stages that were entered, with their moments. */
  readonly path: readonly { readonly stage: string; readonly at: Time }[]
}

/** Lets each case happen under a program and tells where it came out otherwise than expected. */
export function runCases(
  program: Program,
  cases: readonly (LifecycleCase & { readonly line: number })[],
): readonly CaseResult[] {
  return cases.map((one) => new CaseRun(program, one).result())
}

const CONTACT = 'contact'
/** What accounts say moves people, and their moves are what accounts speak of; by the order of stages it comes to an end. */
const MOST_ROUNDS = 20

class CaseRun {
  readonly #program: Program
  readonly #case: LifecycleCase & { readonly line: number }
  readonly #events: Event[] = []
  readonly #lines = new Map<string, AccountLine[]>()
  readonly #colleagues = new Map<string, { contact: string; events: Event[]; transitions: readonly Transition[] }>()
  #transitions: readonly Transition[] = []
  #account: string | null = null
  #found: Pick<Walked, 'state' | 'proposals'>
  readonly #differences: Difference[] = []

  constructor(program: Program, one: LifecycleCase & { readonly line: number }) {
    this.#program = program
    this.#case = one
    this.#found = { state: emptyState(program, CONTACT), proposals: null }
  }

  result(): CaseResult {
    const { events, expect, name, line } = this.#case
    const steps = events.map((event) => ({ event, at: this.#moment(event.at) })).sort((a, b) => a.at - b.at)
    const last = steps.at(-1)?.at ?? 0
    const expected = [expect].flat().map((one) => ({ one, at: one.at === undefined ? last : this.#moment(one.at) }))
    for (const { event, at } of steps) {
      for (const due of expected.filter((one) => one.at < at)) this.#compare(due.one, due.at)
      expected.splice(0, expected.filter((one) => one.at < at).length)
      this.#happen(event, at)
    }
    for (const { one, at } of expected) this.#compare(one, at)
    return { name, line, differences: this.#differences, path: this.#path() }
  }

  #moment(text: string): Time {
    const at = readMoment(text, this.#program.zone)
    if (at === null) throw new Error(`${text} is no moment.`)
    return at
  }

  #happen(given: CaseEvent, at: Time): void {
    this.#walk(at)
    if ('account' in given) this.#accountIs(given.account as JsonObject, at)
    else if ('undone' in given) this.#undo(given.undone, given.track, at)
    const written = writtenEvent(given)
    if (written === null) return
    if (given.colleague !== undefined) {
      this.#colleagueDoes(given.colleague, written, at)
      return
    }
    const event = this.#append('moved' in given ? this.#seen(written, given.saw) : written, at)
    const said = this.#walk(at).get(event.id) ?? null
    const wanted = 'moved' in given ? (given.refused ?? null) : null
    if (!refusedAsSaid(said, wanted))
      this.#differences.push({
        at,
        what: 'refused',
        expected: wanted ?? 'no',
        found: said?.key.replace(/^ruling\./, '') ?? 'no',
        ...(said === null ? {} : { says: said }),
      })
  }

  /** A person saw the present stage unless the case says otherwise. */
  #seen(written: Written, saw: string | undefined): Written {
    const track = typeof written.data['track'] === 'string' ? written.data['track'] : this.#mainTrack()
    const from = saw ?? this.#found.state.positions[track]?.stage ?? null
    return { ...written, data: { ...written.data, from } }
  }

  #mainTrack(): string {
    return this.#program.tracks[0]?.key ?? 'main'
  }

  #append(written: Written, at: Time): Event {
    const first = this.#events.length === 0 && this.#case.anonymous !== true
    const event = placedEvent(written, CONTACT, at, this.#events.length + 1)
    this.#events.push(first ? { ...event, names: event.names | 2 } : event)
    return event
  }

  #accountIs({ id = 'account', ...values }: JsonObject, at: Time): void {
    const account = String(id)
    const lines = this.#lines.get(account) ?? []
    const seq = lines.length + 1
    const line = { is: 'account' as const, account, seq, at, id: `a${String(seq).padStart(6, '0')}` }
    this.#lines.set(account, [...lines, { ...line, values: { ...lines.at(-1)?.values, ...values } }])
    if (account !== this.#account)
      this.#append({ kind: 'membership', name: '', data: { account }, channel: 'app', names: 0, stamp: {} }, at)
    this.#account = account
    this.#walk(at)
  }

  /** A colleague lives by the same lifecycle; what it brings to the account is on the account's lines. */
  #colleagueDoes(name: string, written: Written, at: Time): void {
    if (this.#account === null) this.#accountIs({}, at)
    const contact = `colleague ${name}`
    const known = this.#colleagues.get(contact)
    const book = known ?? { contact, events: [], transitions: [] }
    const add = (one: Written) => {
      const event = placedEvent(one, contact, at, book.events.length + 1)
      book.events.push({ ...event, names: event.names | 2 })
    }
    if (known === undefined)
      add({ kind: 'membership', name: '', data: { account: this.#account }, channel: 'app', names: 0, stamp: {} })
    add(written)
    this.#colleagues.set(contact, book)
    this.#walk(at)
  }

  #undo(stage: string, track: string | undefined, at: Time): void {
    const standing = this.#transitions.filter(({ voidedBy }) => voidedBy === null)
    const mistake = standing.findLast((one) => one.to === stage && one.track === (track ?? this.#mainTrack()))
    if (mistake === undefined) {
      this.#differences.push({ at, what: 'undone', expected: stage, found: null })
      return
    }
    const { taken, event } = voiding(this.#transitions, mistake, null)
    const { id } = this.#append({ kind: 'void', ...event, channel: 'app', names: 0, stamp: {} }, at)
    this.#transitions = this.#transitions.map((one) => (taken.includes(one) ? { ...one, voidedBy: id } : one))
    this.#walk(at)
  }

  /** Walks on from what is recorded, with what fell due before `until`, and records what came of it. */
  #walk(until: Time): ReadonlyMap<string, Message> {
    const { refused } = this.#walkOnce(until)
    if (!readsPeople(this.#program)) return refused
    for (let rounds = 0; rounds < MOST_ROUNDS && this.#tellAccounts(until); rounds++) this.#walkOnce(until)
    return refused
  }

  /** @returns whether the accounts have something new to say of their people */
  #tellAccounts(until: Time): boolean {
    for (const book of this.#colleagues.values()) {
      const { moves } = this.#refold(book.contact, book.events.length, book.transitions.length, until)
      book.transitions = [...book.transitions, ...moves]
    }
    const people = [CONTACT, ...this.#colleagues.keys()]
    const fresh = linesOfPeople({ program: this.#program, library: this.#library(), people }, until)
    for (const line of fresh) this.#lines.set(line.account, [...(this.#lines.get(line.account) ?? []), line])
    return fresh.length > 0
  }

  #walkOnce(until: Time): Walked {
    const walked = this.#refold(CONTACT, this.#events.length, this.#transitions.length, until)
    this.#transitions = [...this.#transitions, ...walked.moves]
    this.#found = walked
    return walked
  }

  #refold(contact: string, seq: number, nth: number, until: Time): Walked {
    const library = this.#library()
    return refold(this.#program, contact, knownHistory(library, contact, EVERYTHING), {
      until,
      saw: { seq, lines: linesRead(library, contact) },
      nth,
      floor: null,
    })
  }

  #compare(expected: Expectation, at: Time): void {
    this.#walk(at + 1)
    const track = expected.track ?? this.#mainTrack()
    const { state, proposals } = this.#found
    const standing = this.#transitions.filter((one) => one.voidedBy === null && one.track === track)
    const found: Found = {
      at,
      track,
      state,
      position: state.positions[track] ?? firstPosition,
      standing,
      proposed: proposals?.find((one) => one.track === track)?.to ?? null,
      since: expected.since === undefined ? null : this.#moment(expected.since),
      explainLast: () => this.#explain(standing.at(-1)),
    }
    this.#differences.push(...differences(this.#program, expected, found))
  }

  #explain(transition: Transition | undefined): Explained | null {
    if (transition === undefined) return null
    const { nth, saw } = transition
    const known = knownHistory(this.#library(), CONTACT, { seq: saw.seq, beforeNth: nth, lines: saw.lines })
    return explainTransition(this.#program, known, transition).reason
  }

  #library(): Library {
    const book = { contact: CONTACT, events: this.#events, transitions: this.#transitions }
    return { books: new Map([[CONTACT, book], ...this.#colleagues]), lines: this.#lines }
  }

  #path(): CaseResult['path'] {
    return this.#transitions.filter(({ voidedBy }) => voidedBy === null).map(({ to, at }) => ({ stage: to, at }))
  }
}

function refusedAsSaid(said: Message | null, wanted: true | string | null): boolean {
  if (said === null || wanted === null) return said === null && wanted === null
  return wanted === true || said.key === `ruling.${wanted}`
}
