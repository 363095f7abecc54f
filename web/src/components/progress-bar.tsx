import styles from './progress-bar.module.css'

interface ProgressBarProps {
  readonly label: string
  readonly done: number
  /** Null where the end is not known. */
  readonly total: number | null
}

/** How far something is. */
export function ProgressBar({ label, done, total }: ProgressBarProps) {
  return (
    <progress
      className={styles['bar']}
      aria-label={label}
      {...(total === null ? {} : { value: Math.min(done, total), max: Math.max(1, total) })}
    />
  )
}
