import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { BulkActionView } from '../../../../server/src/contract/bulk-actions.ts'
import { bulkActionQuery, isAtWork, useActOnBulk, useRefreshAfterBulk } from '../../api/bulk.ts'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { bulkWords } from '../../words/bulk-en.ts'
import { useMay } from '../contact-edit/use-may.ts'
import styles from './bulk-progress.module.css'

interface BulkProgressProps {
  readonly id: string
  /** Away from it, where it stands beside something else. */
  readonly onDrop: () => void
}

/** One bulk action: how far it is, what would come or came of it, and what can be done about it. */
export function BulkProgress({ id, onDrop }: BulkProgressProps) {
  const query = useQuery(bulkActionQuery(id))
  const refresh = useRefreshAfterBulk()
  const state = query.data?.state
  const before = useRef(state)
  useEffect(() => {
    const wasAtWork = before.current === 'running' || before.current === 'undoing'
    if (wasAtWork && state !== before.current) refresh()
    before.current = state
  }, [state, refresh])
  if (query.isError && query.data === undefined)
    return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
  if (query.data === undefined) return null
  return <Shown one={query.data} onDrop={onDrop} />
}

function Shown({ one, onDrop }: { readonly one: BulkActionView; readonly onDrop: () => void }) {
  const { state, failure, result, foreseen } = one
  const isMove = one.work.do === 'move'
  const isAhead = state === 'planned' || state === 'planning'
  const tally = isAhead ? foreseen : result
  const reasons = state === 'undone' || state === 'undoing' ? one.undo.reasons : (tally?.reasons ?? [])
  return (
    <div className={styles['progress']}>
      <div role="status" className={styles['says']}>
        <p className={styles['truth']}>{sentenceOf(one, isMove)}</p>
        {failure !== null && <p className={styles['bad']}>{bulkWords.failed(failure)}</p>}
      </div>
      {isAtWork(state) && (
        <ProgressBar
          label={bulkWords.progress}
          done={one.reached}
          total={state === 'gathering' || one.people === 0 ? null : one.people}
        />
      )}
      {reasons.length > 0 && !isAtWork(state) && (
        <ul className={styles['reasons']} aria-label={bulkWords.reasons}>
          {reasons.slice(0, 6).map(({ key, text, count }) => (
            <li key={key}>
              <Link
                to="/contacts/bulk/$id"
                params={{ id: one.id }}
                search={{ reason: key, outcome: state === 'undone' ? ('left' as const) : ('refused' as const) }}
                className="link"
                aria-label={bulkWords.whoFor(count, text)}
              >
                {bulkWords.who(count)}
              </Link>{' '}
              {text}
            </li>
          ))}
        </ul>
      )}
      <Acts one={one} onDrop={onDrop} />
    </div>
  )
}

function sentenceOf(one: BulkActionView, isMove: boolean): string {
  const { state, people, reached, foreseen, result, undo } = one
  if (state === 'gathering') return bulkWords.found(people)
  if (state === 'planning') return bulkWords.looking(reached, people)
  if (state === 'planned' && foreseen !== null) return bulkWords.foreseen(people, foreseen, isMove)
  if (state === 'running') return bulkWords.working(reached, people)
  if (state === 'undoing') return bulkWords.undoing
  return state === 'undone' ? bulkWords.undone(undo) : bulkWords.became(people, result, isMove)
}

function Acts({ one, onDrop }: { readonly one: BulkActionView; readonly onDrop: () => void }) {
  const { id, state, foreseen, result, startedAt } = one
  const act = useActOnBulk(id)
  const may = useMay(one.work.do === 'move' ? 'move' : 'change')
  if (!may) return null
  const count = foreseen?.done ?? 0
  const isLeft = state === 'planned' || state === 'gathering' || state === 'planning'
  return (
    <div className={styles['acts']}>
      {state === 'planned' && (
        <Button disabled={count === 0} loading={act.isPending} onClick={() => act.mutate('start')}>
          {bulkWords.start(count)}
        </Button>
      )}
      {isLeft && startedAt === null && (
        <Button variant="default" onClick={() => act.mutate('drop', { onSettled: onDrop })}>
          {bulkWords.drop}
        </Button>
      )}
      {state === 'running' && (
        <>
          <Button variant="default" loading={act.isPending} onClick={() => act.mutate('stop')}>
            {bulkWords.stop}
          </Button>
          <span className={styles['soft']}>{bulkWords.background}</span>
        </>
      )}
      {state === 'stopped' && (
        <Button variant="default" loading={act.isPending} onClick={() => act.mutate('start')}>
          {bulkWords.goOn}
        </Button>
      )}
      {(state === 'done' || state === 'stopped') && result.done > 0 && (
        <Button variant="default" loading={act.isPending} onClick={() => act.mutate('undo')}>
          {bulkWords.undo}
        </Button>
      )}
      {act.isError && (
        <p role="alert" className={styles['bad']}>
          {act.error.message}
        </p>
      )}
    </div>
  )
}
