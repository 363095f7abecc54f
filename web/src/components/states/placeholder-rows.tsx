import { words } from '../../words/en.ts'
import styles from './states.module.css'
import { useSlow } from './use-slow.ts'

const widths = [62, 48, 71, 55, 66, 44, 58, 69, 51, 60]

/** What stands where rows will be; nothing for the first 200 ms. */
export function PlaceholderRows({ rows = 10 }: { readonly rows?: number }) {
  const slow = useSlow(true)
  return (
    <div role="status" className={styles['placeholder']} data-placeholder>
      <span className="for-readers-only">{words.states.loading}</span>
      {slow &&
        widths.slice(0, rows).map((width) => (
          <div key={width} className={styles['row']} aria-hidden="true">
            <span style={{ width: `${width * 0.3}%` }} />
            <span style={{ width: `${width * 0.22}%` }} />
            <span style={{ width: `${width * 0.14}%` }} />
          </div>
        ))}
    </div>
  )
}
