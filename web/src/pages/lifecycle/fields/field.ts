import { type NamedKind, namedAt } from '../model/references.ts'
import type { Path } from '../model/value.ts'

/** The part of JSON Schema that the lifecycle's is written in. */
export interface JsonSchema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly type?: string | readonly string[]
  readonly enum?: readonly (string | number)[]
  readonly const?: string | number | boolean
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | boolean
  readonly required?: readonly string[]
  readonly items?: JsonSchema | boolean
  readonly prefixItems?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
}

/** What values can be suggested of, as the API names it. */
export type Suggested =
  | 'events'
  | 'pages'
  | 'properties'
  | 'property_values'
  | 'traits'
  | 'trait_values'
  | 'account_traits'
  | 'account_values'
  | 'sources'
  | 'mediums'
  | 'campaigns'
  | 'points'
  | 'lists'
  | 'fields'
  | 'reasons'
  | 'segments'
  | 'zones'

/** Fields of which nothing more is to be said, one type for each. */
type Plain<As extends string> = As extends string ? { readonly as: As } : never

/** How a place of the document is edited. */
export type Field =
  | { readonly as: 'text'; readonly suggest?: Suggested }
  | Plain<'long' | 'key' | 'fixed' | 'switch' | 'limit' | 'date' | 'scalar' | 'number'>
  | Plain<'condition' | 'where' | 'comparison' | 'comparisons' | 'gives' | 'sum' | 'distinct' | 'span' | 'object'>
  | { readonly as: 'duration'; readonly working: boolean }
  | { readonly as: 'choice'; readonly options: readonly string[] }
  | { readonly as: 'choices'; readonly options: readonly string[] }
  | { readonly as: 'reference'; readonly kind: NamedKind; readonly also?: readonly string[] }
  | { readonly as: 'references'; readonly kind: NamedKind }
  | { readonly as: 'names'; readonly suggest?: Suggested; readonly also?: readonly string[]; readonly orOne?: boolean }
  | { readonly as: 'criteria'; readonly isTrigger: boolean }
  | { readonly as: 'list'; readonly item: JsonSchema }
  | { readonly as: 'record'; readonly value: JsonSchema }
  | { readonly as: 'either'; readonly forms: readonly JsonSchema[] }

const stretches = new Set([
  'half_life',
  'after',
  'expires',
  'cool_off',
  'max_age',
  'keep_owner',
  'accept',
  'respond',
  'decide',
])
const elapsedOnly = new Set(['half_life', 'max_age', 'keep_owner'])

/** What is edited by more than its schema says, by its place; `*` stands for any key or number. */
const byPlace: readonly (readonly [RegExp, Field])[] = [
  [/ (description|guidance)$/, { as: 'long' }],
  [/^(timezone|calendars \S+ timezone)$/, { as: 'text', suggest: 'zones' }],
  [/^calendars \S+ holidays$/, { as: 'names', orOne: true }],
  [
    /^scores .* rules \S+ event$/,
    { as: 'names', suggest: 'events', also: ['page', 'screen', 'conversion', 'subscription'], orOne: true },
  ],
  [/^scores .* rules \S+ where$/, { as: 'where' }],
  [/^scores .* rules \S+ at_most$/, { as: 'limit' }],
  [/^trusted_events$/, { as: 'names', suggest: 'events' }],
  [/^points \S+ gives$/, { as: 'names', suggest: 'fields' }],
  [
    /^handoffs \S+ to$/,
    { as: 'reference', kind: 'team', also: ['opportunity_owner', 'account_owner', 'contact_owner'] },
  ],
  [/^(stages|detours|exclude) .*reason$/, { as: 'text', suggest: 'reasons' }],
  [/^detours \S+ reasons$/, { as: 'names', suggest: 'reasons' }],
]

/** The editor of a place; null for what nothing is known of. */
export function fieldOf(path: Path, schema: JsonSchema): Field | null {
  const place = path.join(' ')
  const own = byPlace.find(([pattern]) => pattern.test(place))?.[1]
  if (own !== undefined) return own
  if (schema.$ref !== undefined && !schema.$ref.endsWith('/key'))
    return { as: 'criteria', isTrigger: schema.$ref.endsWith('/trigger') }
  const kind = namedAt(path)
  const [types] = [[schema.type ?? []].flat()]
  if (kind !== null) return types.includes('array') ? { as: 'references', kind } : { as: 'reference', kind }
  if (schema.$ref !== undefined) return { as: 'key' }
  if (schema.const !== undefined) return { as: 'fixed' }
  if (schema.enum !== undefined) return { as: 'choice', options: schema.enum.map(String) }
  if (schema.anyOf !== undefined) return { as: 'either', forms: schema.anyOf }
  return plainField(path, schema, types)
}

function plainField(path: Path, schema: JsonSchema, types: readonly string[]): Field | null {
  const key = String(path.at(-1))
  if (types.includes('boolean')) return { as: 'switch' }
  if (types.includes('number') || types.includes('integer')) return { as: 'number' }
  if (types.includes('string'))
    return stretches.has(key) ? { as: 'duration', working: !elapsedOnly.has(key) } : { as: 'text' }
  if (types.includes('array') && typeof schema.items === 'object')
    return schema.items.type === 'string' ? { as: 'names' } : { as: 'list', item: schema.items }
  if (schema.properties !== undefined) return { as: 'object' }
  return typeof schema.additionalProperties === 'object' ? { as: 'record', value: schema.additionalProperties } : null
}

/** The schema of a part of a map or a list. */
function partSchema(schema: JsonSchema, part: string | number): JsonSchema | null {
  if (typeof part === 'number') return typeof schema.items === 'object' ? schema.items : null
  const own = schema.properties?.[part]
  if (own !== undefined) return own
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null
}

/** The schema of a place of the document; of places in forms, that of the first that has them. */
export function schemaAt(root: JsonSchema, path: Path): JsonSchema | null {
  let schemas: readonly JsonSchema[] = [root]
  for (const part of path) {
    schemas = schemas
      .flatMap((schema) => (schema.$ref === undefined ? [schema] : [resolve(root, schema.$ref)]))
      .flatMap((schema) => [schema, ...(schema.anyOf ?? [])])
      .flatMap((schema) => [partSchema(schema, part) ?? [], patternPart(schema, part) ?? []].flat())
    if (schemas.length === 0) return null
  }
  return schemas[0] ?? null
}

function patternPart(schema: JsonSchema, part: string | number): JsonSchema | null {
  const found = Object.entries(schema.patternProperties ?? {}).find(([pattern]) =>
    new RegExp(pattern).test(String(part)),
  )
  return found?.[1] ?? null
}

export const resolve = (root: JsonSchema, reference: string): JsonSchema =>
  root.$defs?.[reference.replace('#/$defs/', '')] ?? {}

/** The keys of a place in the order of the schema, in which new ones are written. */
export function keysAt(root: JsonSchema | null, path: Path): readonly string[] {
  const schema = root === null ? null : schemaAt(root, path)
  if (schema === null) return []
  return [...new Set([schema, ...(schema.anyOf ?? [])].flatMap((one) => Object.keys(one.properties ?? {})))]
}
