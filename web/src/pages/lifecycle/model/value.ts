/** A place in a document: `stages`, 3, `entry`, `when`. */
export type Path = readonly (string | number)[]

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }
export type ValueMap = { readonly [key: string]: Value }

export const isMapValue = (value: unknown): value is ValueMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isListValue = (value: unknown): value is readonly Value[] => Array.isArray(value)

/** The value at a place, or undefined where there is none. */
export function valueAt(root: Value | undefined, path: Path): Value | undefined {
  let value: Value | undefined = root
  for (const part of path) {
    if (isListValue(value)) value = value[Number(part)]
    else if (isMapValue(value)) value = Object.hasOwn(value, String(part)) ? value[String(part)] : undefined
    else return undefined
  }
  return value
}

/** Equal also in the order of keys, for that is what one reads. */
export const sameValue = (a: Value | undefined, b: Value | undefined): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)

/** The root with what a function makes of the value at a place. */
export function changeAt(root: Value, path: Path, change: (value: Value | undefined) => Value | undefined): Value {
  const [part, ...rest] = path
  if (part === undefined) return change(root) ?? null
  if (isListValue(root)) {
    const index = Number(part)
    const changed = rest.length === 0 ? change(root[index]) : changeAt(root[index] ?? null, rest, change)
    return changed === undefined ? root.toSpliced(index, 1) : root.with(index, changed)
  }
  const map = isMapValue(root) ? root : {}
  const key = String(part)
  const before = Object.hasOwn(map, key) ? map[key] : undefined
  const changed = rest.length === 0 ? change(before) : changeAt(before ?? {}, rest, change)
  if (changed === undefined) return Object.fromEntries(Object.entries(map).filter(([one]) => one !== key))
  return { ...map, [key]: changed }
}

/** A map with another key at a place, before the first of its keys that come later; at the end without such. */
export function withPair(map: ValueMap, key: string, value: Value, at: number): ValueMap {
  const entries = Object.entries(map)
  return Object.fromEntries([...entries.slice(0, at), [key, value], ...entries.slice(at)])
}
