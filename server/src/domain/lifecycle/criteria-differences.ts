import { findCriterion } from '../criteria/criteria.ts'
import { canonical, isObject, type Json } from '../json.ts'
import { type Message, message } from '../message.ts'
import type { Difference, Spot } from './difference.ts'

/** A tree of conditions as one says it: leaves are messages. */
export type SaidTree = { readonly op: 'all' | 'any' | 'not'; readonly parts: readonly SaidTree[] } | Message

/** What differs between two trees of conditions: which condition came, went, or became another. */
export function criteriaDifferences(was: Json | undefined, now: Json | undefined, spot: Spot): readonly Difference[] {
  const { place } = spot
  const all = compareTrees(was, now)
  // The same conditions in another order, or some of them twice: the text differs and the meaning does not.
  if (all.length === 0)
    return [{ change: 'changed', path: spot.path, message: message('difference.written', { place }) }]
  return all.map((found) => ({
    change: found.was === undefined ? 'added' : found.now === undefined ? 'removed' : 'changed',
    path: spot.path,
    message: message('difference.condition', {
      place,
      group: found.group,
      ...(found.was === undefined ? {} : { was: asJson(saidTree(found.was)) }),
      ...(found.now === undefined ? {} : { now: asJson(saidTree(found.now)) }),
    }),
  }))
}

interface Found {
  readonly was?: Json
  readonly now?: Json
  /** The group that the condition came into or left. */
  readonly group: 'all' | 'any' | ''
}

function compareTrees(was: Json | undefined, now: Json | undefined): readonly Found[] {
  if (was === undefined || now === undefined)
    return [{ ...(was === undefined ? {} : { was }), ...(now === undefined ? {} : { now }), group: '' }]
  if (canonical(was) === canonical(now)) return []
  const [before, after] = [branchOf(was), branchOf(now)]
  if (before !== null && after !== null && before.op === after.op) {
    if (before.op === 'not') return compareTrees(before.parts[0] ?? null, after.parts[0] ?? null).map(turned(was, now))
    return compareParts(before.parts, after.parts, before.op)
  }
  // A group that was put around what was there, or taken away from it.
  for (const [group, other, grown] of [
    [after, was, true],
    [before, now, false],
  ] as const) {
    if (group === null || group.op === 'not' || !group.parts.some((part) => canonical(part) === canonical(other)))
      continue
    return grown ? compareParts([other], group.parts, group.op) : compareParts(group.parts, [other], group.op)
  }
  return [{ was, now, group: '' }]
}

/** Below a `not` what comes and goes is told with it, since it means the opposite. */
function turned(was: Json, now: Json): (found: Found) => Found {
  return () => ({ was, now, group: '' })
}

function compareParts(was: readonly Json[], now: readonly Json[], group: 'all' | 'any'): readonly Found[] {
  const gone = was.filter((part) => !now.some((other) => canonical(other) === canonical(part)))
  const come = now.filter((part) => !was.some((other) => canonical(other) === canonical(part)))
  const found: Found[] = []
  for (const part of come) {
    const index = gone.findIndex((other) => kindOf(other) === kindOf(part))
    if (index < 0) found.push({ now: part, group })
    else found.push(...compareTrees(gone.splice(index, 1)[0] ?? null, part))
  }
  return [...found, ...gone.map((part): Found => ({ was: part, group }))]
}

/** Conditions of one kind are taken for one another: the same key and, of events, the same names. */
function kindOf(tree: Json): string {
  if (!isObject(tree)) return canonical(tree)
  const [key = '', value] = Object.entries(tree)[0] ?? []
  if (key === 'did' || key === 'page') return `${key} ${canonical(namesIn(value))}`
  if (key === 'score' && isObject(value)) return `${key} ${Object.keys(value).sort().join()}`
  return key
}

function namesIn(value: Json | undefined): Json {
  if (!isObject(value)) return [value ?? null].flat()
  return [value['event'] ?? value['any_of'] ?? value['path'] ?? null].flat()
}

interface Branch {
  readonly op: 'all' | 'any' | 'not'
  readonly parts: readonly Json[]
}

function branchOf(tree: Json): Branch | null {
  if (!isObject(tree)) return null
  const [key, value] = Object.entries(tree)[0] ?? []
  if ((key === 'all' || key === 'any') && Array.isArray(value)) return { op: key, parts: value }
  return key === 'not' && value !== undefined ? { op: 'not', parts: [value] } : null
}

/** A tree as it is said; a leaf that no criterion knows (a handoff's `enters`) by its own words. */
export function saidTree(tree: Json): SaidTree {
  const branch = branchOf(tree)
  if (branch !== null) return { op: branch.op, parts: branch.parts.map(saidTree) }
  const [key = '', value = null] = isObject(tree) ? (Object.entries(tree)[0] ?? []) : []
  const found = findCriterion(key)
  const parsed = found?.criterion.settings.safeParse(value)
  return found === null || parsed?.success !== true
    ? message('difference.words', { key, value })
    : found.criterion.says(parsed.data as never, found.subject)
}

function asJson(tree: SaidTree): Json {
  return tree as unknown as Json
}
