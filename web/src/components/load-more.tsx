import { Button } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { useEffect } from 'react'
import styles from './load-more.module.css'

interface LoadMoreProps {
  readonly label: string
  readonly busy: boolean
  /** Loads by itself when it comes into sight (default: only when pressed). */
  readonly eager?: boolean
  readonly onMore: () => void
}

/** The end of a list that goes on. Keeps its height while it loads, so that nothing jumps. */
export function LoadMore({ label, busy, eager = false, onMore }: LoadMoreProps) {
  const { ref, entry } = useIntersection({ rootMargin: '600px' })
  const inSight = eager && entry?.isIntersecting === true
  useEffect(() => {
    if (inSight && !busy) onMore()
  }, [inSight, busy, onMore])
  return (
    <div ref={ref} className={styles['end']}>
      <Button variant="subtle" color="gray" size="xs" loading={busy} onClick={onMore}>
        {label}
      </Button>
    </div>
  )
}
