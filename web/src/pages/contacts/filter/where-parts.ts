import type { Where } from '../contacts-search.ts'

/** Criteria without one of their outermost conditions; null where nothing is left. A group of one is that one. */
export function withoutPart(where: Where, index: number): Where | null {
  if (typeof where === 'string') return null
  const [entry, ...others] = Object.entries(where)
  if (entry === undefined || others.length > 0) return null
  const [joint, parts] = entry
  if ((joint !== 'all' && joint !== 'any') || !Array.isArray(parts)) return null
  const left: readonly unknown[] = parts.toSpliced(index, 1)
  const [only] = left
  if (left.length === 0) return null
  return left.length === 1 && typeof only === 'object' && only !== null && !Array.isArray(only)
    ? (only as Where)
    : { [joint]: left }
}
