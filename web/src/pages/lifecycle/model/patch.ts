import { applyEdit, applyTogether, type Edit } from './edit.ts'
import { openText } from './opened.ts'
import { isListValue, isMapValue, type Path, sameValue, type Value, valueAt } from './value.ts'

/** In which order the keys of a place are written; of places that nobody has an opinion of, as they come. */
export type KeyOrder = (path: Path) => readonly string[]

/** The text with another value at a place (undefined: none), by as few and small edits as will do. Null where it cannot be. */
export function patch(text: string, path: Path, value: Value | undefined, keysOf: KeyOrder = () => []): string | null {
  const opened = openText(text)
  if (opened === null) return null
  const edits = difference(valueAt(opened.value, path), value, path, keysOf)
  const ready = missingParents(text, path, value, keysOf)
  return ready === null ? null : applyEdits(ready, edits)
}

/** The text after some edits, each of which counts on those before it. Null where one of them cannot be. */
export function applyEdits(text: string, edits: readonly Edit[]): string | null {
  const together = edits.length > 1 ? applyTogether(text, edits) : null
  if (together !== null) return together
  let present: string | null = text
  for (const edit of edits) present = present === null ? null : applyEdit(present, edit)
  return present
}

/** Maps on the way that are not there yet. */
function missingParents(text: string, path: Path, value: Value | undefined, keysOf: KeyOrder): string | null {
  if (value === undefined) return text
  let present: string | null = text
  for (let length = 1; length < path.length && present !== null; length++) {
    const place = path.slice(0, length)
    const found = valueAt(openText(present)?.value, place)
    if (found !== undefined && found !== null) continue
    const next = typeof path[length] === 'number' ? [] : {}
    present = applyEdit(present, setEdit(place, next, keysOf))
  }
  return present
}

/** The edits that make one value of another, each at the deepest place that differs. */
function difference(
  before: Value | undefined,
  after: Value | undefined,
  path: Path,
  keysOf: KeyOrder,
): readonly Edit[] {
  if (sameValue(before, after)) return []
  if (after === undefined) return [{ do: 'remove', path }]
  if (before === undefined) {
    const at = path.at(-1)
    if (typeof at === 'number') return [{ do: 'insert', path: path.slice(0, -1), at, value: after }]
    return [setEdit(path, after, keysOf)]
  }
  if (isMapValue(before) && isMapValue(after)) return mapDifference(before, after, path, keysOf)
  if (isListValue(before) && isListValue(after)) return listDifference(before, after, path, keysOf)
  return [setEdit(path, after, keysOf)]
}

function mapDifference(
  before: { readonly [key: string]: Value },
  after: { readonly [key: string]: Value },
  path: Path,
  keysOf: KeyOrder,
): readonly Edit[] {
  const [gone, come] = [Object.keys(before), Object.keys(after)].map((keys, index, both) =>
    keys.filter((key) => !both[1 - index]?.includes(key)),
  ) as [string[], string[]]
  const kept = Object.keys(before).filter((key) => Object.hasOwn(after, key))
  // One key for another with nothing left between them: it is cheaper to write the whole anew.
  if (kept.length === 0 && gone.length > 0 && come.length > 0) {
    const [from, to] = [gone[0], come[0]]
    if (gone.length === 1 && come.length === 1 && from !== undefined && to !== undefined) {
      const within = difference(before[from], after[to], [...path, to], keysOf)
      return [{ do: 'rename', path: [...path, from], key: to }, ...within]
    }
    return [setEdit(path, after, keysOf)]
  }
  return [
    ...kept.flatMap((key) => difference(before[key], after[key], [...path, key], keysOf)),
    ...come.map((key) => setEdit([...path, key], after[key] ?? null, keysOf)),
    ...gone.map((key): Edit => ({ do: 'remove', path: [...path, key] })),
  ]
}

function listDifference(
  before: readonly Value[],
  after: readonly Value[],
  path: Path,
  keysOf: KeyOrder,
): readonly Edit[] {
  let start = 0
  while (start < Math.min(before.length, after.length) && sameValue(before[start], after[start])) start++
  let end = 0
  while (end < Math.min(before.length, after.length) - start && sameValue(before.at(-1 - end), after.at(-1 - end)))
    end++
  const [gone, come] = [before.length - start - end, after.length - start - end]
  const both = Math.min(gone, come)
  const edits: Edit[] = []
  for (let index = start; index < start + both; index++)
    edits.push(...difference(before[index], after[index], [...path, index], keysOf))
  for (let index = start + both; index < start + come; index++)
    edits.push({ do: 'insert', path, at: index, value: after[index] ?? null })
  for (let index = start + gone - 1; index >= start + both; index--)
    edits.push({ do: 'remove', path: [...path, index] })
  return edits
}

function setEdit(path: Path, value: Value, keysOf: KeyOrder): Edit {
  const order = keysOf(path.slice(0, -1))
  const at = order.indexOf(String(path.at(-1)))
  return { do: 'set', path, value, ...(at === -1 ? {} : { before: order.slice(at + 1) }) }
}
