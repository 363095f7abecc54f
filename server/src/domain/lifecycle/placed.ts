import { type Document, isAlias, isCollection, isMap, isPair, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { message } from '../message.ts'
import type { Fault } from './fault.ts'

/** A line and a column of a text, from 1. */
export interface TextPlace {
  readonly line: number
  readonly column: number
}

/** A fault with its place in the text. */
export interface PlacedFault extends Fault, TextPlace {}

export type ReadText =
  | { readonly value: unknown; placeOf(fault: Fault): TextPlace }
  | { readonly faults: readonly PlacedFault[] }

/** Longest text that is read, in characters. */
export const LONGEST_DOCUMENT = 2_000_000

/** Reads YAML 1.2 (JSON is YAML) and remembers where each value stands. */
export function readText(text: string): ReadText {
  if (text.length > LONGEST_DOCUMENT)
    return { faults: [fault(1, 1, message('fault.too_long', { longest: LONGEST_DOCUMENT }))] }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true, strict: true })
  if (document.errors.length > 0)
    return {
      faults: document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0])
        return fault(line, col, problemOf(error.message))
      }),
    }
  try {
    // A bomb of aliases is a fault, not an exhausted machine.
    const value: unknown = document.toJS({ maxAliasCount: 100 })
    if (value === null || value === undefined) return { faults: [fault(1, 1, message('fault.empty'))] }
    return { value, placeOf: (found) => placeIn(document, lines, found) }
  } catch (error) {
    return { faults: [fault(1, 1, problemOf(error instanceof Error ? error.message : 'unreadable'))] }
  }
}

/** What the reader of YAML found, without what is meant for those who program with it. */
function problemOf(said: string): Fault['message'] {
  if (said.includes('call stack')) return message('fault.nested')
  if (said.includes('multiple documents')) return message('fault.several_documents')
  return message('fault.yaml', { problem: (said.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '') })
}

/** Faults of a text that could be read, at their places in it. */
export function placed(text: string, faults: readonly Fault[]): readonly PlacedFault[] {
  const read = readText(text)
  return faults.map((one) => ({ ...one, ...('faults' in read ? { line: 1, column: 1 } : read.placeOf(one)) }))
}

function fault(line: number, column: number, says: Fault['message']): PlacedFault {
  return { path: [], line, column, message: says }
}

/** Line and column of what a fault is about; of its nearest parent where it is missing. */
function placeIn(document: Document.Parsed, lines: LineCounter, { path, message: says }: Fault): TextPlace {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document)
    const found: unknown = isMap(node)
      ? node.items.find((pair) => String((pair.key as { value?: unknown } | null)?.value) === String(part))
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined
    if (found === undefined) break
    offset = startOf(isPair(found) ? found.key : found) ?? offset
    node = isPair(found) ? found.value : found
  }
  // A plain value speaks for itself; of a map or list, and where the key itself is wrong, the key is the place.
  const aboutKey = [says.values['name'], says.values['key']].includes(path.at(-1) ?? '')
  if (!isCollection(node) && !aboutKey) offset = startOf(node) ?? offset
  const { line, col } = lines.linePos(offset ?? 0)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function startOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null
}
