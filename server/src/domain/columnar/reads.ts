import type { Aggregate, Match } from '../aggregates.ts'
import { eventGroups } from '../lifecycle/compile-scores.ts'
import type { Program } from '../lifecycle/program.ts'
import { type EventKind, eventKinds } from '../vocabulary.ts'
import { readsOfProgram } from './tree-reads.ts'

/** Which parts of the events of one kind are read. */
interface KindReads {
  /** Names that are told apart; null: all. */
  readonly names: readonly string[] | null
  /** Dotted paths of properties, looked for in data and stamps. */
  readonly paths: readonly string[]
  /** Keys of stamps. */
  readonly stamps: readonly string[]
  /** Dotted paths of traits that are set. */
  readonly traits: readonly string[]
}

/** Which parts of events programs read: what a columnar snapshot holds, and nothing else. */
export interface Reads {
  readonly kinds: Readonly<Record<EventKind, KindReads>>
  /** Account values. */
  readonly account: readonly string[]
}

/** Kinds whose names are few by nature, so that a candidate that names another event finds it. */
const NAMED: ReadonlySet<EventKind> = new Set([
  'track',
  'conversion',
  'subscription',
  'communication',
  'handoff',
  'answer',
  'ruling',
  'asserted',
])

/** What is always there: cheap, and commonly asked for by candidates. */
const ALWAYS: Partial<Record<EventKind, readonly string[]>> = {
  page: ['path'],
  screen: ['path'],
  conversion: ['offer', 'gave'],
  subscription: ['on'],
  handoff: ['state', 'track'],
  opportunity: ['kind', 'state', 'reason'],
  ruling: ['track', 'from', 'reason', 'force'],
  asserted: ['track', 'reason', 'by', 'undated'],
  merge: ['undo', 'positions', 'survivor', 'seq'],
  void: ['track', 'to', 'automatic', 'ruling'],
  membership: ['account'],
}

interface Gathered {
  names: Set<string> | null
  readonly paths: Set<string>
  readonly stamps: Set<string>
  readonly traits: Set<string>
}

/** What some programs read of events, beside what is always there. */
export function readsOf(programs: readonly Program[]): Reads {
  const kinds = new Map(eventKinds.map((kind): [EventKind, Gathered] => [kind, gatheredAlways(kind)]))
  for (const program of programs) gatherProgram(kinds, program)
  const account = new Set(programs.flatMap(({ accountPaths }) => accountPaths))
  return { kinds: sortedKinds(kinds), account: [...account].sort() }
}

function gatheredAlways(kind: EventKind): Gathered {
  return {
    names: NAMED.has(kind) ? null : new Set(),
    paths: new Set(ALWAYS[kind] ?? []),
    stamps: new Set(),
    traits: new Set(),
  }
}

function gatherProgram(kinds: ReadonlyMap<EventKind, Gathered>, program: Program): void {
  const { document, aggregates } = program
  for (const name of document.trusted_events ?? []) for (const gathered of kinds.values()) gathered.names?.add(name)
  const { slots } = readsOfProgram(program)
  for (const [index, aggregate] of aggregates.entries()) if (slots.has(index)) gatherAggregate(kinds, aggregate)
  const groups = Object.keys(program.scores).flatMap((key) => eventGroups(document, key))
  for (const { match } of groups.flatMap(({ rules }) => rules)) gatherMatch(kinds, match, [])
  // Amounts differ from deal to deal, so they are there only where a condition may ask for them.
  if (JSON.stringify(document).includes('"amount"')) kinds.get('opportunity')?.paths.add('amount')
}

function gatherAggregate(kinds: ReadonlyMap<EventKind, Gathered>, aggregate: Aggregate): void {
  if (aggregate.keep === 'value') gatherValue(kinds, aggregate.path)
  else if ('match' in aggregate) {
    gatherMatch(kinds, aggregate.match, 'property' in aggregate ? [aggregate.property] : [])
    if (aggregate.keep === 'anchored') gatherMatch(kinds, aggregate.anchor, [])
  }
}

function gatherMatch(kinds: ReadonlyMap<EventKind, Gathered>, match: Match, properties: readonly string[]): void {
  const names = [...(match.names ?? []), ...(match.offer?.points ?? []), ...Object.keys(match.gave?.points ?? {})]
  for (const kind of match.kinds) {
    const gathered = kinds.get(kind)
    if (gathered === undefined) continue
    for (const path of [...Object.keys(match.where ?? {}), ...properties]) {
      gathered.paths.add(path)
      if (path === 'name') gathered.names = null
    }
    for (const name of names) gathered.names?.add(name)
  }
}

/** Where the values that criteria read come from, as `keep.ts` has it. */
function gatherValue(kinds: ReadonlyMap<EventKind, Gathered>, path: string): void {
  const dot = path.indexOf('.')
  const [area, rest] = [path.slice(0, dot), path.slice(dot + 1)]
  if (area === 'traits') kinds.get('traits')?.traits.add(rest)
  else if (area === 'answers') kinds.get('answer')?.paths.add('values')
  else if (area === 'stamp') for (const { stamps } of kinds.values()) stamps.add(rest)
}

function sortedKinds(kinds: ReadonlyMap<EventKind, Gathered>): Reads['kinds'] {
  return Object.fromEntries(
    [...kinds].map(([kind, { names, paths, stamps, traits }]) => [
      kind,
      {
        names: names === null ? null : [...names].sort(),
        paths: [...paths].sort(),
        stamps: [...stamps].sort(),
        traits: [...traits].sort(),
      },
    ]),
  ) as unknown as Reads['kinds']
}

/** Whether a snapshot made for `have` serves programs that read `want`. */
export function covers(have: Reads, want: Reads): boolean {
  const within = (wanted: readonly string[], there: readonly string[]) => wanted.every((one) => there.includes(one))
  return (
    within(want.account, have.account) &&
    eventKinds.every((kind) => {
      const [there, wanted] = [have.kinds[kind], want.kinds[kind]]
      return (
        (there.names === null || (wanted.names !== null && within(wanted.names, there.names))) &&
        within(wanted.paths, there.paths) &&
        within(wanted.stamps, there.stamps) &&
        within(wanted.traits, there.traits)
      )
    })
  )
}

/** What two of them read together. */
export function joinReads(a: Reads, b: Reads): Reads {
  const join = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])].sort()
  return {
    account: join(a.account, b.account),
    kinds: Object.fromEntries(
      eventKinds.map((kind) => {
        const [one, other] = [a.kinds[kind], b.kinds[kind]]
        return [
          kind,
          {
            names: one.names === null || other.names === null ? null : join(one.names, other.names),
            paths: join(one.paths, other.paths),
            stamps: join(one.stamps, other.stamps),
            traits: join(one.traits, other.traits),
          },
        ]
      }),
    ) as unknown as Reads['kinds'],
  }
}
