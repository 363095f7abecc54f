import type { Deal } from '../aggregates.ts'
import { type AccountLine, comparePlaces, type Place, type Time } from '../facts.ts'
import { canonical, isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import { keepDeal } from '../lifecycle/deals.ts'
import { isPeoplePath } from './people-leaf.ts'

/** An event of an account, as far as it is folded. */
export interface AccountFact extends Place {
  readonly kind: 'traits' | 'opportunity' | 'void'
  readonly name: string
  readonly data: JsonObject
}

/** The fold of an account's history. */
interface AccountState {
  readonly traits: JsonObject
  readonly opportunities: Readonly<Record<string, Deal>>
}

const emptyAccount: AccountState = { traits: {}, opportunities: {} }

/** The next state of an account; null takes a trait away. */
function foldAccount(state: AccountState, fact: AccountFact): AccountState {
  if (fact.kind === 'void') return state
  if (fact.kind === 'opportunity') return { ...state, opportunities: keepDeal(state.opportunities, fact) }
  const set = isObject(fact.data['set']) ? fact.data['set'] : {}
  const traits = Object.fromEntries(Object.entries({ ...state.traits, ...set }).filter(([, value]) => value !== null))
  return { ...state, traits }
}

/** The values that lines hold: only those that the lifecycle reads. */
function lineValues(state: AccountState, paths: readonly string[]): JsonObject {
  const values: Record<string, Json> = {}
  for (const path of paths) {
    const value =
      path === 'opportunities'
        ? Object.keys(state.opportunities).length === 0
          ? undefined
          : (state.opportunities as unknown as Json)
        : valueAt(state.traits, path)
    if (value !== undefined) values[path] = value
  }
  return values
}

export interface FoldedAccount {
  readonly state: AccountState
  /** Lines to append: new ones, and corrected ones for places before which an event came late. */
  readonly lines: readonly Omit<AccountLine, 'is' | 'account'>[]
  /** What the newest effective line held before, and holds now. */
  readonly before: JsonObject
  readonly after: JsonObject
}

/**
 * Folds an account's whole history and compares its lines with those recorded. A line says what was known from its place on; of two with the same
 * place the later recorded holds.
 */
export function foldAccountHistory(
  facts: readonly AccountFact[],
  recorded: readonly AccountLine[],
  paths: readonly string[],
): FoldedAccount {
  const effective = new Map<string, AccountLine>()
  for (const line of [...recorded].sort((a, b) => a.seq - b.seq)) effective.set(placeKey(line), line)
  let seq = recorded.reduce((last, line) => Math.max(last, line.seq), 0)
  let state = emptyAccount
  let previous = canonical({})
  let people: JsonObject = {}
  const lines: Omit<AccountLine, 'is' | 'account'>[] = []
  const undone = undoneOf(facts)
  const places: readonly (AccountFact | AccountLine)[] = [...facts, ...effective.values()].sort(comparePlaces)
  for (const [index, place] of places.entries()) {
    // Where an event was undone its line is looked at all the same: it is to say what held without it.
    if ('kind' in place && !undone.has(place.id)) state = foldAccount(state, place)
    const known = effective.get(placeKey(place))
    // What its people answer is worked out elsewhere (people-lines.ts), and stays as it is here.
    if (known !== undefined) people = peopleValues(known.values, paths)
    const next = places[index + 1]
    if (next !== undefined && comparePlaces(next, place) === 0) continue
    const values = { ...lineValues(state, paths), ...people }
    const text = canonical(values)
    if (known === undefined ? text !== previous : text !== canonical(known.values))
      lines.push({ seq: ++seq, at: place.at, id: place.id, values })
    previous = text
  }
  const newest = [...effective.values()].sort(comparePlaces).at(-1)
  return { state, lines, before: newest?.values ?? {}, after: { ...lineValues(state, paths), ...people } }
}

/** The answers of its people on a line, as far as they are still asked for. */
function peopleValues(values: JsonObject, paths: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([path]) => isPeoplePath(path) && paths.includes(path)))
}

/** Ids of events that were undone with the import that brought them. */
function undoneOf(facts: readonly AccountFact[]): ReadonlySet<string> {
  return new Set(
    facts.flatMap(({ kind, data }) =>
      kind === 'void' && Array.isArray(data['events']) ? data['events'].filter((id) => typeof id === 'string') : [],
    ),
  )
}

/**
 * Lines as they would have been when they were recorded, without what was undone: the lines that corrected them stand in their places.
 * @param first the number of the first line that the undoing wrote
 * @param last the number of its last
 */
export function linesWithout(lines: readonly AccountLine[], first: number, last: number): readonly AccountLine[] {
  const corrected = new Map(
    lines.filter(({ seq }) => seq >= first && seq <= last).map((line) => [placeKey(line), line.values]),
  )
  return lines.map((line) => {
    const values = line.seq < first ? corrected.get(placeKey(line)) : undefined
    return values === undefined ? line : { ...line, values }
  })
}

function placeKey({ at, id }: { readonly at: Time; readonly id: string }): string {
  return `${at} ${id}`
}
