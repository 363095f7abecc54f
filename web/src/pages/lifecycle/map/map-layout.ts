import type { MapNode, StageMap } from './map-graph.ts'

export interface Place {
  readonly x: number
  readonly y: number
}

export type Places = Readonly<Record<string, Place>>

/** A node's box, and the room from one to the next. */
export const BOX = { width: 214, height: 92 }
const STEP = { x: 262, y: 140 }
/** Between the rows of the order and the detours. */
const LANE = 28

/**
 * Places without regard to what was moved by hand: the order goes to and fro in rows, so that each stage stands beside
 * the next; detours stand below, each as near as can be to the stages that lead to it. The same map always looks the same.
 *
 * @param width room in pixels; as many stand in a row as fit, and more only where the map would become a tower
 */
export function arrange({ nodes, ways }: StageMap, width: number): Places {
  const ordered = nodes.filter(({ section }) => section === 'stages')
  const detours = nodes.filter(({ section }) => section === 'detours')
  const columns = columnsFor(nodes.length, width)
  const places = new Map<string, Place>()
  ordered.forEach(({ key }, index) => {
    const row = Math.floor(index / columns)
    const along = index % columns
    places.set(key, { x: (row % 2 === 0 ? along : columns - 1 - along) * STEP.x, y: row * STEP.y })
  })
  const rows = Math.ceil(ordered.length / columns)
  const top = rows * STEP.y + (rows === 0 ? 0 : LANE)
  const wanted = detours.map((node) => ({ node, column: columnOf(node, ways, places) }))
  seat(wanted, columns).forEach(({ node, row, column }) => {
    places.set(node.key, { x: column * STEP.x, y: top + row * STEP.y })
  })
  return Object.fromEntries(places)
}

/** As many as the room has, but never a tower: a map of many stages is about as high as it is wide. */
function columnsFor(count: number, width: number): number {
  const fitting = Math.max(1, Math.floor((width + STEP.x - BOX.width) / STEP.x))
  if (width < 2 * STEP.x) return fitting
  return Math.min(Math.max(fitting, Math.ceil(Math.sqrt(count * 1.2))), Math.max(fitting, 8), Math.max(1, count))
}

/** Where a detour would like to stand: in the middle of what leads to it and what it leads to. */
function columnOf(node: MapNode, ways: StageMap['ways'], places: ReadonlyMap<string, Place>): number {
  const near = ways
    .flatMap(({ from, to }) => (to === node.key ? [from] : from === node.key ? [to] : []))
    .flatMap((key) => places.get(key) ?? [])
  return near.length === 0 ? node.index : near.reduce((sum, { x }) => sum + x, 0) / near.length / STEP.x
}

/** Gives each a seat of its own, the nearest that is free in the first row that has one. */
function seat(wanted: readonly { readonly node: MapNode; readonly column: number }[], columns: number) {
  const taken = new Set<string>()
  return wanted.map(({ node, column }) => {
    for (let row = 0; ; row++) {
      const free = Array.from({ length: columns }, (_, one) => one)
        .filter((one) => !taken.has(`${row} ${one}`))
        .sort((a, b) => Math.abs(a - column) - Math.abs(b - column) || a - b)
      const [nearest] = free
      if (nearest === undefined) continue
      taken.add(`${row} ${nearest}`)
      return { node, row, column: nearest }
    }
  })
}

export type Side = 'top' | 'right' | 'bottom' | 'left'

/**
 * On which side of a box a way leaves and comes, by where the other end is. What would run behind other boxes, or along the way
 * against it, goes round: outwards at the right and below, the way back at the left and above.
 */
export function sidesOf(from: Place, to: Place, kind: 'order' | 'aside' | 'back'): readonly [Side, Side] {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const isBack = kind === 'back'
  if (Math.abs(dy) < BOX.height) {
    if (kind === 'order') return dx >= 0 ? ['right', 'left'] : ['left', 'right']
    return isBack ? ['top', 'top'] : ['bottom', 'bottom']
  }
  if (Math.abs(dx) < BOX.width / 2 && (isBack || Math.abs(dy) > 1.5 * STEP.y))
    return isBack ? ['left', 'left'] : ['right', 'right']
  return dy > 0 ? ['bottom', 'top'] : ['top', 'bottom']
}
