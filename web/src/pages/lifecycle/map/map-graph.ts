import { isListValue, isMapValue, type Value, valueAt } from '../model/value.ts'
import { type StageEntry, stageEntries } from '../stages/stage-entries.ts'

type EntryMode = 'automatic' | 'approval' | 'manual'

/** A stage or detour on the map. */
export interface MapNode extends StageEntry {
  /** How one gets in; null for a detour that only people and exits lead to. */
  readonly mode: EntryMode | null
  /** Null: the first track. */
  readonly track: string | null
  readonly isGate: boolean
  /** A detour without `from`: any stage leads there. */
  readonly isFromAnywhere: boolean
  /** Whether somebody is handed over on coming here. */
  readonly isHandedOver: boolean
}

/** Why there is a way: the order, a rule of the source or the target, an exit by itself, a refusal, the way back. */
type WayReason =
  | { readonly by: 'order' | 'from' | 'requires' | 'return' }
  | { readonly by: 'exit'; readonly after: string | null; readonly hasConditions: boolean }
  | { readonly by: 'reject'; readonly reason: string }

/** All that leads from one place to another. */
export interface MapWay {
  readonly from: string
  readonly to: string
  readonly reasons: readonly WayReason[]
}

export interface StageMap {
  readonly nodes: readonly MapNode[]
  readonly ways: readonly MapWay[]
}

/** What a document says of stages and the ways between them. */
export function mapOf(root: Value): StageMap {
  const handed = handoffsIn(root)
  const nodes = stageEntries(root).map((entry): MapNode => {
    const own = valueAt(root, entry.path)
    const track = valueAt(own, ['track'])
    return {
      ...entry,
      mode: modeOf(own, entry.section),
      track: typeof track === 'string' ? track : null,
      isGate: valueAt(own, ['gate']) === true,
      isFromAnywhere: entry.section === 'detours' && valueAt(own, ['from']) === undefined,
      isHandedOver: handed.some(({ stage }) => stage === entry.key),
    }
  })
  const known = new Set(nodes.map(({ key }) => key))
  const ways = new Map<string, { from: string; to: string; reasons: WayReason[] }>()
  const add = (from: string, to: string, reason: WayReason) => {
    if (from === to || !known.has(from) || !known.has(to)) return
    const way = ways.get(`${from} ${to}`) ?? { from, to, reasons: [] }
    ways.set(`${from} ${to}`, way)
    if (!way.reasons.some((one) => JSON.stringify(one) === JSON.stringify(reason))) way.reasons.push(reason)
  }
  for (const [from, to] of inOrder(nodes)) add(from, to, { by: 'order' })
  for (const { key, path } of nodes) addOwnWays(key, valueAt(root, path), add)
  for (const { stage, rejects } of handed)
    for (const { to, reason } of rejects) add(stage, to, { by: 'reject', reason })
  return { nodes, ways: [...ways.values()] }
}

type AddWay = (from: string, to: string, reason: WayReason) => void

function addOwnWays(key: string, own: Value | undefined, add: AddWay): void {
  for (const from of texts(valueAt(own, ['from']))) add(from, key, { by: 'from' })
  for (const from of texts(valueAt(own, ['requires']))) add(from, key, { by: 'requires' })
  for (const to of texts(valueAt(own, ['return_to']))) add(key, to, { by: 'return' })
  const exits = valueAt(own, ['exits'])
  for (const exit of isListValue(exits) ? exits : []) {
    const [to, after] = [valueAt(exit, ['to']), valueAt(exit, ['after'])]
    if (typeof to !== 'string') continue
    const hasConditions = valueAt(exit, ['when']) !== undefined || valueAt(exit, ['if']) !== undefined
    add(key, to, { by: 'exit', after: typeof after === 'string' ? after : null, hasConditions })
  }
}

/** Each ordered stage with the next one of its track. */
function inOrder(nodes: readonly MapNode[]): readonly (readonly [string, string])[] {
  const ordered = nodes.filter(({ section }) => section === 'stages')
  return ordered.flatMap((node, index) => {
    const next = ordered.slice(index + 1).find(({ track }) => track === node.track)
    return next === undefined ? [] : [[node.key, next.key] as const]
  })
}

function modeOf(own: Value | undefined, section: StageEntry['section']): EntryMode | null {
  const said = valueAt(own, ['entry', 'mode'])
  if (said === 'automatic' || said === 'approval' || said === 'manual') return said
  if (valueAt(own, ['entry', 'when']) !== undefined) return 'automatic'
  return section === 'stages' ? 'manual' : null
}

interface HandedOver {
  readonly stage: string
  readonly rejects: readonly { readonly to: string; readonly reason: string }[]
}

/** The stages whose entry starts a handoff, and where the receivers may send people instead. */
function handoffsIn(root: Value): readonly HandedOver[] {
  const found = valueAt(root, ['handoffs'])
  return (isMapValue(found) ? Object.values(found) : []).flatMap((handoff) => {
    const rejections = valueAt(handoff, ['reject'])
    const rejects = (isListValue(rejections) ? rejections : []).flatMap((one) => {
      const [to, reason] = [valueAt(one, ['to']), valueAt(one, ['reason'])]
      return typeof to === 'string' ? [{ to, reason: typeof reason === 'string' ? reason : '' }] : []
    })
    return entered(valueAt(handoff, ['trigger'])).map((stage) => ({ stage, rejects }))
  })
}

/** The stages that conditions wait for somebody to enter. */
export function entered(conditions: Value | undefined): readonly string[] {
  if (isListValue(conditions)) return conditions.flatMap(entered)
  if (!isMapValue(conditions)) return []
  return Object.entries(conditions).flatMap(([key, value]) =>
    key === 'enters' ? texts(value) : key === 'all' || key === 'any' ? entered(value) : [],
  )
}

const texts = (value: Value | undefined): readonly string[] =>
  (isListValue(value) ? value : [value]).filter((one) => typeof one === 'string')
