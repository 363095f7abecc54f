import { readConditions } from './criteria-edits.ts'
import type { Edit } from './edit.ts'
import { isListValue, isMapValue, type Path, type Value, valueAt } from './value.ts'

/** What has a name in a document that other places use. */
export type NamedKind =
  | 'stage'
  | 'team'
  | 'calendar'
  | 'list'
  | 'point'
  | 'define'
  | 'segment'
  | 'score'
  | 'track'
  | 'level'
  | 'checklist'

export interface Reference {
  readonly kind: NamedKind
  readonly path: Path
  readonly name: string
  /** The name is the key of a pair, not its value. */
  readonly isKey?: boolean
}

const conditionHomes = ['when', 'if', 'unless', 'trigger'] as const

/** Every place of a document that uses the name of something. */
export function referencesIn(root: Value): readonly Reference[] {
  const found: Reference[] = []
  walk(root, [], found)
  return found
}

/** Plain keys that name something, by what they stand in. */
const plainReferences: readonly (readonly [RegExp, NamedKind])[] = [
  [/^(stages|detours) \d+ (from|requires|return_to)$/, 'stage'],
  [/^(stages|detours) \d+ exits \d+ to$/, 'stage'],
  [/^exclude \d+ to$/, 'stage'],
  [/^handoffs \S+ reject \d+ to$/, 'stage'],
  [/^migrate \S+$/, 'stage'],
  [/^engaged$/, 'stage'],
  [/^(stages|detours) \d+ owner$/, 'team'],
  [/^stages \d+ entry by$/, 'team'],
  [/^handoffs \S+ to$/, 'team'],
  [/^teams \d+ calendar$/, 'calendar'],
  [/^((stages|detours)|exclude) \d+ track$/, 'track'],
]

/** What the value at a place names, where it names something. */
export function namedAt(path: Path): NamedKind | null {
  const place = path.join(' ')
  return plainReferences.find(([pattern]) => pattern.test(place))?.[1] ?? null
}

function walk(value: Value, path: Path, found: Reference[]): void {
  const kind = namedAt(path)
  if (kind !== null) found.push(...namesIn(kind, value, path))
  const [section] = path
  const isConditions =
    (path.length === 2 && (section === 'define' || section === 'segments')) ||
    conditionHomes.some((home) => home === path.at(-1))
  if (isConditions && isMapValue(value)) walkConditions(value, path, found)
  else if (section === 'scores' && path.at(-1) === 'where') walkWhere(value, path, found)
  else if (isListValue(value)) for (const [index, part] of value.entries()) walk(part, [...path, index], found)
  else if (isMapValue(value)) for (const [key, part] of Object.entries(value)) walk(part, [...path, key], found)
}

const namesIn = (kind: NamedKind, value: Value | undefined, path: Path): readonly Reference[] =>
  typeof value === 'string'
    ? [{ kind, path, name: value }]
    : isListValue(value)
      ? value.flatMap((name, index) => (typeof name === 'string' ? [{ kind, path: [...path, index], name }] : []))
      : []

function walkConditions(value: Value, path: Path, found: Reference[]): void {
  const read = readConditions(value)
  if (read === null) return
  if (read.op === 'not') {
    walkConditions(read.part, [...path, 'not'], found)
    return
  }
  if (read.op !== 'leaf') {
    for (const [index, part] of read.parts.entries()) walkConditions(part, [...path, read.op, index], found)
    return
  }
  const at = [...path, read.key]
  const { settings } = read
  const add = (kind: NamedKind, given: Value | undefined, place: Path) => found.push(...namesIn(kind, given, place))
  const whole: Readonly<Record<string, NamedKind>> = {
    is: 'define',
    level: 'level',
    segment: 'segment',
    checklist: 'checklist',
    stage: 'stage',
    enters: 'stage',
    converted: 'point',
  }
  const kind = whole[read.key]
  if (kind !== undefined) add(kind, settings, at)
  if (isMapValue(settings)) {
    const named: Readonly<Record<string, readonly (readonly [NamedKind, string])[]>> = {
      stage: ['is', 'any_of', 'was', 'reached'].map((key) => ['stage', key] as const),
      'account.people': [['stage', 'reached']],
      checklist: [['checklist', 'key']],
      converted: [['point', 'point']],
    }
    for (const [what, key] of named[read.key] ?? []) add(what, settings[key], [...at, key])
    add('track', settings['track'], [...at, 'track'])
    if (read.key === 'score')
      for (const name of Object.keys(settings)) found.push({ kind: 'score', path: [...at, name], name, isKey: true })
    if (settings['where'] !== undefined) walkWhere(settings['where'], [...at, 'where'], found)
  }
  walkCondition(settings, at, found)
}

function walkWhere(where: Value, path: Path, found: Reference[]): void {
  if (!isMapValue(where)) return
  for (const [property, condition] of Object.entries(where)) walkCondition(condition, [...path, property], found)
}

/** Lists of the document that a condition on a value names, also one level further in (`source: { is: … }`). */
function walkCondition(condition: Value, path: Path, found: Reference[], depth = 0): void {
  if (!isMapValue(condition) || path.at(-1) === 'where') return
  for (const [key, value] of Object.entries(condition)) {
    if (key === 'in_list' || key === 'not_in_list') found.push(...namesIn('list', value, [...path, key]))
    else if (depth === 0) walkCondition(value, [...path, key], found, 1)
  }
}

/** Where each kind of thing has its name. */
export function namesOf(root: Value, kind: NamedKind): readonly string[] {
  const keys = (...path: string[]) => {
    const value = valueAt(root, path)
    return isMapValue(value) ? Object.keys(value) : []
  }
  const listed = (section: string) => {
    const value = valueAt(root, [section])
    return isListValue(value) ? value.flatMap((one) => keyOf(one)) : []
  }
  switch (kind) {
    case 'stage':
      return [...listed('stages'), ...listed('detours')]
    case 'team':
      return listed('teams')
    case 'track':
      return listed('tracks')
    case 'level': {
      const stages = valueAt(root, ['stages'])
      const levels = isListValue(stages) ? stages.map((stage) => valueAt(stage, ['levels'])) : []
      return [...new Set(levels.flatMap((one) => (isListValue(one) ? one.flatMap(keyOf) : [])))]
    }
    case 'score':
      return keys('scores').filter((name) => name !== 'grade')
    case 'define':
      return keys('define')
    default:
      return keys(`${kind}s`)
  }
}

const keyOf = (one: Value): readonly string[] => {
  const key = isMapValue(one) ? one['key'] : one
  return typeof key === 'string' ? [key] : []
}

/** The edits that give something another name, there and wherever it is used. */
export function renameEdits(root: Value, kind: NamedKind, from: string, to: string): readonly Edit[] {
  const used = referencesIn(root).filter((one) => one.kind === kind && one.name === from)
  return [
    ...homesOf(root, kind, from).map(({ path, isKey }) => renamed(path, isKey === true, to)),
    ...used.map(({ path, isKey }) => renamed(path, isKey === true, to)),
  ]
}

const renamed = (path: Path, isKey: boolean, to: string): Edit =>
  isKey ? { do: 'rename', path, key: to } : { do: 'set', path, value: to }

function homesOf(root: Value, kind: NamedKind, name: string): readonly { path: Path; isKey?: boolean }[] {
  const listed = (section: string) => {
    const value = valueAt(root, [section])
    return (isListValue(value) ? value : []).flatMap((one, index) =>
      one === name
        ? [{ path: [section, index] }]
        : isMapValue(one) && one['key'] === name
          ? [{ path: [section, index, 'key'] }]
          : [],
    )
  }
  switch (kind) {
    case 'stage':
      return [...listed('stages'), ...listed('detours')]
    case 'team':
      return listed('teams')
    case 'track':
      return listed('tracks')
    case 'level': {
      const stages = valueAt(root, ['stages'])
      return (isListValue(stages) ? stages : []).flatMap((stage, at) => {
        const levels = valueAt(stage, ['levels'])
        return (isListValue(levels) ? levels : []).flatMap((level, index) =>
          isMapValue(level) && level['key'] === name ? [{ path: ['stages', at, 'levels', index, 'key'] }] : [],
        )
      })
    }
    case 'define':
      return [{ path: ['define', name], isKey: true }]
    default:
      return [{ path: [`${kind}s`, name], isKey: true }]
  }
}
