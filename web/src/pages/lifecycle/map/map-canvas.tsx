import '@xyflow/react/dist/base.css'
import {
  Background,
  type Connection,
  ConnectionMode,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
} from '@xyflow/react'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { mapWords as words } from '../../../words/map-en.ts'
import { boxOf, linesOf, type StageBox } from './flow-parts.ts'
import styles from './map.module.css'
import { type Drop, dropOf } from './map-edits.ts'
import type { StageMap } from './map-graph.ts'
import { BOX, type Place, type Places } from './map-layout.ts'
import { MapTools } from './map-tools.tsx'
import { nodeId, StageNode } from './stage-node.tsx'
import type { StageCount } from './use-stage-counts.ts'
import { isArrow, stepAlong, type Turns } from './walk-map.ts'

const nodeTypes = { stage: StageNode }

interface MapCanvasProps {
  readonly map: StageMap
  readonly places: Places
  readonly counts: ReadonlyMap<string, StageCount>
  readonly chosen: string | null
  readonly onOpen: (key: string) => void
  /** A box was let go at a free place, or upon a stage of the order. */
  readonly onPut: (key: string, place: Place, drop: Drop | null) => void
  readonly onDraw: (source: string, target: string) => void
  readonly onArrange: () => void
  /** Room at the last arranging. */
  readonly width: number
  /** How often it was arranged anew. */
  readonly arranged: number
}

/** The map as a drawing that is moved, zoomed, and changed with the mouse; by keyboard one walks along its ways. */
export function MapCanvas(props: MapCanvasProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  )
}

function Canvas({ map, places, counts, chosen, onOpen, onPut, onDraw, onArrange, width, arranged }: MapCanvasProps) {
  const [held, setHeld] = useState<{ key: string; place: Place; drop: Drop | null } | null>(null)
  const [active, setActive] = useState<string | null>(null)
  const flow = useRef<ReactFlowInstance<StageBox> | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const turns = useRef<Turns>(new Map())
  const shown = held === null ? places : { ...places, [held.key]: held.place }
  const latest = useRef({ map, places: shown })
  latest.current = { map, places: shown }

  const onFocus = useCallback((key: string) => {
    setActive(key)
    const place = latest.current.places[key]
    const box = document.getElementById(nodeId(key))
    if (flow.current === null || frame.current === null || place === undefined || box === null) return
    const [inner, outer] = [box.getBoundingClientRect(), frame.current.getBoundingClientRect()]
    const isSeen =
      inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
    if (isSeen || !box.matches(':focus-visible')) return
    const zoom = Math.max(flow.current.getZoom(), READABLE)
    void flow.current.setCenter(place.x + BOX.width / 2, place.y + BOX.height / 2, { zoom })
  }, [])
  const onArrow = useCallback((key: string, event: KeyboardEvent) => {
    if (!isArrow(event.key) || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const next = stepAlong(latest.current.map, key, event.key, turns.current)
    if (next !== null) document.getElementById(nodeId(next))?.focus({ preventScroll: true })
  }, [])

  const of = map.nodes.filter(({ section }) => section === 'stages').length
  const boxes = map.nodes.map((node) =>
    boxOf(node, shown, {
      node,
      count: counts.get(node.key),
      place: [node.index + 1, of],
      isChosen: node.key === chosen,
      drop: held?.drop?.beside === node.key ? held.drop.where : null,
      onOpen,
      onArrow,
      onFocus,
    }),
  )
  const lines = useMemo(() => linesOf(map, places, active ?? chosen), [map, places, active, chosen])
  const byKey = (key: string) => map.nodes.find((node) => node.key === key)
  const onNodesChange = (changes: NodeChange<StageBox>[]) => {
    for (const change of changes) {
      const moved = change.type === 'position' ? byKey(change.id) : undefined
      if (change.type !== 'position' || change.position === undefined || moved === undefined) continue
      if (change.dragging !== true) continue
      setHeld({ key: moved.key, place: change.position, drop: dropOf(moved, change.position, map.nodes, places) })
    }
  }
  useShownWhole(flow, frame, places, arranged)
  return (
    <div ref={frame} className={styles['canvas']} style={{ height: `min(${heightOf(places, width)}px, 68dvh)` }}>
      <ReactFlow<StageBox>
        nodes={boxes}
        edges={lines}
        nodeTypes={nodeTypes}
        aria-label={words.label}
        connectionMode={ConnectionMode.Loose}
        onInit={(instance) => {
          flow.current = instance
          showReadably(instance, frame.current, places)
        }}
        onNodesChange={onNodesChange}
        onNodeDragStop={(_, { id, position }) => {
          const moved = byKey(id)
          setHeld(null)
          if (moved !== undefined) onPut(id, position, dropOf(moved, position, map.nodes, places))
        }}
        onNodeMouseEnter={(_, { id }) => setActive(id)}
        onNodeMouseLeave={() => setActive(null)}
        onConnect={({ source, target }: Connection) => source !== target && onDraw(source, target)}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        panActivationKeyCode={null}
        zoomOnScroll={false}
        zoomOnDoubleClick={false}
        preventScrolling={false}
        nodeDragThreshold={4}
        nodeClickDistance={4}
        minZoom={0.15}
        maxZoom={1.6}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={24} size={1} color="var(--line-strong)" />
        <MapTools onArrange={onArrange} onFit={() => void flow.current?.fitView({ padding: 0.04, maxZoom: 1 })} />
      </ReactFlow>
    </div>
  )
}

/** Below this the names of the stages cannot be read. */
const READABLE = 0.8
const MARGIN = 24
/** At the sides, where lines go round and say why. */
const SIDE = 56
/** What the tools at the lower edge take. */
const TOOLS = 44

function boundsOf(places: Places) {
  const all = Object.values(places)
  const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))]
  return {
    left,
    top,
    width: Math.max(...all.map(({ x }) => x)) + BOX.width - left,
    height: Math.max(...all.map(({ y }) => y)) + BOX.height - top,
  }
}

/** How large it is drawn at first: whole where it can be read so. */
const zoomFor = ({ width, height }: { width: number; height: number }, room: number, down: number): number =>
  Math.min(1, Math.max(READABLE, Math.min((room - 2 * SIDE) / width, (down - 2 * MARGIN) / height)))

function heightOf(places: Places, room: number): number {
  if (Object.keys(places).length === 0) return 240
  const bounds = boundsOf(places)
  return Math.max(260, bounds.height * zoomFor(bounds, room, Number.POSITIVE_INFINITY) + 2 * MARGIN + TOOLS)
}

/** All of the map where it can be read so, else its beginning. */
function showReadably(flow: ReactFlowInstance<StageBox>, frame: HTMLElement | null, places: Places): void {
  if (frame === null || Object.keys(places).length === 0) return
  const bounds = boundsOf(places)
  const { clientWidth: room, clientHeight: down } = frame
  const zoom = zoomFor(bounds, room, down - TOOLS)
  const across = Math.max(MARGIN, (room - bounds.width * zoom) / 2)
  void flow.setViewport({ x: across - bounds.left * zoom, y: MARGIN - bounds.top * zoom, zoom })
}

/** Shows the map anew where it was arranged anew, not where one box was moved. */
function useShownWhole(
  flow: React.RefObject<ReactFlowInstance<StageBox> | null>,
  frame: React.RefObject<HTMLDivElement | null>,
  places: Places,
  arranged: number,
): void {
  const shown = `${Object.keys(places).length} ${arranged}`
  const before = useRef(shown)
  useEffect(() => {
    if (before.current === shown) return
    before.current = shown
    if (flow.current !== null) showReadably(flow.current, frame.current, places)
  }, [shown, flow, frame, places])
}
