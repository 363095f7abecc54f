import { isMap, isPair, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml'

/** A number in a lifecycle document from which on something holds, or which something gives. */
export interface Threshold {
  /** Where it stands, as in faults: `stages`, 3, `entry`, … */
  readonly path: readonly (string | number)[]
  readonly section: 'stages' | 'detours' | 'define' | 'segments' | 'exclude' | 'scores'
  /** Key of the stage, the named criteria or the score; of an exclusion the stage that it leads to. */
  readonly owner: string
  readonly name: string | null
  /** What is compared, from the outside in: `score`, `engagement`; of points: the event or what is asked for. */
  readonly about: readonly string[]
  /** `at_least`, `below`, …, or `points`, `cap`, `A`, `per_month`. */
  readonly comparison: string
  readonly value: number
  readonly line: number
}

const sections = ['stages', 'detours', 'define', 'segments', 'exclude', 'scores'] as const
const comparisons = new Set(['at_least', 'at_most', 'more_than', 'less_than', 'below', 'above'])
const amounts = new Set(['points', 'cap', 'per_month', 'A', 'B', 'C', '1', '2', '3'])
/** What says how conditions are joined, not what they are about. */
const joints = new Set(['entry', 'when', 'if', 'all', 'any', 'exits', 'levels', 'groups', 'rules', 'where'])

/** Every threshold of a document in its order; none where the text cannot be read. */
export function findThresholds(text: string): readonly Threshold[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { version: '1.2', lineCounter: lines })
  if (document.errors.length > 0) return []
  return sections.flatMap((section) => {
    const place = document.getIn([section], true)
    return [...numbersIn(place, [section], [])].flatMap((found) => {
      const placed = thresholdOf(section, found, document.getIn(found.path.slice(0, 2), true))
      return placed === null ? [] : [{ ...placed, line: lines.linePos(found.start).line }]
    })
  })
}

/** The text with another number in that place, and not a letter else changed. */
export function setThreshold(text: string, path: readonly (string | number)[], value: number): string {
  const document = parseDocument(text, { version: '1.2' })
  const node = document.errors.length > 0 ? null : findScalar(document.contents, path)
  if (node === null) return text
  return `${text.slice(0, node.start)}${value}${text.slice(node.end)}`
}

interface FoundNumber {
  readonly path: readonly (string | number)[]
  readonly value: number
  readonly start: number
  readonly end: number
  readonly around: readonly unknown[]
}

function* numbersIn(node: unknown, path: FoundNumber['path'], around: readonly unknown[]): Generator<FoundNumber> {
  if (isSeq(node))
    for (const [index, item] of node.items.entries()) yield* numbersIn(item, [...path, index], [...around, node])
  else if (isMap(node))
    for (const pair of node.items) yield* numbersIn(pair.value, [...path, keyOf(pair)], [...around, node])
  else if (isScalar(node) && typeof node.value === 'number' && node.range)
    yield { path, value: node.value, start: node.range[0], end: node.range[1], around }
}

function findScalar(root: unknown, path: FoundNumber['path']): { readonly start: number; readonly end: number } | null {
  let node = root
  for (const part of path) {
    if (isMap(node)) node = node.items.find((pair) => keyOf(pair) === String(part))
    else if (isSeq(node)) node = node.items[Number(part)]
    else return null
    if (isPair(node)) node = node.value
  }
  return isScalar(node) && typeof node.value === 'number' && node.range
    ? { start: node.range[0], end: node.range[1] }
    : null
}

const keyOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key)

function thresholdOf(
  section: Threshold['section'],
  { path, value, around }: FoundNumber,
  item: unknown,
): Omit<Threshold, 'line'> | null {
  const comparison = String(path.at(-1))
  if (!comparisons.has(comparison) && !amounts.has(comparison)) return null
  const textOf = (key: string): string | null => {
    const found: unknown = isMap(item) ? item.get(key) : null
    return typeof found === 'string' ? found : null
  }
  const listed = section === 'stages' || section === 'detours'
  const owner = listed ? textOf('key') : section === 'exclude' ? textOf('to') : String(path[1])
  if (owner === null) return null
  const words = path.slice(2, -1).filter((part): part is string => typeof part === 'string' && !joints.has(part))
  const about = comparison === 'points' ? [...words, ...ruleOf(around.at(-1))] : [...words, ...eventsOf(around.at(-1))]
  return { path, section, owner, name: textOf('name'), about, comparison, value }
}

/** What a rule of a score gives its points for. */
function ruleOf(rule: unknown): readonly string[] {
  if (!isMap(rule)) return []
  const event = plain(rule.get('event'))
  if (event.length > 0) return [...event, ...pathOf(rule.get('where'))]
  return pathOf(rule.get('if'))
}

/** `{ did: { event: Report Created, at_least: 3 } }`: which event is counted. */
function eventsOf(node: unknown): readonly string[] {
  return isMap(node) ? [...plain(node.get('event')), ...plain(node.get('any_of'))] : []
}

function pathOf(node: unknown): readonly string[] {
  const value: unknown = isMap(node) || isSeq(node) ? node.toJSON() : null
  return value === null ? [] : [wordsOf(value)]
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([key, part]) => `${key} ${wordsOf(part)}`)
    .join(', ')
}

function plain(node: unknown): readonly string[] {
  if (typeof node === 'string') return [node]
  const value: unknown = isSeq(node) ? node.toJSON() : null
  return Array.isArray(value) ? [value.map(String).join(' or ')] : []
}
