import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { monthAxes } from '../../../components/chart/month-axes.ts'
import { type ChartLook, useChart } from '../../../components/chart/use-chart.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import styles from './months-chart.module.css'
import type { StageMonth } from './stage-months.ts'

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

const { whatIf: text } = lifecycleWords

/** Entries by month under the version in force and under the draft, side by side; the table below holds the same. */
export function MonthsChart({ label, months }: { readonly label: string; readonly months: readonly StageMonth[] }) {
  const place = useChart(months, optionOf)
  return <div ref={place} role="img" aria-label={label} className={styles['plot']} />
}

function optionOf(months: readonly StageMonth[], look: ChartLook): EChartsCoreOption {
  const { accent, detour, label } = look
  const bars = { type: 'bar', barMaxWidth: 18, barGap: '10%' }
  return {
    ...monthAxes(
      months.map(({ month }) => month),
      look,
      'people',
    ),
    legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10, textStyle: label },
    series: [
      { ...bars, name: text.current, itemStyle: { color: detour }, data: months.map(({ current }) => current) },
      { ...bars, name: text.candidate, itemStyle: { color: accent }, data: months.map(({ candidate }) => candidate) },
    ],
  }
}
