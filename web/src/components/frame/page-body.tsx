import { type ReactNode, useEffect } from 'react'
import styles from './page-body.module.css'

interface PageBodyProps {
  /** What the browser's tab says. */
  readonly title: string
  /** What stands at the side for as long as the address says so. */
  readonly panel?: ReactNode
  readonly children: ReactNode
}

/** A page with its side panel. */
export function PageBody({ title, panel, children }: PageBodyProps) {
  useEffect(() => {
    document.title = `${title} · Ripen`
  }, [title])
  return (
    <div className={styles['with-panel']}>
      <main className={styles['main']}>{children}</main>
      {panel}
    </div>
  )
}
