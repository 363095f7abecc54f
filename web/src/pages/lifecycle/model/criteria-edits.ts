import type { Edit, Joint } from './edit.ts'
import { isListValue, isMapValue, type Path, type Value, valueAt } from './value.ts'

/** A node of conditions: a joint with its parts, or a leaf. */
export type Conditions =
  | { readonly op: 'all' | 'any'; readonly parts: readonly Value[] }
  | { readonly op: 'not'; readonly part: Value }
  | { readonly op: 'leaf'; readonly key: string; readonly settings: Value }

/** What a value means as conditions; null where it is none (yet). */
export function readConditions(value: Value | undefined): Conditions | null {
  if (!isMapValue(value)) return null
  const [entry, ...others] = Object.entries(value)
  if (entry === undefined || others.length > 0) return null
  const [key, settings] = entry
  if (key === 'all' || key === 'any') return isListValue(settings) ? { op: key, parts: settings } : null
  return key === 'not' ? { op: 'not', part: settings } : { op: 'leaf', key, settings }
}

const jointAt = (root: Value, path: Path) => readConditions(valueAt(root, path))

/** The list that a part stands in, and its place there; null for conditions that stand alone. */
function seatOf(root: Value, path: Path): { readonly list: Path; readonly at: number; readonly count: number } | null {
  const at = path.at(-1)
  const list = path.slice(0, -1)
  const parts = valueAt(root, list)
  return typeof at === 'number' && isListValue(parts) ? { list, at, count: parts.length } : null
}

/** One more condition: into a joint, beside a leaf (both must hold then), or where there was none. */
export function addCondition(root: Value, path: Path, value: Value): readonly Edit[] {
  const found = jointAt(root, path)
  if (found === null) return [{ do: 'set', path, value }]
  if (found.op === 'all' || found.op === 'any')
    return [{ do: 'insert', path: [...path, found.op], at: found.parts.length, value }]
  return [
    { do: 'wrap', path, joint: 'all' },
    { do: 'insert', path: [...path, 'all'], at: 1, value },
  ]
}

/** Takes a condition away, and with the last one of a joint the joint. */
export function removeCondition(root: Value, path: Path): readonly Edit[] {
  const seat = seatOf(root, path)
  if (seat !== null && seat.count > 1) return [{ do: 'remove', path }]
  if (seat !== null) return removeCondition(root, seat.list.slice(0, -1))
  return path.at(-1) === 'not' ? removeCondition(root, path.slice(0, -1)) : [{ do: 'remove', path }]
}

/** Puts a joint around conditions. */
export const groupConditions = (path: Path, joint: Joint): readonly Edit[] => [{ do: 'wrap', path, joint }]

/** Takes a joint away: its parts go where it stood. Nothing where several parts have no list to go to. */
export function ungroupConditions(root: Value, path: Path): readonly Edit[] {
  const found = jointAt(root, path)
  if (found === null || found.op === 'leaf') return []
  if (found.op === 'not') return [{ do: 'lift', path, inner: ['not'] }]
  if (found.parts.length === 1) return [{ do: 'lift', path, inner: [found.op, 0] }]
  const seat = seatOf(root, path)
  if (seat === null) return []
  const [, ...others] = found.parts
  return [
    { do: 'lift', path, inner: [found.op, 0] },
    ...others.map((value, index): Edit => ({ do: 'insert', path: seat.list, at: seat.at + index + 1, value })),
  ]
}

/** `all` becomes `any` and the other way round. */
export function switchJoint(root: Value, path: Path): readonly Edit[] {
  const found = jointAt(root, path)
  if (found?.op !== 'all' && found?.op !== 'any') return []
  return [{ do: 'rename', path: [...path, found.op], key: found.op === 'all' ? 'any' : 'all' }]
}

/** The same condition once more, right below. */
export function duplicateCondition(root: Value, path: Path): readonly Edit[] {
  const value = valueAt(root, path)
  if (value === undefined) return []
  const seat = seatOf(root, path)
  if (seat === null) return addCondition(root, path, value)
  return [{ do: 'insert', path: seat.list, at: seat.at + 1, value }]
}

/** One place up (-1) or down (1) among the parts of its joint. */
export function moveCondition(root: Value, path: Path, by: -1 | 1): readonly Edit[] {
  const seat = seatOf(root, path)
  return seat === null ? [] : moveItem(seat.list, seat.count, seat.at, seat.at + by)
}

/** An item of a list, or a pair of a map, at another place. */
export function moveItem(path: Path, count: number, from: number, to: number): readonly Edit[] {
  if (from === to || from < 0 || to < 0 || from >= count || to >= count) return []
  const order = Array.from({ length: count }, (_, index) => index)
  return [{ do: 'order', path, order: order.toSpliced(from, 1).toSpliced(to, 0, from) }]
}

/** Into the joint right above it, as its last part; beside a leaf above, both get a joint of their own. */
export function indentCondition(root: Value, path: Path): readonly Edit[] {
  const seat = seatOf(root, path)
  const value = valueAt(root, path)
  if (seat === null || seat.at === 0 || value === undefined) return []
  const above = [...seat.list, seat.at - 1]
  const found = jointAt(root, above)
  const joins: readonly Edit[] =
    found?.op === 'all' || found?.op === 'any'
      ? [{ do: 'insert', path: [...above, found.op], at: found.parts.length, value }]
      : [
          { do: 'wrap', path: above, joint: seat.list.at(-1) === 'all' ? 'any' : 'all' },
          { do: 'insert', path: [...above, seat.list.at(-1) === 'all' ? 'any' : 'all'], at: 1, value },
        ]
  return [{ do: 'remove', path }, ...joins]
}

/** Out of its joint, to right below it. */
export function outdentCondition(root: Value, path: Path): readonly Edit[] {
  const seat = seatOf(root, path)
  const value = valueAt(root, path)
  if (seat === null || value === undefined) return []
  const outer = seatOf(root, seat.list.slice(0, -1))
  if (outer === null) return []
  const out: Edit = { do: 'insert', path: outer.list, at: outer.at + 1, value }
  return seat.count === 1 ? [out, { do: 'remove', path: seat.list.slice(0, -1) }] : [{ do: 'remove', path }, out]
}
