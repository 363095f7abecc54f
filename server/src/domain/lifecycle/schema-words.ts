import { z } from 'zod'

const known = new WeakMap<z.ZodType, readonly string[]>()

/** Every key that a schema understands anywhere within, for "did you mean". */
export function schemaWords(schema: z.ZodType): readonly string[] {
  const found = known.get(schema)
  if (found !== undefined) return found
  const words = new Set<string>()
  collect(z.toJSONSchema(schema, { unrepresentable: 'any', cycles: 'ref', reused: 'inline' }), words)
  const all = [...words].sort()
  known.set(schema, all)
  return all
}

function collect(node: unknown, words: Set<string>): void {
  if (typeof node !== 'object' || node === null) return
  if ('properties' in node && typeof node.properties === 'object' && node.properties !== null)
    for (const key of Object.keys(node.properties)) words.add(key)
  for (const inner of Object.values(node)) collect(inner, words)
}
