import { isObject, type Json } from '../../domain/json.ts'
import { criteriaWords } from './criteria-en.ts'
import { joined, list, shown, stretch, type Values } from './phrases.ts'

/** What differs between two documents: "mql: the engagement score is at least 60 → 50". */
export const differenceWords = {
  'difference.added': ({ place, what }: Values) =>
    isThing(place, what) ? `${spot(place)} is new.` : `${spot(place)}: ${value(what)} (was not there)`,
  'difference.removed': ({ place, what }: Values) =>
    isThing(place, what) ? `${spot(place)} is gone.` : `${spot(place)}: no longer ${value(what)}`,
  'difference.changed': ({ place, was, now }: Values) => `${spot(place)}: ${value(was)} → ${value(now)}`,
  'difference.order': ({ place, order }: Values) => `${spot(place)}: another order (${list(order).join(', ')})`,
  'difference.written': ({ place }: Values) => `${spot(place)}: the same conditions, written in another way`,
  'difference.condition': ({ place, group, was, now }: Values) => {
    const where = spot(place)
    if (was === undefined)
      return `${where}: ${group === 'any' ? 'now also lets in who' : group === '' ? 'now asks:' : 'now also asks:'} ${sayConditions(now)}`
    if (now === undefined)
      return `${where}: ${group === 'any' ? 'no longer lets in who' : 'no longer asks:'} ${sayConditions(was)}`
    return `${where}: ${arrow(sayConditions(was), sayConditions(now))}`
  },
  'difference.words': ({ key, value: given }: Values) => `${words(String(key))} ${shown(given)}`,
} as const satisfies Record<string, (values: Values) => string>

const criteria: Readonly<Record<string, (values: Values) => string>> = criteriaWords

/** What two sentences begin with is said once. */
function arrow(was: string, now: string): string {
  const [before, after] = [was.split(' '), now.split(' ')]
  let same = 0
  while (same < before.length - 1 && same < after.length - 1 && before[same] === after[same]) same += 1
  return `${was} → ${after.slice(same).join(' ')}`
}

/** Conditions as one sentence without its subject. */
export function sayConditions(node: Json | undefined): string {
  if (!isObject(node)) return ''
  const { op, parts, key, values } = node
  if (typeof key === 'string') {
    const said = key === 'difference.words' ? differenceWords[key] : criteria[key]
    return isObject(values) && said !== undefined ? said(values) : key
  }
  const inner = list(parts).map((part) =>
    isObject(part) && Array.isArray(part['parts']) ? `(${sayConditions(part)})` : sayConditions(part),
  )
  if (op === 'not') return `not: ${inner.join('')}`
  return joined(inner, op === 'any' ? 'or' : 'and')
}

const kinds: Readonly<Record<string, string>> = {
  stages: 'stage',
  detours: 'detour',
  tracks: 'track',
  teams: 'team',
  lists: 'list',
  points: 'conversion point',
  calendars: 'calendar',
  define: 'definition',
  segments: 'segment',
  scores: 'score',
  groups: 'group',
  rules: 'rule',
  handoffs: 'handoff',
  checklists: 'checklist',
  levels: 'level',
  exits: 'exit to',
  exclude: 'exclusion to',
  migrate: 'migration of',
  tiers: 'tier',
  reject: 'rejection to',
  questions: 'question',
}
const silent = new Set(['entry', 'when', 'if', 'trigger'])

/** Where it is: `mql, exit to nurturing`; of a whole thing with what it is: `stage mql`. */
function spot(place: Json | undefined): string {
  const parts = list(place).map(String)
  const said: string[] = []
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as string
    const kind = kinds[part]
    const name = parts[index + 1]
    if (kind !== undefined && name !== undefined) {
      const plainName = index === 0 && parts.length > 2 && (part === 'stages' || part === 'detours')
      said.push(plainName ? name : `${kind} ${name}`)
      index += 1
    } else if (kind !== undefined || !silent.has(part) || parts.length === 1) said.push(words(part))
  }
  return said.join(', ')
}

function words(key: string): string {
  return key.replaceAll('_', ' ')
}

/** Whether a whole thing with a name came or went, as against a setting. */
function isThing(place: Json | undefined, what: Json | undefined): boolean {
  const parts = list(place)
  return kinds[String(parts.at(-2))] !== undefined && (isObject(what) || Array.isArray(what))
}

const LONGEST = 120

function value(given: Json | undefined): string {
  if (typeof given === 'string') {
    const long = stretch(given)
    return long === given ? cut(given) : long
  }
  if (Array.isArray(given) && given.every((one) => typeof one === 'string')) return cut(given.join(', '))
  return typeof given === 'object' && given !== null ? cut(JSON.stringify(given)) : shown(given)
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
