type Schema = { readonly [key: string]: unknown }

/** Where a value differs from a JSON Schema; of the schema language, what our own schemas use. */
export function schemaFaults(root: Schema, value: unknown, schema: Schema = root, path = ''): readonly string[] {
  const { $ref, anyOf } = schema as { $ref?: string; anyOf?: readonly Schema[] }
  if ($ref !== undefined) return schemaFaults(root, value, resolve(root, $ref), path)
  if (anyOf !== undefined) {
    const all = anyOf.map((one) => schemaFaults(root, value, one, path))
    return all.some((faults) => faults.length === 0)
      ? []
      : [`${path}: none of ${anyOf.length} forms`, ...(all[0] ?? [])]
  }
  const type = schema['type']
  const types = [type ?? typeOf(value)].flat().map((one) => (one === 'integer' ? 'number' : one))
  if (!types.includes(typeOf(value))) return [`${path}: ${typeOf(value)} is no ${type}`]
  if ('const' in schema && schema['const'] !== value) return [`${path}: not ${schema['const']}`]
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) return [`${path}: not one of ${schema['enum']}`]
  if (typeof value === 'string') return stringFaults(schema, value, path)
  if (Array.isArray(value)) return arrayFaults(root, schema, value, path)
  return typeof value === 'object' && value !== null ? objectFaults(root, schema, value as Schema, path) : []
}

function resolve(root: Schema, reference: string): Schema {
  return reference
    .slice(2)
    .split('/')
    .reduce<Schema>((at, part) => at[part] as Schema, root)
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

function stringFaults({ pattern, minLength }: Schema, value: string, path: string): readonly string[] {
  const short = typeof minLength === 'number' && value.length < minLength
  const other = typeof pattern === 'string' && !new RegExp(pattern).test(value)
  return short || other ? [`${path}: ${value} is not as asked`] : []
}

function arrayFaults(root: Schema, { items, prefixItems, minItems }: Schema, value: readonly unknown[], path: string) {
  if (typeof minItems === 'number' && value.length < minItems) return [`${path}: too few`]
  const first = (prefixItems ?? []) as readonly Schema[]
  return value.flatMap((one, index) => {
    const schema = first[index] ?? (items as Schema | false | undefined)
    if (schema === false) return [`${path}/${index}: too many`]
    return schema === undefined ? [] : schemaFaults(root, one, schema, `${path}/${index}`)
  })
}

function objectFaults(root: Schema, schema: Schema, value: Schema, path: string): readonly string[] {
  const {
    required = [],
    minProperties = 0,
    maxProperties = Number.POSITIVE_INFINITY,
  } = schema as {
    required?: readonly string[]
    minProperties?: number
    maxProperties?: number
  }
  const keys = Object.keys(value)
  if (keys.length < minProperties || keys.length > maxProperties) return [`${path}: ${keys.length} keys`]
  return [
    ...required.filter((key) => !(key in value)).map((key) => `${path}/${key}: missing`),
    ...keys.flatMap((key) => {
      const own = schemaOf(schema, key)
      if (own === false) return [`${path}/${key}: not understood`]
      return own === null ? [] : schemaFaults(root, value[key], own, `${path}/${key}`)
    }),
  ]
}

function schemaOf(schema: Schema, key: string): Schema | false | null {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>
  const own = Object.hasOwn(properties, key) ? properties[key] : undefined
  const byPattern = Object.entries((schema['patternProperties'] ?? {}) as Record<string, Schema>)
  const found = own ?? byPattern.find(([pattern]) => new RegExp(pattern).test(key))?.[1]
  return found ?? (schema['additionalProperties'] as Schema | false | undefined) ?? null
}
