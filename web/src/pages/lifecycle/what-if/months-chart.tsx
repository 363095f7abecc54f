import { BarChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { type ChartLook, useChart } from '../../../components/chart/use-chart.ts'
import { shortMonthText } from '../../../components/door/month.ts'
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

function optionOf(
  months: readonly StageMonth[],
  { accent, paper, ink, line, detour, label }: ChartLook,
): EChartsCoreOption {
  const bars = { type: 'bar', barMaxWidth: 18, barGap: '10%' }
  return {
    animation: false,
    grid: { top: 32, right: 12, bottom: 28, left: 44 },
    legend: { top: 0, left: 0, itemWidth: 10, itemHeight: 10, textStyle: label },
    xAxis: {
      type: 'category',
      data: months.map(({ month }) => shortMonthText(month)),
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { ...label, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      axisLabel: label,
      splitLine: { lineStyle: { color: line } },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink,
      borderWidth: 0,
      textStyle: { color: paper, fontFamily: label.fontFamily, fontSize: 12 },
    },
    series: [
      { ...bars, name: text.current, itemStyle: { color: detour }, data: months.map(({ current }) => current) },
      { ...bars, name: text.candidate, itemStyle: { color: accent }, data: months.map(({ candidate }) => candidate) },
    ],
  }
}
