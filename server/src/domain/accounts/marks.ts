import type { ConditionContext } from '../criteria/condition.ts'
import { compileMatch } from '../criteria/match.ts'
import { type Event, type Fact, NAMED_BY, type Place, type Time, type Transition } from '../facts.ts'
import { type Mark, type MarkSource, markKey, type PeopleLeaf } from './people-leaf.ts'

/** A source of marks, made ready. */
interface ReadySource {
  readonly key: string
  readonly track: string | null
  /** Whether an event is a mark. */
  event(event: Event): boolean
  /** Whether who stands there has the mark. */
  stage(stage: string | null): boolean
}

/** What a program looks at in each person for the sake of its account. */
export interface MarkSources {
  readonly all: readonly ReadySource[]
  /** Some are stages: then moves matter too. */
  readonly readsStages: boolean
}

export function markSources(
  leaves: readonly PeopleLeaf[],
  context: ConditionContext,
  trusted: readonly string[],
): MarkSources {
  const sources = new Map<string, MarkSource>()
  for (const { source, anchor } of leaves)
    for (const one of anchor === null ? [source] : [source, anchor]) sources.set(markKey(one), one)
  const all = [...sources].map(([key, source]) => ready(key, source, context, trusted))
  return { all, readsStages: all.some(({ track }) => track !== null) }
}

function ready(key: string, source: MarkSource, context: ConditionContext, trusted: readonly string[]): ReadySource {
  if (source.of === 'stage') {
    const stages = new Set(source.stages)
    return { key, track: source.track, event: () => false, stage: (stage) => stage !== null && stages.has(stage) }
  }
  const matches = compileMatch(source.match, context)
  // What browsers cannot prove counts for an account as little as for the person.
  const proved = ({ channel, name }: Event) => channel !== 'browser' || !trusted.includes(name)
  return { key, track: null, event: (event) => proved(event) && matches(event, event.at), stage: () => false }
}

/** A mark of a person, whether or not it counts for an account at present. */
interface OwnMark {
  readonly key: string
  readonly track: string | null
  readonly at: Time
  readonly id: string
}

/** Told of each mark when it begins to count for an account, and when it ends. */
export interface MarkBook {
  opens(mark: Mark): void
  closes(mark: Mark, place: Place): void
}

/** Follows one person's history, fact by fact in the order of their places, and tells what it brings to the accounts that it belongs to. */
export class MarkTracker {
  readonly #sources: MarkSources
  readonly #contact: string
  readonly #book: MarkBook
  #own: OwnMark[] = []
  readonly #open = new Map<OwnMark, Mark>()
  #account: string | null = null
  #known = 0

  constructor(sources: MarkSources, contact: string, book: MarkBook) {
    this.#sources = sources
    this.#contact = contact
    this.#book = book
  }

  take(fact: Fact): void {
    if (fact.is === 'event') this.#event(fact)
    else if (fact.is === 'transition') this.#transition(fact)
  }

  #event(event: Event): void {
    const wasKnown = this.#known !== 0
    this.#known |= event.names & ANY_NAME
    if (event.kind === 'membership') {
      const account = typeof event.data['account'] === 'string' ? event.data['account'] : null
      if (account !== this.#account) this.#join(account, event)
    }
    // Only somebody who can be named is one of an account's people.
    if (!wasKnown && this.#known !== 0) for (const own of this.#own) this.#begin(own, event)
    for (const { key, event: isMark } of this.#sources.all)
      if (isMark(event)) this.#add({ key, track: null, at: event.at, id: event.id }, event)
  }

  #transition(transition: Transition): void {
    for (const source of this.#sources.all) {
      if (source.track !== transition.track) continue
      const standing = this.#own.find(({ key }) => key === source.key)
      const stands = source.stage(transition.to)
      if (standing === undefined && stands)
        this.#add({ key: source.key, track: source.track, at: transition.at, id: transition.id }, transition)
      if (standing === undefined || stands) continue
      this.#own = this.#own.filter((own) => own !== standing)
      this.#end(standing, transition)
    }
  }

  #join(account: string | null, place: Place): void {
    for (const own of this.#own) this.#end(own, place)
    this.#account = account
    for (const own of this.#own) this.#begin(own, place)
  }

  #add(own: OwnMark, place: Place): void {
    this.#own.push(own)
    this.#begin(own, place)
  }

  #begin(own: OwnMark, { at, id }: Place): void {
    if (this.#account === null || this.#known === 0 || this.#open.has(own)) return
    const mark: Mark = {
      account: this.#account,
      contact: this.#contact,
      key: own.key,
      at: own.at,
      id: own.id,
      from: { at, id },
      until: null,
    }
    this.#open.set(own, mark)
    this.#book.opens(mark)
  }

  #end(own: OwnMark, { at, id }: Place): void {
    const mark = this.#open.get(own)
    if (mark === undefined) return
    this.#open.delete(own)
    this.#book.closes(mark, { at, id })
  }
}

const ANY_NAME = NAMED_BY.user | NAMED_BY.email | NAMED_BY.phone

/** All marks of a history. */
export function marksOf(sources: MarkSources, contact: string, facts: readonly Fact[]): readonly Mark[] {
  if (sources.all.length === 0) return []
  const open = new Set<Mark>()
  const closed: Mark[] = []
  const tracker = new MarkTracker(sources, contact, {
    opens: (mark) => void open.add(mark),
    closes(mark, until) {
      open.delete(mark)
      closed.push({ ...mark, until })
    },
  })
  for (const fact of facts) tracker.take(fact)
  return [...closed, ...open]
}
