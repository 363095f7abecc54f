import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { monthAxes } from '../../../components/chart/month-axes.ts'
import { type ChartLook, useChart } from '../../../components/chart/use-chart.ts'
import { shortMonthText } from '../../../components/door/month.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import styles from './months-chart.module.css'
import { conversionOf, type StageMonth } from './stage-months.ts'

use([LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

const { whatIf: text } = lifecycleWords
/** Below this a share of people says little: its point is hollow. */
const FEW = 30

interface ConversionChartProps {
  readonly label: string
  readonly months: readonly StageMonth[]
}

/** What part of those who entered the stage before entered the compared one, by month, under both. */
export function ConversionChart({ label, months }: ConversionChartProps) {
  const place = useChart(months, optionOf)
  return <div ref={place} role="img" aria-label={label} className={styles['plot']} />
}

function optionOf(months: readonly StageMonth[], look: ChartLook): EChartsCoreOption {
  const { accent, paper, detour, label } = look
  const axes = monthAxes(
    months.map(({ month }) => month),
    look,
    '%',
  )
  const series = (side: 'current' | 'candidate', colour: string) => ({
    type: 'line',
    name: text[side],
    color: colour,
    symbolSize: 7,
    lineStyle: { width: 2, type: side === 'current' ? 'dashed' : 'solid' },
    data: months.map((month) => ({
      value: conversionOf(month, side),
      symbol: (month.base?.[side] ?? 0) < FEW ? 'emptyCircle' : 'circle',
    })),
  })
  return {
    ...axes,
    backgroundColor: paper,
    legend: { top: 0, left: 0, itemWidth: 18, itemHeight: 8, textStyle: label },
    tooltip: {
      ...axes.tooltip,
      formatter: (shown: readonly { readonly dataIndex: number }[]) => {
        const month = months[shown[0]?.dataIndex ?? 0]
        if (month === undefined) return ''
        const side = (name: 'current' | 'candidate') =>
          `${text[name]}: ${text.part(month[name], month.base?.[name] ?? 0)}`
        return `${shortMonthText(month.month)}<br>${side('current')}<br>${side('candidate')}`
      },
    },
    series: [series('current', detour), series('candidate', accent)],
  }
}
