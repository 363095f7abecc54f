import type { PeopleLeaf } from '../domain/accounts/people-leaf.ts'
import { type Aggregate, emptySlot, type Slot } from '../domain/aggregates.ts'
import type { ConditionContext } from '../domain/criteria/condition.ts'
import { findCriterion } from '../domain/criteria/criteria.ts'
import type { Binder, Bound, BoundLeaf, GradeReader, ScoreReader } from '../domain/criteria/criterion.ts'
import type { Event, Time } from '../domain/facts.ts'
import type { Json, JsonObject } from '../domain/json.ts'
import { keepAggregate, type SlotChange } from '../domain/lifecycle/keep.ts'
import { BEGINNING, type ContactState, firstPosition, type Position } from '../domain/lifecycle/state.ts'
import { keepScore, type ScoreGroup } from '../domain/scoring/score-group.ts'
import { gradeReader, type ScoreParts, scoreReader } from '../domain/scoring/score-reader.ts'
import type { EventKind } from '../domain/vocabulary.ts'

/** What stands around a leaf under test. Left out: nothing of it. */
export interface LeafWorld {
  readonly zone?: string
  readonly lists?: Readonly<Record<string, readonly string[]>>
  readonly stages?: readonly string[]
  /** Offer level and fields of the conversion points. */
  readonly points?: Readonly<Record<string, { readonly offer?: string; readonly gives?: readonly string[] }>>
  readonly checklists?: Readonly<Record<string, readonly string[]>>
  readonly scores?: Readonly<Record<string, ScoreUnderTest>>
  readonly letters?: Readonly<Record<string, number>>
  readonly numbers?: Readonly<Record<number, number>>
  readonly named?: Readonly<Record<string, Bound>>
  readonly position?: Partial<Position>
  readonly known?: number
  readonly activeAt?: Time
  /** Values of the account's line. */
  readonly account?: JsonObject
}

interface ScoreUnderTest extends Partial<Pick<ScoreParts, 'cap' | 'halfLife' | 'conditions'>> {
  readonly groups?: readonly Pick<ScoreGroup, 'rules' | 'match' | 'cap'>[]
}

export interface LeafUnderTest {
  readonly leaf: BoundLeaf
  /** Aggregates and account values that it asked for. */
  readonly aggregates: readonly Aggregate[]
  readonly accountValues: readonly string[]
  /** What it asks of the people of the account. */
  readonly people: readonly PeopleLeaf[]
  readonly readsActivity: boolean
  /** The state after these events. */
  after(events: readonly Event[], world?: Pick<LeafWorld, 'position' | 'known' | 'activeAt' | 'account'>): ContactState
}

/** An event of which only what matters is said. */
export function occurred(
  at: Time,
  kind: EventKind,
  name = '',
  data: JsonObject = {},
  more: Partial<Event> = {},
): Event {
  return {
    is: 'event',
    id: `e${String(at).padStart(16, '0')}`,
    at,
    kind,
    name,
    data,
    contact: 'c',
    cameBy: null,
    seq: 1,
    receivedAt: at,
    channel: 'server',
    names: 0,
    stamp: {},
    ...more,
  }
}

/** Binds one leaf of a document, such as `('did', { event: 'X', within: '7d' })`, over a small world. */
export function bindLeaf(key: string, raw: Json, world: LeafWorld = {}): LeafUnderTest {
  const found = findCriterion(key)
  if (found === null) throw new Error(`There is no criterion ${key}.`)
  const context = { zone: world.zone ?? 'UTC', lists: world.lists ?? {} }
  const kept = new KeptSlots(context)
  const accountValues: string[] = []
  const people: PeopleLeaf[] = []
  let activity = false
  const score = (name: string): ScoreReader => kept.score(name, world.scores?.[name] ?? {})
  const grade = (): GradeReader =>
    gradeReader({
      fit: score('fit'),
      engagement: score('engagement'),
      letters: best(world.letters ?? {}, String),
      numbers: best(world.numbers ?? {}, Number),
    })
  const named = (name: string): Bound => {
    const bound = world.named?.[name]
    if (bound === undefined) throw new Error(`Nothing is named ${name}.`)
    return bound
  }
  const points = Object.entries(world.points ?? {})
  const binder: Binder = {
    ...context,
    track: 'main',
    stages: world.stages ?? [],
    detours: [],
    pointsOf: (level) => points.filter(([, { offer }]) => offer === level).map(([point]) => point),
    pointFields: Object.fromEntries(points.map(([point, { gives }]) => [point, gives ?? []])),
    questions: (checklist) => world.checklists?.[checklist] ?? [],
    slot: (aggregate) => kept.slot(aggregate),
    accountValue: (path) => void accountValues.push(path),
    accountPeople: (leaf) => {
      accountValues.push(leaf.path)
      people.push(leaf)
    },
    stagesFrom: (stage) => ({ track: 'main', stages: (world.stages ?? []).slice((world.stages ?? []).indexOf(stage)) }),
    readsActivity: () => {
      activity = true
    },
    score,
    grade,
    named,
    segment: named,
  }
  const leaf = found.criterion.bind(found.criterion.settings.parse(raw), binder, found.subject)
  return {
    leaf,
    aggregates: kept.aggregates,
    accountValues,
    people,
    get readsActivity() {
      return activity
    },
    after: (events, own = {}) => stateOf({ ...world, ...own }, kept.after(events), events),
  }
}

function best<Key>(bands: Readonly<Record<string, number>>, key: (text: string) => Key): (readonly [Key, number])[] {
  return Object.entries(bands)
    .map(([text, least]) => [key(text), least] as const)
    .sort(([, a], [, b]) => b - a)
}

function stateOf(world: LeafWorld, slots: readonly Slot[], events: readonly Event[]): ContactState {
  return {
    contact: 'c',
    stateKey: '',
    upTo: events.at(-1) ?? BEGINNING,
    seq: events.length,
    known: world.known ?? 0,
    activeAt: world.activeAt ?? 0,
    account: world.account === undefined ? null : 'a',
    line: world.account === undefined ? null : { seq: 1, at: 1, values: world.account },
    positions: { main: { ...firstPosition, ...world.position } },
    slots,
    pending: [],
  }
}

/** The slots that a leaf asked for, and how they take in events. */
class KeptSlots {
  readonly aggregates: Aggregate[] = []
  readonly #changes: SlotChange[] = []
  readonly #context: ConditionContext

  constructor(context: ConditionContext) {
    this.#context = context
  }

  slot(aggregate: Aggregate): number {
    if (aggregate.keep === 'score') throw new Error('Scores are asked for by name.')
    return this.#add(aggregate, (index) => keepAggregate(aggregate, index, this.#context))
  }

  score(name: string, { cap = 1000, halfLife = null, groups = [], conditions = [] }: ScoreUnderTest): ScoreReader {
    const slots = groups.map((group, place) => {
      const aggregate: Aggregate = { keep: 'score', since: 'cycle', track: 'main', score: name, group: String(place) }
      return this.#add(aggregate, (index) =>
        keepScore({ ...group, score: name, group: String(place), halfLife, lifetime: false }, index, this.#context),
      )
    })
    return scoreReader({ cap, halfLife, groups: slots, conditions })
  }

  after(events: readonly Event[]): readonly Slot[] {
    const slots = this.aggregates.map(emptySlot)
    for (const event of events)
      for (const change of this.#changes) {
        const before = slots[change.index]
        if (before !== undefined && mayMatter(change, event)) slots[change.index] = change.keep(before, event)
      }
    return slots
  }

  #add(aggregate: Aggregate, change: (index: number) => SlotChange): number {
    const index = this.aggregates.push(aggregate) - 1
    this.#changes.push(change(index))
    return index
  }
}

function mayMatter({ kinds, names }: SlotChange, event: Event): boolean {
  return kinds.includes(event.kind) && (names === null || names.includes(event.name))
}

/**
 * Walks through the milliseconds that `moments` names and reports where a leaf turned to `wanted` before its `until`.
 * @returns the first such moment with what `until` had promised, or null.
 */
export function firstLateTurn(
  leaf: Bound,
  state: ContactState,
  moments: readonly Time[],
  wanted: boolean,
): { readonly asked: Time; readonly turned: Time; readonly until: Time | null } | null {
  const times = [...moments].sort((a, b) => a - b)
  for (const [index, asked] of times.entries()) {
    if (leaf.test(state, asked) === wanted) continue
    const until = leaf.until(state, asked, wanted)
    if (until !== null && until <= asked) return { asked, turned: asked, until }
    const turned = times.slice(index + 1).find((moment) => leaf.test(state, moment) === wanted)
    if (turned !== undefined && (until === null || turned < until)) return { asked, turned, until }
  }
  return null
}
