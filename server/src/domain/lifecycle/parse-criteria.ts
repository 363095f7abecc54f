import type { z } from 'zod'
import { type AnyCriterion, criterionKeys, findCriterion } from '../criteria/criteria.ts'
import type { Names } from '../criteria/names.ts'
import { nearest, unknownName } from '../criteria/unknown-name.ts'
import type { Json } from '../json.ts'
import { message } from '../message.ts'
import type { Fault, Path } from './fault.ts'
import { schemaWords } from './schema-words.ts'

/** A criteria tree that has been checked. */
export type CriteriaTree =
  | { readonly op: 'all' | 'any'; readonly parts: readonly CriteriaTree[] }
  | { readonly op: 'not'; readonly part: CriteriaTree }
  | {
      readonly op: 'leaf'
      readonly criterion: AnyCriterion
      readonly subject: string
      readonly settings: Json
      readonly path: Path
    }

/** Deeper trees are refused: nobody can read them. */
const DEEPEST = 30

export interface ParseContext {
  readonly names: Names
  readonly faults: Fault[]
}

/** Checks a tree of conditions; faults carry the path of the very word that is wrong. Null where there were any. */
export function parseCriteria(raw: unknown, path: Path, context: ParseContext, depth = 0): CriteriaTree | null {
  const fault = (at: Path, key: string, values: Readonly<Record<string, Json>> = {}) => {
    context.faults.push({ path: at, message: message(key, values) })
    return null
  }
  if (depth > DEEPEST) return fault(path, 'fault.too_deep', { deepest: DEEPEST })
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return fault(path, 'fault.not_conditions')
  const entries = Object.entries(raw)
  const [first] = entries
  if (first === undefined) return fault(path, 'fault.no_condition')
  if (entries.length > 1) return fault(path, 'fault.several_conditions', { keys: entries.map(([key]) => key) })
  const [key, value] = first
  if (key === 'all' || key === 'any') {
    if (!Array.isArray(value) || value.length === 0) return fault([...path, key], 'fault.empty_list', { key })
    const parts = value.map((part, index) => parseCriteria(part, [...path, key, index], context, depth + 1))
    return parts.every((part) => part !== null) ? { op: key, parts } : null
  }
  if (key === 'not') {
    const part = parseCriteria(value, [...path, key], context, depth + 1)
    return part === null ? null : { op: 'not', part }
  }
  return parseLeaf(key, value, [...path, key], context)
}

function parseLeaf(key: string, value: unknown, path: Path, { names, faults }: ParseContext): CriteriaTree | null {
  const found = findCriterion(key)
  if (found === null) {
    faults.push({ path, message: unknownName('condition', key, ['all', 'any', 'not', ...criterionKeys]) })
    return null
  }
  const parsed = found.criterion.settings.safeParse(value)
  if (!parsed.success) {
    faults.push(...issueFaults(parsed.error.issues, path, found.criterion.settings))
    return null
  }
  const wrong = found.criterion.check?.(parsed.data as never, names) ?? []
  faults.push(...wrong.map((one) => ({ path: [...path, ...one.path], message: one.message })))
  return wrong.length > 0 ? null : { op: 'leaf', ...found, settings: parsed.data as Json, path }
}

type Issue = z.core.$ZodIssue

/** What a schema found wrong, in our words and at its place. Of the forms that a value may take, the one that came nearest speaks. */
export function issueFaults(issues: readonly Issue[], base: Path, schema: z.ZodType): Fault[] {
  return issues.flatMap((issue) => {
    const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      const meant = issue.errors.reduce((best, one) => (depthOf(one) > depthOf(best) ? one : best))
      if (depthOf(meant) > 0) return issueFaults(meant, path, schema)
    }
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: message('fault.unknown_key', { key, nearest: nearest(key, schemaWords(schema)) }),
      }))
    if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
      return [{ path, message: message('fault.missing', { key: String(path.at(-1) ?? '') }) }]
    if (issue.code === 'custom' && typeof issue.params?.['message'] === 'object')
      return [{ path, message: issue.params['message'] as Fault['message'] }]
    return [{ path, message: message('fault.shape', { expected: shapeOf(issue) }) }]
  })
}

const shapes: Readonly<Record<string, string>> = {
  object: 'keys and values',
  record: 'keys and values',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
}

/** A value of another type is told in the words of a document, everything else as the schema says. */
function shapeOf(issue: Issue): string {
  const [, received = ''] = /received (\w+)$/.exec(issue.message) ?? []
  const expected = issue.code === 'invalid_type' ? shapes[issue.expected] : undefined
  if (expected === undefined) return issue.message.replace(/^Invalid input: /, '')
  return shapes[received] === undefined ? expected : `${expected}, not ${shapes[received]}`
}

/** How far into a value the complaints of one form lie: the form that its author meant fails latest. */
function depthOf(issues: readonly Issue[]): number {
  return issues.reduce(
    (deepest, issue) => Math.max(deepest, issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)),
    0,
  )
}
