import { canonical, isObject, type Json } from '../json.ts'
import { message } from '../message.ts'
import { criteriaDifferences } from './criteria-differences.ts'
import type { Difference, Spot } from './difference.ts'
import type { Lifecycle } from './schema.ts'

/** All that differs between two documents, in the order of the newer one; none where they mean the same. */
export function differences(was: Lifecycle, now: Lifecycle): readonly Difference[] {
  return compare(was as Json, now as Json, { path: [], place: [] })
}

const CRITERIA = new Set(['when', 'if', 'trigger', 'unless'])
const CRITERIA_MAPS = new Set(['define', 'segments'])

const within = ({ path, place }: Spot, key: string | number, name = String(key)): Spot => ({
  path: [...path, key],
  place: [...place, name],
})

function compare(was: Json | undefined, now: Json | undefined, spot: Spot): readonly Difference[] {
  if (canonical(was) === canonical(now)) return []
  if (isCriteria(spot, was, now)) return criteriaDifferences(was, now, spot)
  if (was === undefined) return [told('added', spot, { what: now ?? null })]
  if (now === undefined) return [told('removed', spot, { what: was })]
  if (Array.isArray(was) && Array.isArray(now)) return compareLists(was, now, spot)
  if (isObject(was) && isObject(now))
    return [...new Set([...Object.keys(now), ...Object.keys(was)])].flatMap((key) =>
      compare(was[key], now[key], within(spot, key)),
    )
  return [told('changed', spot, { was, now })]
}

function told(change: Difference['change'], { path, place }: Spot, values: Readonly<Record<string, Json>>): Difference {
  return { change, path, message: message(`difference.${change}`, { place, ...values }) }
}

function isCriteria({ path }: Spot, was: Json | undefined, now: Json | undefined): boolean {
  if (!isObject(was ?? now) || !isObject(now ?? was)) return false
  const [key, parent] = [path.at(-1), path.at(-2)]
  if (typeof parent === 'string' && CRITERIA_MAPS.has(parent) && path.length === 2)
    return was !== undefined && now !== undefined
  return typeof key === 'string' && CRITERIA.has(key) && path.length > 2
}

/** Lists are compared item by item, whatever the order: an item is the same where its identity is. */
function compareLists(was: readonly Json[], now: readonly Json[], spot: Spot): readonly Difference[] {
  const pairs = pairUp(was, now)
  const paired = new Set(pairs.map(([before]) => before))
  const gone = was.flatMap((item, index) =>
    paired.has(index) ? [] : [told('removed', within(spot, index, nameOf(item)), { what: item })],
  )
  const others = now.flatMap((item, index) => {
    const pair = pairs.find(([, after]) => after === index)
    const inner = within(spot, index, nameOf(item))
    return pair === undefined ? [told('added', inner, { what: item })] : compare(was[pair[0]], item, inner)
  })
  return [...gone, ...others, ...reordered(pairs, now, spot)]
}

/** Items that are the same thing, as places in both lists: equal ones first, then those of one identity in their order. */
function pairUp(was: readonly Json[], now: readonly Json[]): readonly (readonly [before: number, after: number])[] {
  const pairs: (readonly [number, number])[] = []
  const left = new Set(was.keys())
  const match = (same: (a: Json, b: Json) => boolean) => {
    for (const [after, item] of now.entries()) {
      if (pairs.some((pair) => pair[1] === after)) continue
      const before = [...left].find((index) => same(was[index] as Json, item))
      if (before === undefined) continue
      left.delete(before)
      pairs.push([before, after])
    }
  }
  match((a, b) => canonical(a) === canonical(b))
  match((a, b) => identityOf(a) !== null && identityOf(a) === identityOf(b))
  return pairs.sort((a, b) => a[1] - b[1])
}

function reordered(
  pairs: readonly (readonly [number, number])[],
  now: readonly Json[],
  { path, place }: Spot,
): readonly Difference[] {
  const moved = pairs.some(([before], index) => index > 0 && before < (pairs[index - 1]?.[0] ?? 0))
  if (!moved) return []
  const order = now.map(nameOf)
  return [{ change: 'changed', path, message: message('difference.order', { place, order }) }]
}

/** What makes an item of a list the same thing as one of another list; null where only being equal does. */
function identityOf(item: Json): string | null {
  if (!isObject(item)) return null
  if (item['key'] !== undefined) return `key ${canonical(item['key'])}`
  if (item['event'] !== undefined)
    return `event ${canonical([item['event'], item['where'] ?? null, item['by'] ?? null])}`
  if (item['points'] !== undefined) return `rule ${canonical(item['if'])}`
  if (item['to'] !== undefined) return `to ${canonical([item['to'], item['reason'] ?? null])}`
  return null
}

/** What people call an item of a list. */
function nameOf(item: Json): string {
  if (!isObject(item)) return typeof item === 'string' ? item : canonical(item)
  const { key, event, to, reason } = item
  if (typeof key === 'string') return key
  if (event !== undefined) return [event].flat().map(String).join(' / ')
  if (typeof to === 'string') return typeof reason === 'string' ? `${to} (${reason})` : to
  const condition = item['if']
  return isObject(condition) ? (Object.keys(condition)[0] ?? '') : ''
}
