import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Path, Value } from './value.ts'

/** A text that could be read, with where each value stands. */
export interface Opened {
  readonly text: string
  readonly document: Document.Parsed
  readonly value: Value
}

/** The texts that were read last: one edit looks at the same few again and again. Nobody changes what was read. */
const lately = new Map<string, Opened | null>()
const KEPT = 6

/** Reads a text as the server does (YAML 1.2); null where it cannot be read. */
export function openText(text: string): Opened | null {
  const known = lately.get(text)
  if (known !== undefined) return known
  const opened = readText(text)
  lately.set(text, opened)
  const [oldest] = lately.keys()
  if (lately.size > KEPT && oldest !== undefined) lately.delete(oldest)
  return opened
}

function readText(text: string): Opened | null {
  try {
    const document = parseDocument(text, { version: '1.2', keepSourceTokens: true, uniqueKeys: true, strict: true })
    if (document.errors.length > 0) return null
    return { text, document, value: document.toJS({ maxAliasCount: 100 }) as Value }
  } catch {
    return null
  }
}

export type Found = Node | Scalar | Alias | YAMLMap | YAMLSeq

/** The node at a place; what an alias stands for is looked into, the alias itself is given at its own place. */
export function nodeAt({ document }: Opened, path: Path): Found | null {
  let node: unknown = document.contents
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) node = pairOf(node, part)?.value
    else if (isSeq(node)) node = node.items[Number(part)]
    else return null
  }
  return (node as Found | null | undefined) ?? null
}

export type PlacedPair = Pair<Found, Found | null> & {
  srcToken?: { sep?: readonly { type: string; offset: number; source: string }[] }
}

export function pairOf(map: YAMLMap, key: string | number): PlacedPair | undefined {
  return (map.items as unknown as PlacedPair[]).find((pair) => keyText(pair) === String(key))
}

const keyText = (pair: PlacedPair): string =>
  String(isScalar(pair.key) ? pair.key.value : (pair.key as { value?: unknown }).value)

/** Begin and end of a node's own text; what stands between it and its key (an anchor, a tag) apart. */
export function rangeOf(node: Found): readonly [number, number] {
  const [start, end] = node.range ?? [0, 0]
  return [start, end]
}

/** End of what can be seen of a node: a block ends with a line break that is no more its own. */
export function seenEnd(text: string, node: Found): number {
  const [start, end] = rangeOf(node)
  return isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')
    ? end - (text.slice(start, end).endsWith('\n') ? 1 : 0)
    : start + text.slice(start, end).trimEnd().length
}

const PROPS = /(?:[&!][^\s,[\]{}]*\s+)+$/

/** Where the anchor and tag of a node begin; where it begins, without such. */
export function propsStart(text: string, node: Found): number {
  const [start] = rangeOf(node)
  if (isAlias(node) || ((node as Scalar).anchor === undefined && (node as Scalar).tag === undefined)) return start
  const before = PROPS.exec(text.slice(0, start))
  return before === null ? start : before.index
}

/** Whether a node is written on the inside of brackets, or can be: scalars can. */
export const isFlowNode = (node: Found | null): boolean => isCollection(node) && node.flow === true

/** Whether a place lies inside of brackets. */
export function isInsideFlow(opened: Opened, path: Path): boolean {
  return path.some((_, index) => isFlowNode(nodeAt(opened, path.slice(0, index))))
}

/** Each alias with the node that it stands for, in the order of the text. */
export function aliasesOf({ document }: Opened): readonly { readonly alias: Alias; readonly target: Found }[] {
  const found: { alias: Alias; target: Found }[] = []
  visit(document, {
    Alias(_key, alias) {
      const target = alias.resolve(document)
      if (target !== undefined) found.push({ alias, target })
    },
  })
  return found
}

/** Where a line begins and ends (before its line break). */
export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}

/** The line, from 1, on which a place begins; null where it is not. */
export function lineOf(opened: Opened, path: Path): number | null {
  const node = nodeAt(opened, path)
  return node === null ? null : opened.text.slice(0, rangeOf(node)[0]).split('\n').length
}
