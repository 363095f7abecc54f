import { type EChartsCoreOption, init } from 'echarts/core'
import { type RefObject, useEffect, useRef } from 'react'

/** The colours and letters of the page, for what is drawn. */
export interface ChartLook {
  readonly accent: string
  readonly paper: string
  readonly ink: string
  readonly soft: string
  readonly line: string
  readonly detour: string
  readonly label: { readonly color: string; readonly fontFamily: string; readonly fontSize: number }
}

/** Draws what a function makes of data, again whenever the data, the room or the theme changes. */
export function useChart<Data>(
  data: Data,
  optionOf: (data: Data, look: ChartLook) => EChartsCoreOption,
): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null)
  const drawn = JSON.stringify(data)
  useEffect(() => {
    if (place.current === null) return
    const chart = init(place.current, null, { renderer: 'svg' })
    const draw = () => {
      if (place.current !== null) chart.setOption(optionOf(JSON.parse(drawn), lookOf(place.current)), true)
    }
    draw()
    const sized = new ResizeObserver(() => chart.resize())
    sized.observe(place.current)
    const themed = new MutationObserver(draw)
    themed.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] })
    return () => {
      sized.disconnect()
      themed.disconnect()
      chart.dispose()
    }
  }, [drawn, optionOf])
  return place
}

function lookOf(place: HTMLElement): ChartLook {
  const style = getComputedStyle(place)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const soft = colour('--ink-soft')
  return {
    accent: colour('--accent'),
    paper: colour('--paper'),
    ink: colour('--ink'),
    soft,
    line: colour('--line'),
    detour: colour('--detour'),
    label: { color: soft, fontFamily: style.fontFamily, fontSize: 12 },
  }
}
