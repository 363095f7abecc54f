import { lazy, Suspense } from 'react'
import type { WhatIfView } from '../../../../../server/src/contract/what-if.ts'
import { ChartFrame } from '../../../components/chart/chart-frame.tsx'
import { monthAt } from '../../../components/door/month.ts'
import type { Stages } from '../../../components/stage/stages.ts'
import { useNow } from '../../../components/use-now.ts'
import { lifecycleWords } from '../../../words/lifecycle-en.ts'
import section from '../section.module.css'
import { MonthsTable } from './months-table.tsx'
import { conversionOf, monthsOf, type StageMonth } from './stage-months.ts'
import styles from './what-if-tab.module.css'

const { whatIf: text } = lifecycleWords
// The library that draws them is larger than all the rest of the page.
const MonthsChart = lazy(() => import('./months-chart.tsx').then((module) => ({ default: module.MonthsChart })))
const ConversionChart = lazy(() =>
  import('./conversion-chart.tsx').then((module) => ({ default: module.ConversionChart })),
)

interface MonthChartsProps {
  readonly answer: WhatIfView
  readonly base: string | null
  readonly stages: Stages
}

/** Entries by month, and what part they are of the entries into another stage, under both lifecycles. */
export function MonthCharts({ answer, base, stages }: MonthChartsProps) {
  const thisMonth = monthAt(useNow())
  const months = monthsOf(answer, base)
  if (months.length === 0) return <p className={section['which']}>{text.nobodyThen}</p>
  const stage = stages.find(answer.stage).short
  const from = base === null ? null : stages.find(base).short
  const isUnfinished = months.at(-1)?.month === thisMonth
  return (
    <section className={section['section']} aria-labelledby="months">
      <div className={styles['charts']}>
        <ChartFrame
          title={text.chart(stage)}
          table={() => ({
            columns: [text.month, text.current, text.candidate],
            rows: months.map(({ month, current, candidate }) => [month, current, candidate]),
          })}
          head={
            <h2 id="months" className={section['title']}>
              {text.chart(stage)}
            </h2>
          }
        >
          <div className={styles['chart']}>
            <Suspense fallback={null}>
              <MonthsChart label={text.chart(stage)} months={months} />
            </Suspense>
          </div>
        </ChartFrame>
        {from !== null && (
          <ChartFrame
            title={text.conversion(from, stage)}
            table={() => conversionTable(months)}
            head={<h2 className={section['title']}>{text.conversion(from, stage)}</h2>}
          >
            <div className={styles['chart']}>
              <Suspense fallback={null}>
                <ConversionChart label={text.conversion(from, stage)} months={months} />
              </Suspense>
            </div>
          </ChartFrame>
        )}
      </div>
      <p className={section['note']}>
        {from !== null && text.conversionNote(from, stage)} {isUnfinished && text.unfinished}
      </p>
      <MonthsTable months={months} stage={stage} base={from} />
    </section>
  )
}

const conversionTable = (months: readonly StageMonth[]) => ({
  columns: [text.month, text.current, text.candidate].map((column, index) => (index === 0 ? column : `${column} %`)),
  rows: months.map((month) => [
    month.month,
    conversionOf(month, 'current') ?? '',
    conversionOf(month, 'candidate') ?? '',
  ]),
})
