import { mapWords as words } from '../../../words/map-en.ts'
import styles from './map.module.css'

const lines = ['order', 'exit', 'from', 'return', 'requires'] as const

/** What each kind of line means, and how one goes about the map. */
export function MapLegend() {
  return (
    <div className={styles['legend']}>
      <ul aria-label={words.legend.label}>
        {lines.map((line) => (
          <li key={line}>
            <svg width="28" height="8" viewBox="0 0 28 8" aria-hidden="true" data-line={line}>
              <path d="M1 4H27" />
            </svg>
            {words.legend[line]}
          </li>
        ))}
      </ul>
      <p>{words.hint}</p>
    </div>
  )
}
