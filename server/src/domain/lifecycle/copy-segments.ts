import { isMap, parseDocument, stringify } from 'yaml'
import { nearest } from '../criteria/unknown-name.ts'
import { canonical, type JsonObject } from '../json.ts'
import type { Fault } from './fault.ts'
import { LONGEST_DOCUMENT } from './placed.ts'

/** Saved segments by their keys. */
export type SavedSegments = ReadonlyMap<string, JsonObject>

/**
 * A document with the saved segments that its criteria name copied into it, over any number of steps, as they are now. All else stays as it
 * was written; where there is nothing to copy, so does the text.
 */
export function copySegments(text: string, saved: SavedSegments): string {
  if (saved.size === 0 || text.length > LONGEST_DOCUMENT || !text.includes('segment')) return text
  const document = parseDocument(text, { version: '1.2', uniqueKeys: true, strict: true })
  const raw = document.errors.length > 0 ? null : readOrNull(() => document.toJS({ maxAliasCount: 100 }))
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || !isMap(document.contents)) return text
  const { segments: own, ...rest } = raw as { readonly segments?: unknown }
  const used = segmentsUsed(rest, saved, own)
  const missing = Object.entries(used).filter(([key, criteria]) => canonical(criteria) !== canonical(valueIn(own, key)))
  if (missing.length === 0) return text
  const isBlock = document.contents.flow !== true
  if (own === undefined && isBlock) {
    const line = text.includes('\r\n') ? '\r\n' : '\n'
    const added = stringify({ segments: Object.fromEntries(missing) }, { lineWidth: 0 }).replaceAll('\n', line)
    return `${text.replace(/\s*$/, '')}${line}${line}${added}`
  }
  if (own === undefined || own === null) document.set('segments', document.createNode({}))
  for (const [key, criteria] of missing) document.setIn(['segments', key], document.createNode(criteria))
  return document.toString({ lineWidth: 0 })
}

function readOrNull<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    // A bomb of aliases: whoever reads the document says so.
    return null
  }
}

function valueIn(map: unknown, key: string): unknown {
  return typeof map === 'object' && map !== null && Object.hasOwn(map, key)
    ? (map as Record<string, unknown>)[key]
    : undefined
}

/** The saved segments that criteria lead to, over any number of steps; through those of a document that nobody saved too. */
export function segmentsUsed(
  criteria: unknown,
  saved: SavedSegments,
  own: unknown = null,
): Readonly<Record<string, JsonObject>> {
  const used: Record<string, JsonObject> = {}
  const seen = new Set<string>()
  let frontier: readonly unknown[] = [criteria]
  while (frontier.length > 0) {
    frontier = frontier.flatMap(segmentsNamed).flatMap((key) => {
      if (seen.has(key)) return []
      seen.add(key)
      const found = saved.get(key)
      if (found !== undefined) used[key] = found
      return [found ?? valueIn(own, key)]
    })
  }
  return Object.fromEntries(Object.entries(used).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Segments that a value names somewhere in it, as conditions name them. */
export function segmentsNamed(value: unknown): readonly string[] {
  const named = new Set<string>()
  let level: readonly unknown[] = [value]
  while (level.length > 0) {
    level = level.flatMap((one) => {
      if (typeof one !== 'object' || one === null) return []
      if ('segment' in one && typeof one.segment === 'string') named.add(one.segment)
      return Object.values(one)
    })
  }
  return [...named]
}

/** A segment that is neither in the document nor saved is told with the nearest of both. */
export function nameSaved<F extends Fault>(faults: readonly F[], saved: SavedSegments): readonly F[] {
  return faults.map((fault) => {
    const { key, values } = fault.message
    if (key !== 'fault.unknown' || values['what'] !== 'segment' || values['nearest'] !== null) return fault
    const near = nearest(String(values['name']), [...saved.keys()])
    const known = [...new Set([...((values['known'] as readonly string[] | undefined) ?? []), ...saved.keys()])]
    return { ...fault, message: { ...fault.message, values: { ...values, nearest: near, known: known.slice(0, 20) } } }
  })
}
