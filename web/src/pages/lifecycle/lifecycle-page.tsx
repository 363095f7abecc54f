import { useQuery } from '@tanstack/react-query'
import { lifecycleQuery } from '../../api/lifecycle.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { lifecycleWords } from '../../words/lifecycle-en.ts'
import styles from './lifecycle-page.module.css'
import { LifecycleStudio } from './lifecycle-studio.tsx'

/** The lifecycle: what is in force, and a draft with all that follows from it. */
export function LifecyclePage() {
  const head = useQuery(lifecycleQuery())
  if (head.data !== undefined) return <LifecycleStudio head={head.data} />
  return (
    <PageBody title={lifecycleWords.title}>
      <h1 className={styles['title']}>{lifecycleWords.title}</h1>
      {head.isError ? <ProblemNote error={head.error} onRetry={() => void head.refetch()} /> : <PlaceholderRows />}
    </PageBody>
  )
}
