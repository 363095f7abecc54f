import { type Document, isAlias, isCollection, isMap, isPair, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { message } from '../message.ts'
import { type CalendarOpenings, type Compiled, compile } from './compile.ts'
import type { Fault, Notice, Path } from './fault.ts'

/** A fault with its place in the text; lines and columns count from 1. */
export interface PlacedFault extends Fault {
  readonly line: number
  readonly column: number
}

export interface PlacedNotice extends Notice {
  readonly line: number
  readonly column: number
}

export type ReadDocument =
  | { readonly compiled: Extract<Compiled, { program: unknown }>; readonly notices: readonly PlacedNotice[] }
  | { readonly faults: readonly PlacedFault[] }

/** Longest lifecycle document, in characters. */
export const LONGEST_DOCUMENT = 2_000_000

/**
 * Reads a lifecycle document as people write it (YAML 1.2; JSON is YAML) and compiles it.
 * Faults carry the line and column of the word that is wrong.
 */
export function readLifecycle(text: string, version: number, openings: CalendarOpenings): ReadDocument {
  const lines = new LineCounter()
  if (text.length > LONGEST_DOCUMENT)
    return {
      faults: [{ path: [], line: 1, column: 1, message: message('fault.too_long', { longest: LONGEST_DOCUMENT }) }],
    }
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true, strict: true })
  const broken = document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0])
    return {
      path: [],
      line,
      column: col,
      message: message('fault.yaml', {
        problem: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
      }),
    }
  })
  if (broken.length > 0) return { faults: broken }
  const raw = plainOf(document)
  if ('fault' in raw) return { faults: [{ path: [], line: 1, column: 1, message: raw.fault }] }
  const compiled = compile(raw.value, version, openings)
  const place = <T extends Fault>(fault: T) => ({ ...fault, ...placeOf(document, lines, fault.path) })
  if ('faults' in compiled) return { faults: compiled.faults.map(place) }
  return { compiled, notices: compiled.notices.map(place) }
}

/** The document as plain data. A bomb of aliases is a fault, not an exhausted machine. */
function plainOf(document: Document.Parsed): { readonly value: unknown } | { readonly fault: Fault['message'] } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }) }
  } catch (error) {
    return { fault: message('fault.yaml', { problem: error instanceof Error ? error.message : 'unreadable' }) }
  }
}

/** Line and column of what stands at a path; of its nearest parent where it is missing. */
function placeOf(document: Document.Parsed, lines: LineCounter, path: Path): { line: number; column: number } {
  let node: unknown = document.contents
  let offset = rangeOf(node)
  for (const part of path) {
    if (isAlias(node)) node = node.resolve(document)
    const found: unknown = isMap(node)
      ? node.items.find((pair) => String((pair.key as { value?: unknown } | null)?.value) === String(part))
      : isSeq(node)
        ? node.items[Number(part)]
        : undefined
    if (found === undefined) break
    offset = rangeOf(isPair(found) ? found.key : found) ?? offset
    node = isPair(found) ? found.value : found
  }
  // A plain value speaks for itself; of a map or list the key that names it is the place.
  if (!isCollection(node)) offset = rangeOf(node) ?? offset
  const { line, col } = lines.linePos(offset ?? 0)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function rangeOf(node: unknown): number | null {
  return (node as Node | null | undefined)?.range?.[0] ?? null
}
