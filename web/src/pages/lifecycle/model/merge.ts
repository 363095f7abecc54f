import { stretchesOf } from './hunks.ts'
import { openText } from './opened.ts'
import type { KeyOrder } from './patch.ts'
import { patch } from './patch.ts'
import { isListValue, isMapValue, type Path, sameValue, type Value, type ValueMap } from './value.ts'
import { writeDocument } from './write-yaml.ts'

/** A place that two people changed in different ways. */
export interface MergeConflict {
  /** The same as long as it is the same place. */
  readonly id: string
  /** Where it is, in words of the document: a stage by its key. */
  readonly place: Path
  /** What each has there; undefined: taken away. */
  readonly base: Value | undefined
  readonly mine: Value | undefined
  readonly theirs: Value | undefined
}

export type Choice = 'mine' | 'theirs'
export type Choices = Readonly<Record<string, Choice>>

export interface Merged {
  readonly text: string
  /** All that both changed, those that are chosen too. */
  readonly conflicts: readonly MergeConflict[]
}

type Part = Value | undefined

/** The whole, where one of the texts cannot be read. */
const WHOLE = 'document'

/**
 * Puts together what two people made of a text: place by place as the document says it, and line by line as it is written,
 * so that comments of both stay. Where both changed the same place the choice says whose it is (without one: theirs).
 */
export function mergeTexts(
  { base, mine, theirs }: { readonly base: string; readonly mine: string; readonly theirs: string },
  choices: Choices = {},
  keysOf: KeyOrder = () => [],
): Merged {
  if (mine === theirs || theirs === base) return { text: mine, conflicts: [] }
  if (mine === base) return { text: theirs, conflicts: [] }
  const lines = mergeLines(base, mine, theirs)
  const opened = [base, mine, theirs].map(openText)
  const [first, second, third] = opened.map((one) => one?.value)
  if (first === undefined || second === undefined || third === undefined) {
    if (lines.isClean) return { text: lines.text, conflicts: [] }
    const conflict = { id: WHOLE, place: [], base, mine, theirs }
    return { text: choices[WHOLE] === 'mine' ? mine : theirs, conflicts: [conflict] }
  }
  const merge = new Merge(choices)
  const value = merge.parts(first, second, third, []) ?? {}
  return { text: written(value, [lines.text, theirs, mine], keysOf), conflicts: merge.conflicts }
}

/** The value in the text that is nearest to it; where the order of some keys cannot be had, what they hold goes first. */
function written(value: Value, texts: readonly string[], keysOf: KeyOrder): string {
  const found: string[] = []
  for (const text of texts) {
    const opened = openText(text)
    if (opened === null) continue
    const done = sameValue(opened.value, value) ? text : patch(text, [], value, keysOf)
    if (done === null) continue
    const made = openText(done)?.value
    if (sameValue(made, value)) return done
    if (made !== undefined && sameValue(sorted(made), sorted(value))) found.push(done)
  }
  return found[0] ?? writeDocument(value)
}

function sorted(value: Value): Value {
  if (isListValue(value)) return value.map(sorted)
  if (!isMapValue(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]))
}

function mergeLines(base: string, mine: string, theirs: string): { readonly text: string; readonly isClean: boolean } {
  const [was, own, other] = [base, mine, theirs].map((text) => text.split('\n')) as [string[], string[], string[]]
  let isClean = true
  const lines = stretchesOf(was, own, other).flatMap((stretch) => {
    const [before, first, second] = [stretch.base, stretch.mine, stretch.theirs].map((part) => part.join('\n'))
    if (second === before) return stretch.mine
    if (first === before || first === second) return stretch.theirs
    isClean = false
    return stretch.theirs
  })
  return { text: lines.join('\n'), isClean }
}

class Merge {
  readonly conflicts: MergeConflict[] = []
  readonly #choices: Choices

  constructor(choices: Choices) {
    this.#choices = choices
  }

  parts(base: Part, mine: Part, theirs: Part, place: Path): Part {
    if (sameValue(mine, theirs) || sameValue(base, theirs)) return mine
    if (sameValue(base, mine)) return theirs
    if (isMapValue(mine) && isMapValue(theirs)) return this.#maps(isMapValue(base) ? base : {}, mine, theirs, place)
    if (isListValue(mine) && isListValue(theirs)) return this.#lists(isListValue(base) ? base : [], mine, theirs, place)
    return this.#ask(base, mine, theirs, place)
  }

  #ask(base: Part, mine: Part, theirs: Part, place: Path): Part {
    const id = JSON.stringify(place)
    this.conflicts.push({ id, place, base, mine, theirs })
    return this.#choices[id] === 'mine' ? mine : theirs
  }

  #maps(base: ValueMap, mine: ValueMap, theirs: ValueMap, place: Path): Part {
    // Another key for another condition: two who both replaced it have to be asked.
    const kept = Object.keys(base).filter((key) => Object.hasOwn(mine, key) || Object.hasOwn(theirs, key))
    if (Object.keys(base).length > 0 && kept.length === 0) return this.#ask(base, mine, theirs, place)
    const order = merged(Object.keys(base), Object.keys(mine), Object.keys(theirs))
    const parts = order.map((key): readonly [string, Part] => [
      key,
      this.parts(own(base, key), own(mine, key), own(theirs, key), [...place, key]),
    ])
    return Object.fromEntries(parts.filter((part): part is [string, Value] => part[1] !== undefined))
  }

  #lists(base: readonly Value[], mine: readonly Value[], theirs: readonly Value[], place: Path): Part {
    const keyed = [base, mine, theirs].map(byKey)
    const [first, second, third] = keyed
    if (first != null && second != null && third != null) return this.#keyed(first, second, third, place)
    const texts = [base, mine, theirs].map((list) => list.map((item) => JSON.stringify(item)))
    const [was = [], own = [], other = []] = texts
    const found: Value[] = []
    for (const stretch of stretchesOf(was, own, other)) {
      const together = this.#stretch(stretch, place, found.length)
      if (together === null) return this.#ask(base, mine, theirs, place)
      found.push(...together)
    }
    return found
  }

  /** Items of a list that one or both replaced; null where nobody can tell which of them is which. */
  #stretch(
    stretch: { readonly base: readonly string[]; readonly mine: readonly string[]; readonly theirs: readonly string[] },
    place: Path,
    at: number,
  ): readonly Value[] | null {
    const [base, mine, theirs] = [stretch.base, stretch.mine, stretch.theirs].map((part) =>
      part.map((text) => JSON.parse(text) as Value),
    ) as [Value[], Value[], Value[]]
    if (sameValue(base, theirs) || sameValue(mine, theirs)) return mine
    if (sameValue(base, mine)) return theirs
    if (base.length !== mine.length || base.length !== theirs.length || hasMoved(stretch)) return null
    const both = base.map((item, index) => this.parts(item, mine[index], theirs[index], [...place, at + index]))
    return both.filter((item) => item !== undefined)
  }

  /** Stages, detours and what else has a key: the same by its key, wherever it stands. */
  #keyed(
    base: ReadonlyMap<string, Value>,
    mine: ReadonlyMap<string, Value>,
    theirs: ReadonlyMap<string, Value>,
    place: Path,
  ): Part {
    const order = merged([...base.keys()], [...mine.keys()], [...theirs.keys()])
    const parts = order.map((key) => this.parts(base.get(key), mine.get(key), theirs.get(key), [...place, key]))
    return parts.filter((part) => part !== undefined)
  }
}

const own = (map: ValueMap, key: string): Part => (Object.hasOwn(map, key) ? map[key] : undefined)

/** The items of a list by their keys; null where one has none, or two have the same. */
function byKey(list: readonly Value[]): ReadonlyMap<string, Value> | null {
  const found = new Map<string, Value>()
  for (const item of list) {
    const key = isMapValue(item) ? item['key'] : item
    if (typeof key !== 'string' || found.has(key)) return null
    found.set(key, item)
  }
  return found
}

/** Whether somebody put an item elsewhere: then those at the same number are not the same. */
function hasMoved({ base, mine, theirs }: { readonly [by in 'base' | 'mine' | 'theirs']: readonly string[] }): boolean {
  return [mine, theirs].some((list) => list.some((item, index) => item !== base[index] && base.includes(item)))
}

/** The order of whoever changed it (theirs, where both did), with what the other added behind what it stood behind. */
function merged(base: readonly string[], mine: readonly string[], theirs: readonly string[]): readonly string[] {
  const common = (list: readonly string[]) => list.filter((key) => base.includes(key))
  const inBase = (list: readonly string[]) => base.filter((key) => list.includes(key))
  const isMoved = !sameValue(common(theirs), inBase(theirs))
  const [leading, other] = isMoved ? [theirs, mine] : [mine, theirs]
  const order = [...leading]
  for (const [index, key] of other.entries()) {
    if (order.includes(key)) continue
    const before = other.slice(0, index).findLast((one) => order.includes(one))
    order.splice(before === undefined ? 0 : order.indexOf(before) + 1, 0, key)
  }
  return order
}
