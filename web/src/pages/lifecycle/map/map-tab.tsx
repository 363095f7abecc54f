import { IconPlus, IconTemplate } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useRef, useState } from 'react'
import { notify } from '../../../components/notice.ts'
import { mapWords as words } from '../../../words/map-en.ts'
import { BeginPart } from '../begin/begin-part.tsx'
import fields from '../fields/fields.module.css'
import { isListValue, valueAt } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'
import styles from './map.module.css'
import { type Drop, drawnWay, orderEdits } from './map-edits.ts'
import { type MapNode, mapOf } from './map-graph.ts'
import { arrange, type Place } from './map-layout.ts'
import { MapLegend } from './map-legend.tsx'
import { MapList } from './map-list.tsx'
import { useKeptPlaces } from './use-kept-places.ts'
import { useStageCounts } from './use-stage-counts.ts'

const route = getRouteApi('/lifecycle')
// The library that draws it is loaded when somebody looks at the map.
const MapCanvas = lazy(() => import('./map-canvas.tsx').then((module) => ({ default: module.MapCanvas })))

/** The stages as a map of what leads where, and the same as a list. */
export function MapTab() {
  const studio = useStudio()
  const latest = useRef(studio)
  latest.current = studio
  const { edit, begin } = route.useSearch()
  const navigate = route.useNavigate()
  const counts = useStageCounts()
  const { kept, put, forget, forgetAll } = useKeptPlaces()
  const [width, setWidth] = useState(0)
  const [arranged, setArranged] = useState(0)
  const room = useRef<HTMLDivElement>(null)
  const map = useMemo(() => mapOf(studio.root), [studio.root])
  const places = useMemo(() => {
    const own = Object.entries(kept).filter(([key]) => map.nodes.some((node) => node.key === key))
    return { ...arrange(map, width), ...Object.fromEntries(own) }
  }, [map, width, kept])
  const open = (key: string) =>
    void navigate({ search: ({ panel: _, ...search }) => ({ ...search, edit: key }), resetScroll: false })
  const beginWith = (what: 'next' | 'presets') =>
    void navigate({
      search: ({ begin: was, ...rest }) => (was === what ? rest : { ...rest, begin: what }),
      resetScroll: false,
    })
  const nodeAt = (key: string): MapNode | undefined => map.nodes.find((node) => node.key === key)
  /** Says what was done, with the way back. */
  const tell = (text: string, isUndone = true) =>
    notify({ text, action: isUndone ? { label: words.undo, run: () => latest.current.undo?.() } : undefined })

  const onPut = (key: string, place: Place, drop: Drop | null) => {
    const edits = drop === null ? [] : orderEdits(map.nodes, key, drop)
    if (drop === null) return put(key, place)
    // It goes to where the order puts it; dropped where it belongs already, it goes back.
    forget(key)
    if (edits.length === 0) return
    studio.change(edits)
    tell(words.ordered(nodeAt(key)?.name ?? key, drop.where, nodeAt(drop.beside)?.name ?? drop.beside))
  }
  const onDraw = (from: string, to: string) => {
    const [source, target] = [nodeAt(from), nodeAt(to)]
    if (source === undefined || target === undefined) return
    const drawn = drawnWay(studio.root, source, target)
    if (drawn.does === 'known') return tell(words.drawnKnown, false)
    if (drawn.does === 'nothing') return tell(words.drawnNothing, false)
    studio.change(drawn.edits)
    if (drawn.does === 'return') return tell(words.drawnReturn(source.name, target.name))
    const before = valueAt(studio.root, [...target.path, 'from'])
    const all = [...(isListValue(before) ? before : []), from].map((key) => nodeAt(String(key))?.name ?? String(key))
    tell(words.drawnFrom(target.name, all))
  }
  const onArrange = () => {
    forgetAll()
    setWidth(room.current?.clientWidth ?? width)
    setArranged(arranged + 1)
  }
  const measure = (place: HTMLDivElement | null) => {
    room.current = place
    if (place !== null && width === 0) setWidth(place.clientWidth)
  }
  return (
    <div className={styles['map']}>
      <div className={styles['bar']}>
        <button
          type="button"
          className={fields['button']}
          aria-expanded={begin === 'next'}
          onClick={() => beginWith('next')}
        >
          <IconPlus size={14} aria-hidden="true" />
          {words.next}
        </button>
        <button
          type="button"
          className={fields['button']}
          aria-expanded={begin === 'presets'}
          onClick={() => beginWith('presets')}
        >
          <IconTemplate size={14} aria-hidden="true" />
          {words.presets}
        </button>
      </div>
      <BeginPart />
      <div ref={measure} className={styles['room']}>
        {width > 0 && (
          <Suspense fallback={<p className={styles['waiting']}>{words.reading}</p>}>
            <MapCanvas
              map={map}
              places={places}
              counts={counts}
              chosen={edit ?? null}
              onOpen={open}
              onPut={onPut}
              onDraw={onDraw}
              onArrange={onArrange}
              width={width}
              arranged={arranged}
            />
          </Suspense>
        )}
      </div>
      <MapLegend />
      <MapList map={map} counts={counts} chosen={edit ?? null} onOpen={open} />
    </div>
  )
}
