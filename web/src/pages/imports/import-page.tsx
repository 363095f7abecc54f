import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { ImportDetail } from '../../../../server/src/contract/imports.ts'
import { importQuery, useRefreshAfterImport } from '../../api/imports.ts'
import { RequestFailed } from '../../api/request.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { MissingPage } from '../../components/states/missing-page.tsx'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { importWords } from '../../words/imports-en.ts'
import { ImportFacts } from './import-facts.tsx'
import styles from './import-page.module.css'
import { UndoImport } from './undo-import.tsx'

const route = getRouteApi('/imports/$id')
const { one: text } = importWords

/** One import: how far it is, what became of its rows, and the way back. */
export function ImportPage() {
  const { id } = route.useParams()
  const found = useQuery(importQuery(id))
  const [asksUndo, setAsksUndo] = useState(false)
  useRefreshOnEnd(found.data?.state)
  const one = found.data
  if (found.error instanceof RequestFailed && (found.error.status === 404 || found.error.status === 400))
    return <MissingPage />
  return (
    <PageBody title={one?.fileName ?? importWords.title}>
      <nav aria-label={importWords.title}>
        <Link to="/imports" className={styles['back']}>
          {text.back}
        </Link>
      </nav>
      {found.isPending && <PlaceholderRows rows={5} />}
      {found.isError && one === undefined && <ProblemNote error={found.error} onRetry={() => void found.refetch()} />}
      {one !== undefined && (
        <>
          <header className={styles['head']}>
            <h1 className={styles['name']}>{one.fileName}</h1>
            <p className={styles['truth']} data-state={one.state} role="status">
              {truthOf(one)}
            </p>
            {one.state === 'running' && <ProgressBar label={text.progress} done={one.bytesRead} total={one.bytes} />}
            {one.state === 'undoing' && <ProgressBar label={text.progress} done={0} total={null} />}
            {one.state === 'failed' && <p className={styles['advice']}>{text.failedAdvice}</p>}
          </header>
          <div className={styles['actions']}>
            {one.state === 'done' && (
              <>
                <Button component={Link} to="/reports/funnel">
                  {text.toFunnel}
                </Button>
                <Button component={Link} to="/contacts" variant="default">
                  {text.toContacts}
                </Button>
              </>
            )}
            {(one.state === 'undone' || one.state === 'failed') && (
              <Button component={Link} to="/imports/new">
                {text.another}
              </Button>
            )}
            {(one.state === 'done' || one.state === 'failed') && !asksUndo && (
              <Button
                variant="default"
                leftSection={<IconArrowBackUp size={16} aria-hidden="true" />}
                onClick={() => setAsksUndo(true)}
              >
                {text.undo}
              </Button>
            )}
          </div>
          {asksUndo && (one.state === 'done' || one.state === 'failed') && (
            <UndoImport one={one} onClose={() => setAsksUndo(false)} />
          )}
          <ImportFacts one={one} />
        </>
      )}
    </PageBody>
  )
}

function truthOf(one: ImportDetail): string {
  if (one.state === 'running') {
    const part = one.bytes === 0 ? 0 : Math.floor((100 * one.bytesRead) / one.bytes)
    return text.running(`${Math.min(100, part)} %`)
  }
  if (one.state === 'undoing') return text.undoing
  if (one.state === 'undone') return text.undone
  if (one.state === 'failed') return text.failed(one.failure ?? '')
  return text.done(one)
}

/** Once it has come to its end, what other pages show is no longer true. */
function useRefreshOnEnd(state: ImportDetail['state'] | undefined): void {
  const refresh = useRefreshAfterImport()
  const before = useRef(state)
  useEffect(() => {
    const was = before.current
    before.current = state
    if ((was === 'running' || was === 'undoing') && state !== was) refresh()
  }, [state, refresh])
}
