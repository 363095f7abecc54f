import type { ReactNode } from 'react'
import styles from './facts.module.css'

interface FactListProps {
  readonly title: string
  readonly facts: readonly { readonly key: string; readonly name: string; readonly value: ReactNode }[]
}

/** Names with their values under a title; nothing where there is none. */
export function FactList({ title, facts }: FactListProps) {
  if (facts.length === 0) return null
  return (
    <section>
      <h2 className={styles['title']}>{title}</h2>
      <dl>
        {facts.map(({ key, name, value }) => (
          <div key={key} className={styles['fact']}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
