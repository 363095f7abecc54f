import { type ReactNode, useRef } from 'react'
import styles from './chart-frame.module.css'
import { ChartMenu } from './chart-menu.tsx'
import type { ChartTable } from './csv-text.ts'

interface ChartFrameProps {
  /** What the chart shows; names its files, too. */
  readonly title: string
  readonly table: () => ChartTable
  /** What stands above the chart, with its menu on the same line (default: nothing). */
  readonly head?: ReactNode
  readonly children: ReactNode
}

/** A chart with the menu that saves it. */
export function ChartFrame({ title, table, head, children }: ChartFrameProps) {
  const place = useRef<HTMLDivElement>(null)
  return (
    <div>
      <div className={styles['head']}>
        <div>{head}</div>
        <ChartMenu title={title} table={table} of={place} />
      </div>
      <div ref={place}>{children}</div>
    </div>
  )
}
