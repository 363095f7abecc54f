import { RE2JS } from 're2js'
import { z } from 'zod'
import { parseDuration } from '../duration.ts'
import type { Time } from '../facts.ts'
import type { Json, JsonObject } from '../json.ts'
import { readDate } from './date.ts'
import type { Names, SettingsFault } from './names.ts'
import { unknownName } from './unknown-name.ts'

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const number = z.number()
const elapsed = z
  .string()
  .refine((text) => parseDuration(text)?.unit === 'elapsed', 'a stretch of time such as 30d or 12h')
const date = z.string().refine((text) => readDate(text, 'UTC') !== null, 'a date such as 2026-11-21')
const pattern = z
  .string()
  .max(1000)
  .superRefine((text, context) => {
    try {
      RE2JS.compile(text)
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: `a regular expression in RE2 syntax (${error instanceof Error ? error.message : 'unreadable'})`,
      })
    }
  })

const operators = z
  .strictObject({
    is: scalar.describe('equals; text without regard to case'),
    not: scalar.describe('differs; text without regard to case'),
    any_of: z.array(scalar).min(1).describe('equals one of these'),
    none_of: z.array(scalar).min(1).describe('equals none of these'),
    in_list: z.string().describe('is in a list of the document'),
    not_in_list: z.string().describe('is in no such list'),
    at_least: number,
    at_most: number,
    more_than: number,
    below: number,
    between: z.tuple([number, number]).describe('at least the first, at most the second'),
    starts: z.string().min(1),
    ends: z.string().min(1),
    contains: z.string().min(1),
    matches: pattern.describe('a regular expression (RE2: linear time)'),
    exists: z.boolean(),
    before: date,
    after: date,
    within_last: elapsed,
    within_next: elapsed,
    past: z.boolean(),
  })
  .partial()
  .refine((given) => Object.keys(given).length > 0, 'at least one comparison')

/** A condition on a value: a plain value (equals), a list (one of), or comparisons that must all hold. */
export const conditionSettings = z.union([operators, z.array(scalar).min(1), scalar])
export type ConditionSettings = z.infer<typeof conditionSettings>
type Operators = z.infer<typeof operators>

export interface ConditionContext {
  readonly zone: string
  readonly lists: Readonly<Record<string, readonly string[]>>
}

export interface Condition {
  test(value: Json | undefined, now: Time): boolean
  /** First moment > now at which the test may become `wanted` by time alone, or null. */
  until(value: Json | undefined, now: Time, wanted: boolean): Time | null
  /** True where no moment has a say in it. */
  readonly timeless: boolean
}

type Test = (value: Json | undefined, now: Time) => boolean

const folded = (value: Json | undefined): Json | undefined => (typeof value === 'string' ? value.toLowerCase() : value)
const same = (value: Json | undefined, wanted: Json): boolean => {
  if (typeof wanted === 'number' && typeof value === 'string') return toNumber(value) === wanted
  if (wanted === null) return value === undefined || value === null
  // Files know only text: "true" and "5" mean what they say.
  if (typeof wanted === 'boolean' && typeof value === 'string') return value.toLowerCase() === String(wanted)
  if (typeof wanted === 'string' && (typeof value === 'number' || typeof value === 'boolean'))
    return wanted.toLowerCase() === String(value)
  return folded(value) === folded(wanted)
}
const anyOf = (value: Json | undefined, list: readonly Json[]): boolean =>
  Array.isArray(value)
    ? value.some((one: Json) => list.some((wanted) => same(one, wanted)))
    : list.some((wanted) => same(value, wanted))

function toNumber(value: Json | undefined): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}

const text =
  (check: (value: string) => boolean): Test =>
  (value) =>
    typeof value === 'string'
      ? check(value.toLowerCase())
      : Array.isArray(value) && value.some((one: Json) => typeof one === 'string' && check(one.toLowerCase()))

const tests: {
  [K in keyof Required<Operators>]: (wanted: NonNullable<Operators[K]> | null, context: ConditionContext) => Test
} = {
  is: (wanted) => (value) => anyOf(value, [wanted]),
  not: (wanted) => (value) => !anyOf(value, [wanted]),
  any_of: (wanted) => (value) => anyOf(value, wanted ?? []),
  none_of: (wanted) => (value) => !anyOf(value, wanted ?? []),
  in_list: (wanted, context) => inList(wanted, context),
  not_in_list: (wanted, context) => {
    const test = inList(wanted, context)
    return (value, now) => !test(value, now)
  },
  at_least: (wanted) => (value) => toNumber(value) >= Number(wanted),
  at_most: (wanted) => (value) => toNumber(value) <= Number(wanted),
  more_than: (wanted) => (value) => toNumber(value) > Number(wanted),
  below: (wanted) => (value) => toNumber(value) < Number(wanted),
  between: (wanted) => (value) => toNumber(value) >= (wanted?.[0] ?? 0) && toNumber(value) <= (wanted?.[1] ?? 0),
  starts: (wanted) => text((value) => value.startsWith(String(wanted).toLowerCase())),
  ends: (wanted) => text((value) => value.endsWith(String(wanted).toLowerCase())),
  contains: (wanted) => text((value) => value.includes(String(wanted).toLowerCase())),
  matches: (wanted) => {
    const find = remembering(RE2JS.compile(String(wanted)))
    return (value) =>
      (Array.isArray(value) ? value : [value]).some((one: Json | undefined) => typeof one === 'string' && find(one))
  },
  exists: (wanted) => (value) => (value !== undefined && value !== null && value !== '') === wanted,
  before: (wanted, { zone }) => dated(zone, (at) => at < (readDate(wanted, zone) ?? 0)),
  after: (wanted, { zone }) => dated(zone, (at) => at >= (readDate(wanted, zone) ?? 0)),
  within_last: (wanted, { zone }) => dated(zone, (at, now) => at <= now && now < at + elapsedMs(wanted)),
  within_next: (wanted, { zone }) => dated(zone, (at, now) => at - elapsedMs(wanted) <= now && now < at),
  past: (wanted, { zone }) => dated(zone, (at, now) => at <= now === wanted),
}

/** Most texts whose answers a pattern remembers, and their greatest length. */
const REMEMBERED = 2000
const REMEMBERED_LENGTH = 200

/** A pattern costs a thousand times as much as a look into a table, and titles and paths come again and again. */
function remembering(pattern: RE2JS): (text: string) => boolean {
  const known = new Map<string, boolean>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = pattern.matcher(text).find()
    if (text.length > REMEMBERED_LENGTH) return found
    if (known.size >= REMEMBERED) known.clear()
    known.set(text, found)
    return found
  }
}

/** The moments at which a comparison with the present changes its answer for a date. */
const turns: Partial<Record<keyof Operators, (at: Time, wanted: unknown) => readonly Time[]>> = {
  within_last: (at, wanted) => [at, at + elapsedMs(wanted)],
  within_next: (at, wanted) => [at - elapsedMs(wanted), at],
  past: (at) => [at],
}

function elapsedMs(wanted: unknown): number {
  const duration = typeof wanted === 'string' ? parseDuration(wanted) : null
  return duration?.unit === 'elapsed' ? duration.ms : 0
}

function dated(zone: string, test: (at: Time, now: Time) => boolean): Test {
  return (value, now) => {
    const at = readDate(value, zone)
    return at !== null && test(at, now)
  }
}

function inList(name: string | null, context: ConditionContext): Test {
  const entries = new Set((context.lists[name ?? ''] ?? []).map((entry) => entry.toLowerCase()))
  return (value) =>
    (Array.isArray(value) ? value : [value]).some((one: Json | undefined) =>
      entries.has(String(one ?? '').toLowerCase()),
    )
}

function asOperators(settings: ConditionSettings): Operators {
  if (Array.isArray(settings)) return { any_of: settings }
  return typeof settings === 'object' && settings !== null ? settings : { is: settings }
}

/** Makes a condition ready to be tested; settings must have been parsed. */
export function compileCondition(settings: ConditionSettings, context: ConditionContext): Condition {
  const given = Object.entries(asOperators(settings)).filter(([, wanted]) => wanted !== undefined) as [
    keyof Operators,
    never,
  ][]
  const parts = given.map(([operator, wanted]) => tests[operator](wanted, context))
  const moving = given.flatMap(([operator, wanted]) => {
    const moments = turns[operator]
    return moments === undefined ? [] : [(at: Time) => moments(at, wanted)]
  })
  const test: Test = (value, now) => parts.every((part) => part(value, now))
  return {
    test,
    timeless: moving.length === 0,
    until(value, now) {
      if (moving.length === 0) return null
      const at = readDate(value, context.zone)
      if (at === null) return null
      const later = moving.flatMap((moments) => moments(at)).filter((moment) => moment > now)
      return later.length === 0 ? null : Math.min(...later)
    },
  }
}

/** The comparisons that were given, by operator, for a sentence. */
export function comparisonsGiven(settings: ConditionSettings): JsonObject {
  return Object.fromEntries(
    Object.entries(asOperators(settings)).filter(([, wanted]) => wanted !== undefined),
  ) as JsonObject
}

/** Faults of a condition that only the document can show: a list that it does not have. */
export function checkCondition(settings: ConditionSettings, names: Pick<Names, 'lists'>): SettingsFault[] {
  const { in_list, not_in_list } = asOperators(settings)
  const named = [['in_list', in_list] as const, ['not_in_list', not_in_list] as const]
  return named.flatMap(([operator, list]) =>
    list === undefined || names.lists.includes(list)
      ? []
      : [{ path: [operator], message: unknownName('list', list, names.lists) }],
  )
}
