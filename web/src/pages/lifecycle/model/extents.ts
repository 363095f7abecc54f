import { isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml'
import { type Found, lineEnd, lineStart, type Opened, type PlacedPair, propsStart, rangeOf, seenEnd } from './opened.ts'

export type Collection = YAMLMap | YAMLSeq

/** The text of one item of a list or one pair of a map. */
export interface Extent {
  readonly start: number
  readonly end: number
  /** Of a block: whether the lines from start to end are its own. Its comments above and beside it are within. */
  readonly ownLines: boolean
  /** Where it begins itself: its dash or its key. */
  readonly at: number
}

interface BlockToken {
  readonly items?: readonly { readonly start: readonly { readonly type: string; readonly offset: number }[] }[]
}

/** The items of a collection as they stand in the text, in order; null where the text is too odd to say. */
export function extentsOf(opened: Opened, collection: Collection): readonly Extent[] | null {
  const bare = collection.flow === true ? flowExtents(opened, collection) : blockExtents(opened, collection)
  return bare.some((extent) => extent === null) ? null : (bare as readonly Extent[])
}

/** Column of the dashes or keys of a block. */
export function columnOf(opened: Opened, extent: Extent): number {
  return extent.at - lineStart(opened.text, extent.at)
}

function flowExtents({ text }: Opened, collection: Collection): readonly (Extent | null)[] {
  return items(collection).map((item) => {
    const [start, end] = 'key' in item ? pairRange(text, item) : [propsStart(text, item), rangeOf(item)[1]]
    return end > start ? { start, end, ownLines: false, at: start } : null
  })
}

function blockExtents(opened: Opened, collection: Collection): readonly (Extent | null)[] {
  const { text } = opened
  const all = items(collection)
  const token = collection.srcToken as BlockToken | undefined
  const isTop = collection === (opened.document.contents as unknown)
  let previousEnd = 0
  return all.map((item, index) => {
    const at = isSeq(collection)
      ? (token?.items?.[index]?.start.find(({ type }) => type === 'seq-item-ind')?.offset ?? -1)
      : propsStart(text, (item as PlacedPair).key)
    if (at === -1) return null
    const itself = 'key' in item ? pairRange(text, item)[1] : Math.max(at + 1, seenEnd(text, item))
    const begin = lineStart(text, at)
    const isFirstOnLine = text.slice(begin, at).trim() === ''
    const rest = text.slice(itself, lineEnd(text, itself))
    if (!/^\s*(#.*)?$/.test(rest)) return null
    const column = at - begin
    const end = withDeeperComments(text, afterLine(text, itself), column)
    const start = !isFirstOnLine
      ? at
      : isTop && index === 0
        ? begin
        : withCommentsAbove(text, begin, column, previousEnd)
    previousEnd = end
    return { start, end, ownLines: isFirstOnLine, at }
  })
}

const afterLine = (text: string, at: number): number => Math.min(text.length, lineEnd(text, at) + 1)

/** Comments that stand right above something, as far to the left as it does, are about it. */
function withCommentsAbove(text: string, begin: number, column: number, least: number): number {
  let start = begin
  while (start > least) {
    const above = lineStart(text, start - 1)
    const line = text.slice(above, start - 1)
    if (above < least || !line.startsWith(`${' '.repeat(column)}#`)) break
    start = above
  }
  return start
}

/** Comments below something that stand further in than it does belong to it. */
function withDeeperComments(text: string, from: number, column: number): number {
  let [end, next] = [from, from]
  while (next < text.length) {
    const line = text.slice(next, lineEnd(text, next))
    const indent = /^ *#/.exec(line)?.[0].length ?? null
    if (line.trim() !== '' && (indent === null || indent - 1 <= column)) break
    next = afterLine(text, next)
    if (line.trim() !== '') end = next
  }
  return end
}

type Item = PlacedPair | Found

export function items(collection: Collection): readonly Item[] {
  return collection.items as unknown as readonly Item[]
}

/** Begin of the key and end of the value of a pair. */
function pairRange(text: string, pair: PlacedPair): readonly [number, number] {
  const start = propsStart(text, pair.key)
  const colon = colonEnd(pair)
  const value = pair.value
  const end =
    value === null || value === undefined ? 0 : rangeOf(value)[1] > rangeOf(value)[0] ? seenEnd(text, value) : 0
  return [start, Math.max(colon, end, rangeOf(pair.key)[1])]
}

/** Behind the colon of a pair; 0 without one. */
export function colonEnd(pair: PlacedPair): number {
  const colon = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind')
  return colon === undefined ? 0 : colon.offset + colon.source.length
}

export const isCollectionNode = (node: unknown): node is Collection => isMap(node) || isSeq(node)
