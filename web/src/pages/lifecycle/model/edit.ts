import { isAlias } from 'yaml'
import { isCollectionNode } from './extents.ts'
import {
  isFlowNode,
  isInsideFlow,
  lineStart,
  nodeAt,
  type Opened,
  openText,
  propsStart,
  rangeOf,
  seenEnd,
} from './opened.ts'
import { type Splice, spliced, spliceInsert, spliceKey, spliceOrder, spliceRemove, spliceValue } from './splices.ts'
import { unfold } from './unfold.ts'
import { type Tied, untie } from './untie.ts'
import { changeAt, isListValue, isMapValue, type Path, sameValue, type Value, valueAt, withPair } from './value.ts'
import { writeDocument } from './write-yaml.ts'

export type Joint = 'all' | 'any' | 'not'

/** One change of a document, as the studio makes them. */
export type Edit =
  /** `before`: keys that a new pair goes before, where they are there. */
  | { readonly do: 'set'; readonly path: Path; readonly value: Value; readonly before?: readonly string[] }
  | { readonly do: 'insert'; readonly path: Path; readonly at: number; readonly value: Value }
  | { readonly do: 'remove'; readonly path: Path }
  /** The parts of a list or map as `order` names them by their present places. */
  | { readonly do: 'order'; readonly path: Path; readonly order: readonly number[] }
  | { readonly do: 'rename'; readonly path: Path; readonly key: string }
  /** Conditions become a part of others. */
  | { readonly do: 'wrap'; readonly path: Path; readonly joint: Joint }
  /** Conditions are replaced by a part of them. */
  | { readonly do: 'lift'; readonly path: Path; readonly inner: Path }

/** What an edit makes of the value of a document. */
export function editedValue(root: Value, edit: Edit): Value {
  const { path } = edit
  switch (edit.do) {
    case 'set': {
      const key = path.at(-1)
      const parent = valueAt(root, path.slice(0, -1))
      if (typeof key !== 'string' || !isMapValue(parent) || Object.hasOwn(parent, key))
        return changeAt(root, path, () => edit.value)
      return changeAt(root, path.slice(0, -1), () => withPair(parent, key, edit.value, placeOf(parent, edit.before)))
    }
    case 'insert':
      return changeAt(root, path, (list) => (isListValue(list) ? list.toSpliced(edit.at, 0, edit.value) : [edit.value]))
    case 'remove':
      return changeAt(root, path, () => undefined)
    case 'order':
      return changeAt(root, path, (parts) => ordered(parts, edit.order))
    case 'rename':
      return changeAt(root, path.slice(0, -1), (map) =>
        isMapValue(map)
          ? Object.fromEntries(Object.entries(map).map(([key, part]) => [key === path.at(-1) ? edit.key : key, part]))
          : map,
      )
    case 'wrap':
      return changeAt(root, path, (part) => ({ [edit.joint]: edit.joint === 'not' ? (part ?? null) : [part ?? null] }))
    case 'lift':
      return changeAt(root, path, (part) => valueAt(part, edit.inner))
  }
}

function ordered(parts: Value | undefined, order: readonly number[]): Value | undefined {
  if (isListValue(parts)) return order.map((index) => parts[index] ?? null)
  if (!isMapValue(parts)) return parts
  const entries = Object.entries(parts)
  return Object.fromEntries(order.flatMap((index) => (entries[index] === undefined ? [] : [entries[index]])))
}

function placeOf(map: { readonly [key: string]: Value }, before: readonly string[] = []): number {
  const at = Object.keys(map).findIndex((key) => before.includes(key))
  return at === -1 ? Object.keys(map).length : at
}

/**
 * The text after an edit: only what belongs to the edited place is written anew, and read again it has the value that the
 * edit means. Null where the text cannot be read, or where no text would do.
 */
export function applyEdit(text: string, edit: Edit): string | null {
  const opened = openText(text)
  if (opened === null) return null
  const wanted = editedValue(opened.value, edit)
  if (sameValue(wanted, opened.value)) return text
  for (const attempt of attempts(text, edit, wanted)) {
    const done = attempt()
    if (done !== null && sameValue(openText(done)?.value, wanted))
      return isGrowth(edit) ? unfold(done, edit.path) : done
  }
  return null
}

const isGrowth = (edit: Edit): boolean => edit.do === 'insert' || edit.do === 'set' || edit.do === 'wrap'

/** Many values and keys at once, as a new name for something needs; null where they must be made one after the other. */
export function applyTogether(text: string, edits: readonly Edit[]): string | null {
  const opened = openText(text)
  if (opened === null || !edits.every((edit) => edit.do === 'rename' || edit.do === 'set')) return null
  const splices = edits.map((edit) => (valueAt(opened.value, edit.path) === undefined ? null : splicesOf(opened, edit)))
  if (splices.some((one) => one === null)) return null
  const done = spliced(
    text,
    splices.flatMap((one) => one ?? []),
  )
  return sameValue(openText(done)?.value, edits.reduce(editedValue, opened.value)) ? done : null
}

/** Ways to write an edit, the one that touches least first. */
function* attempts(text: string, edit: Edit, wanted: Value): Generator<() => string | null> {
  yield () => written(untie(text, tiedBy(edit, false)), (opened) => splicesOf(opened, edit))
  yield () => written(untie(text, tiedBy(edit, true)), (opened) => splicesOf(opened, edit))
  // The text is too odd for a fine stitch: the next larger part is written anew.
  for (let length = edit.path.length; length > 0; length--) {
    const path = edit.path.slice(0, length)
    const value = valueAt(wanted, path)
    if (value === undefined) continue
    yield () =>
      written(untie(text, { changing: path.slice(0, -1), rewritten: path, moves: true }), (opened) =>
        spliceValue(opened, path, value),
      )
  }
  yield () => writeDocument(wanted)
}

function written(text: string, splice: (opened: Opened) => readonly Splice[] | null): string | null {
  const opened = openText(text)
  const splices = opened === null ? null : splice(opened)
  return splices === null ? null : spliced(text, splices)
}

/** What must stand for itself before an edit. */
function tiedBy(edit: Edit, moves: boolean): Tied {
  const { path } = edit
  const parent = path.slice(0, -1)
  switch (edit.do) {
    case 'insert':
      return { changing: path, rewritten: null, moves }
    case 'order':
      return { changing: path, rewritten: moves ? path : null, moves }
    case 'rename':
      return { changing: parent, rewritten: null, moves }
    case 'lift':
      return { changing: [...path, ...edit.inner], rewritten: path, moves }
    default:
      return { changing: parent, rewritten: path, moves }
  }
}

function splicesOf(opened: Opened, edit: Edit): readonly Splice[] | null {
  const { path } = edit
  switch (edit.do) {
    case 'set': {
      const [parent, key] = [valueAt(opened.value, path.slice(0, -1)), path.at(-1)]
      if (typeof key === 'string' && isMapValue(parent) && !Object.hasOwn(parent, key))
        return spliceInsert(opened, path.slice(0, -1), placeOf(parent, edit.before), key, edit.value)
      return spliceValue(opened, path, edit.value)
    }
    case 'insert':
      return spliceInsert(opened, path, edit.at, null, edit.value)
    case 'remove':
      return spliceRemove(opened, path)
    case 'order':
      return spliceOrder(opened, path, edit.order)
    case 'rename':
      return spliceKey(opened, path, edit.key)
    case 'wrap':
      return spliceWrap(opened, path, edit.joint)
    case 'lift':
      return spliceLift(opened, path, edit.inner)
  }
}

/** The text of the conditions stays as it is and gets its joint around it. */
function spliceWrap(opened: Opened, path: Path, joint: Joint): readonly Splice[] | null {
  const node = nodeAt(opened, path)
  if (node === null) return null
  const { text } = opened
  const [start, end] = [rangeOf(node)[0], seenEnd(text, node)]
  const raw = text.slice(start, end)
  if (isAlias(node) || isFlowNode(node) || !isCollectionNode(node))
    return [{ start, end, text: joint === 'not' ? `{ not: ${raw} }` : `{ ${joint}: [ ${raw} ] }` }]
  const column = start - lineStart(text, start)
  const pad = ' '.repeat(column + 2)
  const dash = joint === 'not' ? '' : '- '
  return [{ start, end, text: `${joint}:\n${pad}${dash}${shifted(raw, joint === 'not' ? 2 : 4)}` }]
}

/** The text of the part stays as it is, and what was around it goes. */
function spliceLift(opened: Opened, path: Path, inner: Path): readonly Splice[] | null {
  const [node, part] = [nodeAt(opened, path), nodeAt(opened, [...path, ...inner])]
  if (node === null || part === null) return null
  const { text } = opened
  const [start, end] = [rangeOf(node)[0], seenEnd(text, node)]
  const from = propsStart(text, part)
  const raw = text.slice(from, seenEnd(text, part))
  if (isInsideFlow(opened, path) || isFlowNode(node)) return [{ start, end, text: raw }]
  if (isFlowNode(part) || !isCollectionNode(part)) {
    const before = text.slice(0, start)
    const head = before.trimEnd()
    const isBelowKey = /[:]$/.test(head) && !head.slice(lineStart(head, head.length)).includes('#')
    return [{ start: isBelowKey ? head.length : start, end, text: isBelowKey ? ` ${raw}` : raw }]
  }
  const columns = from - lineStart(text, from) - (start - lineStart(text, start))
  return columns < 0 ? null : [{ start, end, text: shifted(raw, -columns) }]
}

/** The lines behind the first, further in or out. */
function shifted(raw: string, by: number): string {
  const [first = '', ...rest] = raw.split('\n')
  const moved = rest.map((line) => {
    if (line.trim() === '') return line
    const indent = line.length - line.trimStart().length
    return ' '.repeat(Math.max(0, indent + by)) + line.trimStart()
  })
  return [first, ...moved].join('\n')
}
