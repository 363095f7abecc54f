import { type ReactNode, useEffect } from 'react'
import styles from './entry-page.module.css'

interface EntryPageProps {
  /** What the browser's tab says. */
  readonly title: string
  readonly truth: string
  readonly text?: ReactNode
  readonly children?: ReactNode
}

/** A page before the app: one thing to do, and nothing else. */
export function EntryPage({ title, truth, text, children }: EntryPageProps) {
  useEffect(() => {
    document.title = `${title} · Ripen`
  }, [title])
  return (
    <main className={styles['page']}>
      <div className={styles['card']}>
        <p className={styles['brand']}>
          <img src="/icon.svg" alt="" width={24} height={24} />
          Ripen
        </p>
        <h1 className={styles['title']}>{truth}</h1>
        {text !== undefined && <p className={styles['text']}>{text}</p>}
        {children}
      </div>
    </main>
  )
}
