import { lazy, type ReactNode, Suspense } from 'react'
import type { Value } from '../model/value.ts'
import styles from './stage-side.module.css'

const InWords = lazy(() =>
  import('./conditions-in-words.tsx').then((module) => ({ default: module.ConditionsInWords })),
)

/** Conditions in words, as soon as the words are there. */
export function Conditions({ value }: { readonly value: Value | undefined }) {
  if (value === undefined) return null
  return (
    <div className={styles['conditions']}>
      <Suspense fallback={null}>
        <InWords value={value} />
      </Suspense>
    </div>
  )
}

/** One thing that a stage says of itself, under its name. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['part']}>
      <h3>{title}</h3>
      <div>{children}</div>
    </section>
  )
}
