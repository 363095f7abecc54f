import { z } from 'zod'
import { lifecycleSchema } from './schema.ts'

/** The shape of the document as JSON Schema, for editors. */
export function lifecycleJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(lifecycleSchema, { io: 'input', unrepresentable: 'any' })
}
