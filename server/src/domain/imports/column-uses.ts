import { parseDocument } from 'yaml'
import { isObject } from '../json.ts'
import type { ValueType } from './read-value.ts'

export type MappingPath = readonly (string | number)[]

/** What one column is used for in a mapping. */
export interface ColumnUse {
  readonly column: string
  /** As in suggestions: `contact.email`, `contact.traits.<name>`, `stages`, `stages.<stage>`, `events.<name>`, … */
  readonly field: string
  readonly type: ValueType
  /** Whether nothing is lost when a list of fields and types says it. */
  readonly isPlain: boolean
  readonly path: MappingPath
}

const sections = ['contact', 'account', 'stages', 'events', 'opportunities', 'skip'] as const
const named = new Set(['traits', 'properties'])
/** A column may be said plainly to be one of these. */
const plainFields = new Set(
  ['user_id', 'email', 'phone', 'record', 'at', 'source', 'medium', 'campaign', 'origin', 'country']
    .map((name) => `contact.${name}`)
    .concat(['id', 'name', 'domain', 'website'].map((name) => `account.${name}`)),
)

/** All uses of columns in a mapping, in its order; null where the text cannot be read. */
export function readColumnUses(mapping: string): readonly ColumnUse[] | null {
  const document = parseDocument(mapping, { version: '1.2' })
  if (document.errors.length > 0) return null
  const value: unknown = document.toJS({ maxAliasCount: 100 })
  if (!isObject(value)) return null
  return sections.flatMap((section) => [...columnsIn(value[section], [section])].map((found) => useOf(found, value)))
}

interface Found {
  readonly column: string
  readonly type: ValueType
  /** Whether nothing else is said of how the column is read. */
  readonly isBare: boolean
  readonly path: MappingPath
}

function* columnsIn(node: unknown, path: MappingPath): Generator<Found> {
  if (typeof node === 'string') yield { column: node, type: 'text', isBare: true, path }
  else if (Array.isArray(node)) for (const [index, part] of node.entries()) yield* columnsIn(part, [...path, index])
  else if (isObject(node)) {
    const isCell = !named.has(String(path.at(-1)))
    if (isCell && typeof node['column'] === 'string') {
      const { column, type = 'text', ...more } = node
      yield { column: String(column), type: type as ValueType, isBare: Object.keys(more).length === 0, path }
    } else if (!(isCell && 'value' in node))
      for (const [key, part] of Object.entries(node)) if (!isNoCell(key, path)) yield* columnsIn(part, [...path, key])
  }
}

const isNoCell = (key: string, path: MappingPath) =>
  (key === 'object' && path[1] === 'record') || (key === 'kind' && path[0] === 'events' && path.length === 2)

function useOf({ column, type, isBare, path }: Found, mapping: Readonly<Record<string, unknown>>): ColumnUse {
  const { field, isKnown } = fieldOf(path, mapping)
  return { column, field, type, isPlain: isBare && isKnown, path }
}

function fieldOf(path: MappingPath, mapping: Readonly<Record<string, unknown>>) {
  const [section, second, third] = path
  if (section === 'contact' || section === 'account') {
    if (second === 'traits') return { field: `${section}.traits.${third}`, isKnown: path.length === 3 }
    const field = `${section}.${second}`
    return { field, isKnown: plainFields.has(field) }
  }
  const list = mapping[String(section)]
  const entry: unknown = Array.isArray(list) ? list[Number(second)] : undefined
  const owner = isObject(entry) ? fixed(entry[section === 'stages' ? 'stage' : 'name']) : null
  const isAlone = isObject(entry) && Object.keys(entry).every((key) => key === 'at' || key === third || key === 'name')
  if (section === 'stages' && third === 'stage')
    return { field: 'stages', isKnown: isAlone && entry['at'] === undefined }
  if (third === 'at' && owner !== null && path.length === 3)
    return { field: `${section}.${owner}`, isKnown: isObject(entry) && entry['when'] === undefined }
  const rest = path.slice(2).filter((part) => typeof part === 'string')
  return { field: [section, ...rest].join('.'), isKnown: false }
}

const fixed = (cell: unknown): string | null =>
  isObject(cell) && typeof cell['value'] === 'string' ? cell['value'] : null
