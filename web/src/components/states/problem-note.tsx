import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { RequestFailed } from '../../api/request.ts'
import { words } from '../../words/en.ts'
import styles from './states.module.css'

/** What went wrong, what it means and what to do. */
export function ProblemNote({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const status = error instanceof RequestFailed ? error.status : null
  const { title, advice } = words.problem(status)
  // The session comes with the page itself.
  const retry = status === 401 ? () => window.location.reload() : onRetry
  return (
    <section role="alert" className={styles['note']}>
      <IconAlertTriangle size={20} className={styles['bad']} aria-hidden="true" />
      <h2 className={styles['title']}>{title}</h2>
      <p className={styles['text']}>
        {error.message} {advice}
      </p>
      <Button variant="default" onClick={retry}>
        {words.states.retry}
      </Button>
    </section>
  )
}
