import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { CohortsReport } from '../../../../../server/src/contract/reports.ts'
import { shortMonthText } from '../../../components/door/month.ts'
import type { Stages } from '../../../components/stage/stages.ts'
import { reportWords } from '../../../words/reports-en.ts'
import section from '../section.module.css'
import { shareText } from '../share.ts'
import styles from './cohort-chart.module.css'
import { type CohortPoint, pointsOf } from './cohort-points.ts'

use([LineChart, CustomChart, GridComponent, TooltipComponent, SVGRenderer])

const { cohorts: text } = reportWords

interface CohortChartProps {
  readonly report: CohortsReport
  readonly rows: CohortsReport['rows']
  readonly to: string
  readonly stages: Stages
}

/** The share of each month that reached a stage, with how sure it is; the table below holds the same. */
export function CohortChart({ report: { from }, rows, to, stages }: CohortChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const points = pointsOf(rows, to)
  const drawn = JSON.stringify(points)
  useEffect(() => {
    if (place.current === null) return
    const chart = init(place.current, null, { renderer: 'svg' })
    const draw = () => {
      if (place.current !== null) chart.setOption(optionOf(JSON.parse(drawn), place.current), true)
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
  }, [drawn])
  const title = text.chart(stages.find(from).short, stages.find(to).short)
  return (
    <figure>
      <h2 className={section['title']}>{title}</h2>
      <div ref={place} role="img" aria-label={title} className={styles['plot']} />
      <figcaption className={section['foot']}>{text.chartNote}</figcaption>
    </figure>
  )
}

function optionOf(points: readonly CohortPoint[], place: HTMLElement): EChartsCoreOption {
  const style = getComputedStyle(place)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const [accent, paper, ink, soft, line] = ['--accent', '--paper', '--ink', '--ink-soft', '--line'].map(colour)
  const label = { color: soft, fontFamily: style.fontFamily, fontSize: 12 }
  return {
    animation: false,
    grid: { top: 12, right: 12, bottom: 28, left: 44 },
    xAxis: {
      type: 'category',
      data: points.map(({ month }) => shortMonthText(month)),
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { ...label, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { ...label, formatter: '{value} %' },
      splitLine: { lineStyle: { color: line } },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink,
      borderWidth: 0,
      textStyle: { color: paper, fontFamily: style.fontFamily, fontSize: 12 },
      formatter: (shown: { dataIndex: number }[]) => tipOf(points[shown[0]?.dataIndex ?? -1]),
    },
    series: [
      {
        type: 'custom',
        silent: true,
        data: points.map(({ low, high }, index) => [index, low, high]),
        encode: { x: 0, y: [1, 2] },
        renderItem: (_: unknown, api: { value(at: number): number; coord(point: number[]): number[] }) => {
          const [x = 0, bottom = 0] = api.coord([api.value(0), api.value(1)])
          const [, top = 0] = api.coord([api.value(0), api.value(2)])
          const shape = { x: x - 3, y: top, width: 6, height: bottom - top, r: 3 }
          return { type: 'rect', shape, style: { fill: accent, opacity: 0.22 } }
        },
      },
      {
        type: 'line',
        symbol: 'circle',
        symbolSize: 8,
        lineStyle: { color: accent, width: 2 },
        data: points.map(({ share, isYoung }) => ({
          value: share,
          itemStyle: { color: isYoung ? paper : accent, borderColor: accent, borderWidth: 2 },
        })),
      },
    ],
  }
}

function tipOf(point: CohortPoint | undefined): string {
  if (point === undefined) return ''
  const { month, reached, entered, low, high, isYoung } = point
  const likely = text.interval(`${Math.round(low)} %`, `${Math.round(high)} %`)
  return [`${shortMonthText(month)}: ${shareText(reached, entered)}`, likely, ...(isYoung ? [text.soFar] : [])].join(
    '<br>',
  )
}
