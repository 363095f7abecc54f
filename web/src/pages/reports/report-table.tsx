import { type ReactNode, useId } from 'react'
import styles from './report-table.module.css'

interface ReportTableProps {
  readonly caption: string
  /** Whether the caption is there for screen readers alone. */
  readonly isCaptionHidden?: boolean
  readonly children: ReactNode
}

/** A table of numbers, which moves within its own frame where there is too little room. */
export function ReportTable({ caption, isCaptionHidden = false, children }: ReportTableProps) {
  const id = useId()
  return (
    <section className={styles['frame']} aria-labelledby={id}>
      <table className={styles['table']}>
        <caption id={id} className={isCaptionHidden ? 'for-readers-only' : styles['caption']}>
          {caption}
        </caption>
        {children}
      </table>
    </section>
  )
}
