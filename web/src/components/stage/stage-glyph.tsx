import type { CSSProperties } from 'react'
import styles from './stage-glyph.module.css'

/** How ripe a stage is, as a pie that fills by its place; a detour is a ring with a stroke through it. */
export function StageGlyph({ ripe, size = 12 }: { readonly ripe: number | null; readonly size?: number }) {
  const style = { '--ripe': ripe ?? 0 } as CSSProperties
  return (
    <svg
      className={`stage-colour ${styles['glyph']}`}
      data-detour={ripe === null ? '' : undefined}
      style={style}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
    >
      <circle cx="6" cy="6" r="5.25" className={styles['ring']} />
      {ripe === null ? (
        <path d="M3.6 8.4 8.4 3.6" className={styles['ring']} />
      ) : (
        <path d={pie(ripe)} className={styles['fill']} />
      )}
    </svg>
  )
}

/** A slice of a circle of radius 3.5 from twelve o'clock: an eighth for the first stage, the whole for the last. */
function pie(ripe: number): string {
  const share = 0.125 + 0.875 * ripe
  if (share >= 0.999) return 'M6 2.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7Z'
  const angle = 2 * Math.PI * share
  const x = 6 + 3.5 * Math.sin(angle)
  const y = 6 - 3.5 * Math.cos(angle)
  return `M6 6V2.5A3.5 3.5 0 ${share > 0.5 ? 1 : 0} 1 ${x.toFixed(3)} ${y.toFixed(3)}Z`
}
