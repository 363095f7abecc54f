import { MarkTracker } from '../accounts/marks.ts'
import type { Place, Time, Transition } from '../facts.ts'
import { comparePlaces, type Fact, WAKE_ID } from '../facts.ts'
import type { Library } from '../history.ts'
import { emptyState } from '../lifecycle/fold.ts'
import type { Program } from '../lifecycle/program.ts'
import type { ContactState } from '../lifecycle/state.ts'
import { Walk, type Walked } from '../lifecycle/walk.ts'
import { AccountWalk } from './account-walk.ts'
import { PlaceQueue } from './place-queue.ts'
import { occurredFacts } from './walk-occurred.ts'

/** Told of each move in the order in which they are made; `state` is the one that brought it. */
type Moved = (contact: string, transition: Transition, state: ContactState) => void

export interface WalkedTogether extends Walked {
  /** What its history was made of, with the lines that its accounts would have had. */
  readonly facts: readonly Fact[]
}

interface TogetherOptions {
  /** The present: what is due before it is carried out. */
  readonly until: Time
  readonly moved?: Moved
}

/**
 * Walks people whose moves may rest on each other, as it occurred: fact by fact in one order for all of them, with the lines that their accounts
 * would have had under the program. People of one account, and of accounts that somebody changed between, must come together.
 */
export function walkTogether(
  program: Program,
  library: Library,
  people: readonly string[],
  options: TogetherOptions,
): ReadonlyMap<string, WalkedTogether> {
  const together = new Together(program, library, options)
  const persons = people.map((contact) => together.person(contact))
  together.run()
  return new Map(persons.map((person) => [person.contact, person.end()]))
}

type Walker = PersonWalk | AccountWalk<PersonWalk>

/** What walks side by side, in the order of places. */
class Together {
  readonly #program: Program
  readonly #library: Library
  readonly #options: TogetherOptions
  readonly #queue = new PlaceQueue<Walker>()
  readonly #accounts = new Map<string, AccountWalk<PersonWalk>>()

  constructor(program: Program, library: Library, options: TogetherOptions) {
    this.#program = program
    this.#library = library
    this.#options = options
  }

  person(contact: string): PersonWalk {
    const facts = occurredFacts(this.#library, contact, this.#program.migrations).filter(({ is }) => is !== 'account')
    const person = new PersonWalk(this.#program, contact, facts, {
      ...this.#options,
      account: (id) => this.#account(id),
      changed: (account) => this.#await(account),
    })
    this.#await(person)
    return person
  }

  run(): void {
    for (let next = this.#queue.pop(); next !== null; next = this.#queue.pop()) {
      const { item, place } = next
      // What was awaited before something else changed it.
      if (item.awaits === null || comparePlaces(item.awaits, place) !== 0) continue
      const line = item.step(place)
      if (line !== null)
        for (const member of line.members) {
          member.take(line.line)
          this.#await(member)
        }
      this.#await(item)
    }
  }

  #account(id: string): AccountWalk<PersonWalk> {
    const known = this.#accounts.get(id)
    if (known !== undefined) return known
    const account = new AccountWalk<PersonWalk>(this.#program.people, id, this.#library.lines.get(id) ?? [])
    this.#accounts.set(id, account)
    this.#await(account)
    return account
  }

  #await(walker: Walker): void {
    const { awaits } = walker
    if (awaits !== null && awaits.at < this.#options.until) this.#queue.push(awaits, walker)
  }
}

interface Surroundings extends TogetherOptions {
  account(id: string): AccountWalk<PersonWalk>
  changed(account: AccountWalk<PersonWalk>): void
}

/** One person, taken on fact by fact and wake by wake. */
class PersonWalk {
  readonly contact: string
  readonly #facts: readonly Fact[]
  readonly #known: Fact[] = []
  readonly #walk: Walk
  readonly #tracker: MarkTracker
  readonly #around: Surroundings
  readonly #made: Transition[] = []
  #account: AccountWalk<PersonWalk> | null = null
  #next = 0

  constructor(program: Program, contact: string, facts: readonly Fact[], around: Surroundings) {
    this.contact = contact
    this.#facts = facts
    this.#around = around
    this.#walk = new Walk(program, emptyState(program, contact), {
      until: around.until,
      saw: { seq: 0, lines: {} },
      nth: 0,
      wakeAt: null,
      recorded: (transition, state) => {
        around.moved?.(contact, transition, state)
        this.#made.push(transition)
      },
    })
    const tell = (id: string, change: (account: AccountWalk<PersonWalk>) => void) => {
      const account = around.account(id)
      change(account)
      around.changed(account)
    }
    this.#tracker = new MarkTracker(program.marks, contact, {
      opens: (mark) => tell(mark.account, (account) => account.opens(mark)),
      closes: (mark, place) => tell(mark.account, (account) => account.closes(mark, place)),
    })
  }

  /** The place of the next thing that happens to it; null: nothing does. */
  get awaits(): Place | null {
    const fact = this.#facts[this.#next]
    const wake = this.#walk.wakeAt
    const waking = wake === null ? null : { at: wake, id: WAKE_ID }
    if (fact === undefined) return waking
    return waking !== null && waking.at < fact.at ? waking : fact
  }

  step(place: Place): null {
    const fact = this.#facts[this.#next]
    if (fact === undefined || comparePlaces(fact, place) !== 0) {
      this.#walk.passTime({ at: place.at + 1, id: '' })
      this.#follow()
      return null
    }
    this.#next += 1
    this.take(fact)
    if (fact.is === 'event' && fact.kind === 'membership') this.#join(fact.data['account'], fact)
    return null
  }

  take(fact: Fact): void {
    this.#known.push(fact)
    this.#walk.take(fact)
    this.#tracker.take(fact)
    this.#follow()
  }

  end(): WalkedTogether {
    return { ...this.#walk.end(), facts: this.#known }
  }

  /** Its own moves count for its account too. */
  #follow(): void {
    for (const transition of this.#made.splice(0)) this.#tracker.take(transition)
  }

  #join(id: unknown, { at, id: name }: Place): void {
    const account = typeof id === 'string' ? this.#around.account(id) : null
    if (account === this.#account) return
    this.#account?.members.delete(this)
    this.#account = account
    account?.members.add(this)
    const line = account?.line ?? null
    if (line !== null) this.take({ ...line, at, id: `${name}+` })
  }
}
