import type { CSSProperties } from 'react'
import type { BetweenReport } from '../../../../../server/src/contract/reports.ts'
import { reportWords } from '../../../words/reports-en.ts'
import { daysText } from '../days-text.ts'
import styles from './spread.module.css'

type Time = NonNullable<BetweenReport['time']>

/** How the times are spread, from nought on: the box holds the middle half, the line nine of ten. */
export function Spread({ time: { q1, median, q3, p90 } }: { readonly time: Time }) {
  const low = Math.min(0, q1)
  const high = Math.max(0, p90, q3)
  const width = high - low || 1
  const at = (days: number) => (days - low) / width
  const style = {
    '--zero': at(0),
    '--q1': at(q1),
    '--median': at(median),
    '--q3': at(q3),
    '--p90': at(p90),
  } as CSSProperties
  return (
    <figure
      className={styles['spread']}
      style={style}
      aria-label={`${reportWords.between.spread}: ${reportWords.median} ${daysText(median)}`}
    >
      <div className={styles['plot']} aria-hidden="true">
        <span className={styles['zero']} />
        <span className={styles['line']} />
        <span className={styles['box']} />
        <span className={styles['median']} />
      </div>
      <div className={styles['scale']} aria-hidden="true">
        <span style={{ '--at': at(0) } as CSSProperties}>0</span>
        <span style={{ '--at': at(high) } as CSSProperties}>{daysText(high)}</span>
      </div>
      <figcaption className={styles['caption']}>
        {reportWords.between.spread}: {reportWords.quartiles.toLowerCase()}{' '}
        {reportWords.quartileText(daysText(q1), daysText(q3))}, {reportWords.median.toLowerCase()} {daysText(median)},{' '}
        {reportWords.p90} {daysText(p90)}
      </figcaption>
    </figure>
  )
}
