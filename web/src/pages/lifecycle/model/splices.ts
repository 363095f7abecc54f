import { isAlias, isMap, isScalar, isSeq, type Scalar } from 'yaml'
import { type Collection, colonEnd, columnOf, type Extent, extentsOf, isCollectionNode, items } from './extents.ts'
import {
  isFlowNode,
  isInsideFlow,
  lineEnd,
  lineStart,
  nodeAt,
  type Opened,
  pairOf,
  propsStart,
  rangeOf,
  seenEnd,
} from './opened.ts'
import { isMapValue, type Path, type Value } from './value.ts'
import { writeBlock, writeFlow, writeKey, writeScalar } from './write-yaml.ts'

/** A stretch of text and what comes in its place. */
export interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

export function spliced(text: string, splices: readonly Splice[]): string {
  // From the end on; of those at the same place the first comes to stand first.
  return splices
    .toReversed()
    .sort((a, b) => b.start - a.start)
    .reduce((done, { start, end, text: given }) => done.slice(0, start) + given + done.slice(end), text)
}

const parentOf = (path: Path): Path => path.slice(0, -1)

/** Another value where there is one; the anchor before it stays. */
export function spliceValue(opened: Opened, path: Path, value: Value): readonly Splice[] | null {
  const node = nodeAt(opened, path)
  const parent = nodeAt(opened, parentOf(path))
  if (node === null || path.length === 0) return null
  const { text } = opened
  const [start] = rangeOf(node)
  if (isInsideFlow(opened, path)) {
    const space = start > 0 && /[:,-]/.test(text[start - 1] ?? '') && rangeOf(node)[1] === start ? ' ' : ''
    return [{ start, end: rangeOf(node)[1], text: space + written(node, value) }]
  }
  if (isScalar(node) && typeof value !== 'object' && !isBlockScalar(node) && !String(value).includes('\n'))
    return [{ start, end: rangeOf(node)[1], text: (rangeOf(node)[1] === start ? ' ' : '') + written(node, value) }]
  return spliceBlockValue(opened, path, parent as Collection, value)
}

const isBlockScalar = (node: Scalar): boolean => node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'

/** Keeps the quotes that a text had. */
function written(node: unknown, value: Value): string {
  if (typeof value !== 'string' || !isScalar(node) || node.value === '') return writeFlow(value)
  const quotes = node.type === 'QUOTE_DOUBLE' ? '"' : node.type === 'QUOTE_SINGLE' ? "'" : ''
  return writeScalar(value, quotes)
}

/** In a block: everything from the key or dash to the end of the value, which may take other lines than before. */
function spliceBlockValue(opened: Opened, path: Path, parent: Collection, value: Value): readonly Splice[] | null {
  const { text } = opened
  const node = nodeAt(opened, path)
  const index = indexIn(parent, path.at(-1) ?? 0)
  const extent = extentsOf(opened, parent)?.[index]
  if (extent === undefined || node === null) return null
  const item = items(parent)[index]
  const head = item !== undefined && 'key' in item ? colonEnd(item) : extent.at + 1
  if (head === 0) return null
  const end = isAlias(node) || rangeOf(node)[1] > rangeOf(node)[0] ? seenEnd(text, node) : head
  const props = text.slice(propsStart(text, node), rangeOf(node)[0]).trim()
  const before = props === '' ? '' : ` ${props}`
  // A comment beside the key stays there, and the value goes on below it.
  const between = text.slice(head, propsStart(text, node))
  const comment = /^[ \t]*#[^\n]*/.exec(between)?.[0] ?? ''
  const line = head - lineStart(text, head)
  const flow = writeBlock(value, {
    indent: columnOf(opened, extent),
    column: line + before.length + 1,
    after: item !== undefined && 'key' in item ? 'key' : 'dash',
    below: props !== '' || comment !== '',
  })
  const given = flow.startsWith('\n')
    ? before + comment + flow
    : `${before}${flow}${comment === '' ? '' : ` ${comment.trim()}`}`
  return [{ start: head, end: Math.max(head, end), text: given }]
}

function indexIn(collection: Collection, part: string | number): number {
  if (isSeq(collection)) return Number(part)
  const pair = pairOf(collection, part)
  return (collection.items as unknown[]).indexOf(pair)
}

/** One more item in a list, or pair in a map, before the one at a place. */
export function spliceInsert(opened: Opened, path: Path, at: number, key: string | null, value: Value) {
  const collection = nodeAt(opened, path)
  if (!isCollectionNode(collection)) return null
  const extents = extentsOf(opened, collection)
  if (extents === null) return null
  if (isFlowNode(collection)) return insertInFlow(opened, collection, extents, at, key, value)
  const { text } = opened
  const [first, last] = [extents[0], extents.at(-1)]
  if (first === undefined || last === undefined) return null
  const indent = columnOf(opened, first)
  const head = key === null ? '-' : `${writeKey(key)}:`
  const place = { indent, column: indent + head.length + 1, after: key === null ? ('dash' as const) : ('key' as const) }
  // A section of the document begins with a line for each of its parts: more will come.
  const body = writeBlock(value, { ...place, isSection: path.length === 0 })
  const line = `${' '.repeat(indent)}${head}${body}\n`
  const behind = extents[at]
  if (behind !== undefined) {
    if (behind.ownLines) return [{ start: behind.start, end: behind.start, text: line }]
    // On the line of a dash: what stood there goes to the line below.
    return [{ start: behind.start, end: behind.start, text: line.trimStart() + ' '.repeat(indent) }]
  }
  const needsBreak = last.end > 0 && text[last.end - 1] !== '\n'
  return [{ start: last.end, end: last.end, text: needsBreak ? `\n${line.slice(0, -1)}` : line }]
}

function insertInFlow(
  { text }: Opened,
  collection: Collection,
  extents: readonly Extent[],
  at: number,
  key: string | null,
  value: Value,
): readonly Splice[] | null {
  const given = key === null ? writeFlow(value) : `${writeKey(key)}: ${writeFlow(value)}`
  const behind = extents[at]
  const [start, end] = rangeOf(collection)
  if (behind !== undefined) {
    const pad = indentOfOwnLine(text, behind.start)
    return [{ start: behind.start, end: behind.start, text: pad === null ? `${given}, ` : `${given},\n${pad}` }]
  }
  const last = extents.at(-1)
  if (last === undefined) {
    if (text.slice(start + 1, end - 1).trim() !== '') return null
    const isTight = key === null && typeof value !== 'object'
    return [{ start: start + 1, end: end - 1, text: isTight ? given : ` ${given} ` }]
  }
  const pad = indentOfOwnLine(text, last.start)
  const lineOver = lineEnd(text, last.end)
  if (pad === null || lineOver >= end) return [{ start: last.end, end: last.end, text: `, ${given}` }]
  const rest = text.slice(last.end, lineOver)
  const comma = /^\s*,/.test(rest) ? [] : [{ start: last.end, end: last.end, text: ',' }]
  return [...comma, { start: lineOver, end: lineOver, text: `\n${pad}${given}` }]
}

/** The space before something that is the first on its line; null where it is not. */
function indentOfOwnLine(text: string, at: number): string | null {
  const before = text.slice(lineStart(text, at), at)
  return before.trim() === '' ? before : null
}

/** Takes an item or a pair away, with the comments that are about it. */
export function spliceRemove(opened: Opened, path: Path): readonly Splice[] | null {
  const collection = nodeAt(opened, parentOf(path))
  if (!isCollectionNode(collection)) return null
  const extents = extentsOf(opened, collection)
  const index = indexIn(collection, path.at(-1) ?? 0)
  const extent = extents?.[index]
  if (extents === null || extent === undefined) return null
  const [start, end] = rangeOf(collection)
  const next = extents[index + 1]
  if (isFlowNode(collection)) return removeFromFlow(opened.text, extents, index, start, end)
  if (extents.length === 1) return emptyBlock(opened, parentOf(path), collection, extent)
  if (extent.ownLines) return [{ start: extent.start, end: extent.end, text: '' }]
  if (next === undefined) return null
  const between = opened.text.slice(extent.end, next.at)
  if (between.trim() === '') return [{ start: extent.at, end: next.at, text: '' }]
  // Comments stand between: they stay, below the dash.
  return [{ start: extent.at, end: extent.end - 1, text: '' }]
}

function removeFromFlow(text: string, extents: readonly Extent[], index: number, start: number, end: number) {
  const extent = extents[index]
  if (extent === undefined) return null
  const [before, next] = [extents[index - 1], extents[index + 1]]
  const from = before?.end ?? start + 1
  const to = next?.start ?? end - 1
  const isOwnLine = text.slice(from, extent.start).includes('\n') && text.slice(extent.end, to).includes('\n')
  if (isOwnLine && indentOfOwnLine(text, extent.start) !== null) {
    const over = lineEnd(text, extent.end)
    if (/^\s*,?\s*(#.*)?$/.test(text.slice(extent.end, over)))
      return [{ start: lineStart(text, extent.start), end: over + 1, text: '' }]
  }
  if (before !== undefined) return [{ start: before.end, end: extent.end, text: '' }]
  if (next !== undefined) return [{ start: extent.start, end: next.start, text: '' }]
  return [{ start: start + 1, end: end - 1, text: '' }]
}

/** A block without items is no list any more: brackets say that it is an empty one. */
function emptyBlock(opened: Opened, path: Path, collection: Collection, extent: Extent): readonly Splice[] | null {
  const { text } = opened
  const outer = nodeAt(opened, parentOf(path))
  if (!isCollectionNode(outer)) return null
  const index = indexIn(outer, path.at(-1) ?? 0)
  const item = items(outer)[index]
  const outerExtent = extentsOf(opened, outer)?.[index]
  if (item === undefined || outerExtent === undefined) return null
  const head = 'key' in item ? colonEnd(item) : outerExtent.at + 1
  const props = text.slice(propsStart(text, collection), rangeOf(collection)[0]).trim()
  if (props !== '') return null
  const empty = { start: head, end: head, text: isMap(collection) ? ' {}' : ' []' }
  if (extent.ownLines) return [empty, { start: extent.start, end: extent.end, text: '' }]
  return [{ start: head, end: extent.end - 1, text: empty.text }]
}

/** Another key for a pair; its value is not touched. */
export function spliceKey(opened: Opened, path: Path, key: string): readonly Splice[] | null {
  const map = nodeAt(opened, parentOf(path))
  const pair = isMap(map) ? pairOf(map, path.at(-1) ?? '') : undefined
  if (pair === undefined) return null
  const [start, end] = rangeOf(pair.key)
  return [{ start, end, text: written(pair.key, key) }]
}

/** The parts of a list or a map in another order, each with its comments. */
export function spliceOrder(opened: Opened, path: Path, order: readonly number[]): readonly Splice[] | null {
  const collection = nodeAt(opened, path)
  if (!isCollectionNode(collection)) return null
  const extents = extentsOf(opened, collection)
  if (extents === null || extents.length !== order.length) return null
  if (!isFlowNode(collection) && extents.some(({ ownLines }) => !ownLines)) return null
  const { text } = opened
  return extents.flatMap((slot, index) => {
    const taken = extents[order[index] ?? index]
    if (taken === undefined || taken === slot) return []
    const given = text.slice(taken.start, taken.end)
    const needsBreak = slot.ownLines && !given.endsWith('\n')
    return [{ start: slot.start, end: slot.end, text: needsBreak ? `${given}\n` : given }]
  })
}

/** How many parts a value has. */
export const countOf = (value: Value | undefined): number =>
  Array.isArray(value) ? value.length : isMapValue(value) ? Object.keys(value).length : 0
