import type { ReactNode } from 'react'
import styles from './states.module.css'

interface QuietNoteProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
}

/** Nothing here, and what to do about it. */
export function QuietNote({ icon, title, children }: QuietNoteProps) {
  return (
    <section className={styles['note']}>
      {icon}
      <h2 className={styles['title']}>{title}</h2>
      <div className={styles['text']}>{children}</div>
    </section>
  )
}
