/** What JSON can hold; everything that is stored of an event's data is one of these. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

export type JsonObject = { readonly [key: string]: Json }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The value at a dotted path (`company.employees`), or undefined where there is none.
 * A key that itself holds dots is found first, so that `{ "a.b": 1 }` reads as written.
 */
export function valueAt(data: JsonObject, path: string): Json | undefined {
  const own = data[path]
  if (own !== undefined) return Object.hasOwn(data, path) ? own : undefined
  const dot = path.indexOf('.')
  if (dot < 0) return undefined
  const head = path.slice(0, dot)
  if (!Object.hasOwn(data, head)) return undefined
  const inner = data[head]
  return isObject(inner) ? valueAt(inner, path.slice(dot + 1)) : undefined
}

/** JSON with sorted keys: equal values give equal text, so it can be hashed and compared. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}

export function unreachable(value: never): never {
  throw new Error(`This case cannot occur: ${JSON.stringify(value)}`)
}
