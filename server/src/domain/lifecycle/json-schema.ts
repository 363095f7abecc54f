import { z } from 'zod'
import { criteria, keysToCome } from '../criteria/criteria.ts'
import { evidenceSettings } from '../criteria/evidence.ts'
import { lifecycleSchema } from './schema.ts'

type JsonSchema = { readonly [key: string]: unknown }

/** The shape of the lifecycle document as JSON Schema (draft 2020-12), for editors: with the settings of every condition. */
export function lifecycleJsonSchema(): JsonSchema {
  const schema: JsonSchema = z.toJSONSchema(lifecycleSchema, { io: 'input', unrepresentable: 'any' })
  const conditions = { type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: false }
  const { whole, prefixed } = leafSchemas()
  const tree = (own: string, more: JsonSchema = {}): JsonSchema => ({
    ...conditions,
    properties: { ...joins(own), ...more, ...whole },
    patternProperties: prefixed,
  })
  return {
    ...schema,
    title: 'Lifecycle of Ripen',
    $defs: {
      ...(schema['$defs'] as JsonSchema),
      criteria: tree('criteria'),
      trigger: tree('trigger', { enters: { $ref: '#/$defs/key', description: 'the stage that is entered' } }),
    },
  }
}

/** The settings of one kind of condition, without what every schema says of itself. */
export function settingsSchema(settings: z.ZodType): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' })
  return schema
}

/** What every condition on events understands. */
export function evidenceSchema(): JsonSchema {
  return settingsSchema(z.strictObject(evidenceSettings))
}

function joins(own: string): JsonSchema {
  const reference = { $ref: `#/$defs/${own}` }
  return {
    all: { type: 'array', minItems: 1, items: reference, description: 'all of these hold' },
    any: { type: 'array', minItems: 1, items: reference, description: 'at least one of these holds' },
    not: { ...reference, description: 'this does not hold' },
  }
}

function leafSchemas(): { readonly whole: JsonSchema; readonly prefixed: JsonSchema } {
  const entries = criteria.map(({ key, settings }) => [key, settingsSchema(settings)] as const)
  const keys = [...entries.map(([key]) => key), ...keysToCome]
  return {
    whole: Object.fromEntries(entries.filter(([key]) => !key.endsWith('.'))),
    prefixed: Object.fromEntries(
      entries.filter(([key]) => key.endsWith('.')).map(([prefix, schema]) => [patternOf(prefix, keys), schema]),
    ),
  }
}

/** All that begins with the prefix, save what is a key of its own. */
function patternOf(prefix: string, keys: readonly string[]): string {
  const own = keys.filter((key) => key.startsWith(prefix) && key !== prefix).map((key) => key.slice(prefix.length))
  const except = own.length === 0 ? '' : `(?!(?:${own.join('|')})$)`
  return `^${prefix.replace('.', '\\.')}${except}.+$`
}
