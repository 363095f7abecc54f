import { shortMonthText } from '../door/month.ts'
import type { ChartLook } from './use-chart.ts'

/** What charts by month have in common: months below, numbers from nought at the side, and a tip in the theme's colours. */
export function monthAxes(months: readonly string[], { paper, ink, line, label }: ChartLook, unit: 'people' | '%') {
  return {
    animation: false,
    grid: { top: 32, right: 12, bottom: 28, left: 44 },
    xAxis: {
      type: 'category',
      data: months.map(shortMonthText),
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { ...label, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      ...(unit === 'people' ? { minInterval: 1 } : {}),
      axisLabel: unit === '%' ? { ...label, formatter: '{value} %' } : label,
      splitLine: { lineStyle: { color: line } },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink,
      borderWidth: 0,
      textStyle: { color: paper, fontFamily: label.fontFamily, fontSize: 12 },
    },
  } as const
}
