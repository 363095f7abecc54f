import { moveItem } from '../model/criteria-edits.ts'
import type { Edit } from '../model/edit.ts'
import { isListValue, type Value, valueAt } from '../model/value.ts'
import type { MapNode } from './map-graph.ts'
import { BOX, type Place, type Places } from './map-layout.ts'

/** Beside which stage of the order another one was let go. */
export interface Drop {
  readonly beside: string
  readonly where: 'before' | 'after'
}

/** The stage that a moved one lies upon by more than a third; null where it lies free, or is no stage of the order. */
export function dropOf(moved: MapNode, at: Place, nodes: readonly MapNode[], places: Places): Drop | null {
  if (moved.section === 'detours') return null
  let [best, most] = [null as Drop | null, (BOX.width * BOX.height) / 3]
  for (const { key, section } of nodes) {
    const place = places[key]
    if (key === moved.key || section === 'detours' || place === undefined) continue
    const [dx, dy] = [at.x - place.x, at.y - place.y]
    const shared = Math.max(0, BOX.width - Math.abs(dx)) * Math.max(0, BOX.height - Math.abs(dy))
    if (shared <= most) continue
    most = shared
    best = { beside: key, where: isLeftwards(key, nodes, places) === dx < 0 ? 'after' : 'before' }
  }
  return best
}

/** Whether the order goes to the left where a stage stands: rows go to and fro. */
function isLeftwards(key: string, nodes: readonly MapNode[], places: Places): boolean {
  const ordered = nodes.filter(({ section }) => section === 'stages')
  const index = ordered.findIndex((node) => node.key === key)
  const own = places[key]
  for (const [other, sign] of [
    [ordered[index + 1], 1],
    [ordered[index - 1], -1],
  ] as const) {
    const place = other === undefined ? undefined : places[other.key]
    if (own !== undefined && place !== undefined && Math.abs(place.y - own.y) < BOX.height)
      return (place.x - own.x) * sign < 0
  }
  return false
}

/** The edit that puts a stage of the order before or after another one; none where it stands there already. */
export function orderEdits(nodes: readonly MapNode[], key: string, { beside, where }: Drop): readonly Edit[] {
  const ordered = nodes.filter(({ section }) => section === 'stages')
  const from = ordered.find((node) => node.key === key)?.index
  const other = ordered.find((node) => node.key === beside)?.index
  if (from === undefined || other === undefined) return []
  const gap = where === 'before' ? other : other + 1
  const count = Math.max(...ordered.map(({ index }) => index)) + 1
  return moveItem(['stages'], count, from, gap > from ? gap - 1 : gap)
}

export type Drawn =
  | { readonly does: 'from' | 'return'; readonly edits: readonly Edit[] }
  /** Nothing to write: it says so already. */
  | { readonly does: 'known' }
  /** Between two stages the order decides. */
  | { readonly does: 'nothing' }

/** What a line that somebody drew means: to a detour, one more place that leads there; from a detour, the way back. */
export function drawnWay(root: Value, source: MapNode, target: MapNode): Drawn {
  if (target.section === 'detours') {
    const path = [...target.path, 'from']
    const from = valueAt(root, path)
    if (!isListValue(from))
      return { does: 'from', edits: [{ do: 'set', path, value: [source.key], before: AFTER_FROM }] }
    if (from.includes(source.key)) return { does: 'known' }
    return { does: 'from', edits: [{ do: 'insert', path, at: from.length, value: source.key }] }
  }
  if (source.section !== 'detours') return { does: 'nothing' }
  const path = [...source.path, 'return_to']
  if (valueAt(root, path) === target.key) return { does: 'known' }
  return { does: 'return', edits: [{ do: 'set', path, value: target.key }] }
}

/** What stands behind `from` where a detour is written in the usual order. */
const AFTER_FROM = ['entry', 'exits', 'evidence', 'back', 'return_to', 'cool_off', 'locked', 'new_cycle', 'reasons']
