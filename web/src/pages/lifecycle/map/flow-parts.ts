import { type Edge, MarkerType, type Node, type NodeHandle, Position } from '@xyflow/react'
import { mapWords as words } from '../../../words/map-en.ts'
import type { MapNode, MapWay, StageMap } from './map-graph.ts'
import { BOX, type Place, type Places, sidesOf } from './map-layout.ts'
import type { NodeData } from './stage-node.tsx'

/** Where lines meet a box: the middle of each side, known beforehand so that nothing is drawn twice. */
const HANDLE = 10
const handles: NodeHandle[] = [
  [Position.Top, BOX.width / 2, 0] as const,
  [Position.Right, BOX.width, BOX.height / 2] as const,
  [Position.Bottom, BOX.width / 2, BOX.height] as const,
  [Position.Left, 0, BOX.height / 2] as const,
].map(([position, x, y]) => ({
  id: position,
  type: 'source',
  position,
  x: x - HANDLE / 2,
  y: y - HANDLE / 2,
  width: HANDLE,
  height: HANDLE,
}))

export type StageBox = Node<NodeData, 'stage'>

/** The box of a stage for the drawing. */
export const boxOf = (node: MapNode, places: Places, data: NodeData): StageBox => ({
  id: node.key,
  type: 'stage',
  position: places[node.key] ?? { x: 0, y: 0 },
  width: BOX.width,
  height: BOX.height,
  measured: BOX,
  handles,
  focusable: false,
  data,
})

/** How many lines beside the order still let their words be read. */
const MOST_LABELS = 12

/** The lines of the drawing; those at the active stage stand out and say what they mean. */
export function linesOf({ nodes, ways }: StageMap, places: Places, active: string | null): Edge[] {
  const names = new Map(nodes.map(({ key, name }) => [key, name]))
  const aside = ways.filter((way) => kindOf(way) !== 'order').length
  return ways.map((way): Edge => {
    const { from, to, reasons } = way
    const kind = kindOf(way)
    const isActive = active === from || active === to
    const [out, into] = sidesBetween(places[from], places[to], kind)
    const colour = colourOf(kind, isActive)
    const label = isActive || aside <= MOST_LABELS ? words.wayLabel(reasons) : ''
    return {
      id: `${from}--${to}`,
      source: from,
      target: to,
      sourceHandle: out,
      targetHandle: into,
      // What goes round does so at right angles, and out of the way of the boxes.
      ...(kind === 'order' || out === into
        ? { type: 'smoothstep', pathOptions: { offset: 22, borderRadius: 10 } }
        : { type: 'default' }),
      className: `way-${kind}`,
      focusable: false,
      selectable: false,
      ariaLabel: words.way(names.get(from) ?? from, names.get(to) ?? to, reasons),
      markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: colour },
      style: { stroke: colour, strokeWidth: kind === 'order' || isActive ? 1.75 : 1.25, ...dashes[kind] },
      zIndex: isActive ? 1 : 0,
      ...(label === '' ? {} : { label, labelBgPadding: [5, 2] as [number, number], labelBgBorderRadius: 3 }),
    }
  })
}

function sidesBetween(from: Place | undefined, to: Place | undefined, kind: WayKind) {
  if (from === undefined || to === undefined) return ['right', 'left'] as const
  return sidesOf(from, to, kind === 'order' ? 'order' : kind === 'return' ? 'back' : 'aside')
}

const colourOf = (kind: WayKind, isActive: boolean): string =>
  isActive ? 'var(--accent)' : kind === 'order' ? 'var(--ink-soft)' : 'var(--control-line)'

type WayKind = 'order' | 'exit' | 'from' | 'return' | 'requires'

/** What a line looks like: of several reasons the one that moves people soonest. */
function kindOf({ reasons }: MapWay): WayKind {
  const has = (...by: string[]) => reasons.some((reason) => by.includes(reason.by))
  if (has('order')) return 'order'
  if (has('exit', 'reject')) return 'exit'
  if (has('from')) return 'from'
  return has('return') ? 'return' : 'requires'
}

const dashes: Readonly<Record<WayKind, { strokeDasharray?: string }>> = {
  order: {},
  exit: {},
  from: { strokeDasharray: '5 4' },
  return: { strokeDasharray: '2 4' },
  requires: { strokeDasharray: '8 3 2 3' },
}
