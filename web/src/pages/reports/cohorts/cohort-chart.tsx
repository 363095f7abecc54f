import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { CohortsReport } from '../../../../../server/src/contract/reports.ts'
import { ChartFrame } from '../../../components/chart/chart-frame.tsx'
import { monthAxes } from '../../../components/chart/month-axes.ts'
import { type ChartLook, useChart } from '../../../components/chart/use-chart.ts'
import { shortMonthText } from '../../../components/door/month.ts'
import type { Stages } from '../../../components/stage/stages.ts'
import { chartWords } from '../../../words/chart-en.ts'
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
  const points = pointsOf(rows, to)
  const place = useChart(points, optionOf)
  const title = text.chart(stages.find(from).short, stages.find(to).short)
  return (
    <ChartFrame
      title={title}
      table={() => ({
        columns: chartWords.shares,
        rows: points.map(({ month, entered, reached, share, low, high, isYoung }) => [
          ...[month, entered, reached],
          ...[share, low, high].map((percent) => Math.round(percent * 10) / 10),
          isYoung ? text.soFar : '',
        ]),
      })}
      head={<h2 className={section['title']}>{title}</h2>}
    >
      <figure>
        <div ref={place} role="img" aria-label={title} className={styles['plot']} />
        <figcaption className={section['foot']}>{text.chartNote}</figcaption>
      </figure>
    </ChartFrame>
  )
}

function optionOf(points: readonly CohortPoint[], look: ChartLook): EChartsCoreOption {
  const { accent, paper } = look
  const axes = monthAxes(
    points.map(({ month }) => month),
    look,
    '%',
  )
  return {
    ...axes,
    grid: { ...axes.grid, top: 12 },
    tooltip: {
      ...axes.tooltip,
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
