import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { boardQuery } from '../../api/board.ts'
import { stagesQuery } from '../../api/stages.ts'
import { PageBody } from '../../components/frame/page-body.tsx'
import { stagesOf } from '../../components/stage/stages.ts'
import { PlaceholderRows } from '../../components/states/placeholder-rows.tsx'
import { ProblemNote } from '../../components/states/problem-note.tsx'
import { QuietNote } from '../../components/states/quiet-note.tsx'
import { boardWords } from '../../words/board-en.ts'
import { words } from '../../words/en.ts'
import { useMay } from '../contact-edit/use-may.ts'
import styles from './board.module.css'
import { Board } from './board.tsx'
import type { Carried } from './foreseen.ts'
import { MoveCardPanel } from './move-card-panel.tsx'
import { useCarry } from './use-carry.ts'
import { useMoveCard } from './use-move-card.ts'
import { ViewSwitch } from './view-switch.tsx'

const route = getRouteApi('/contacts/board')

/** The contacts by stage, to be moved by hand. */
export function BoardPage() {
  const { track, move, to } = route.useSearch()
  const navigate = route.useNavigate()
  const mayMove = useMay('move')
  const board = useQuery(boardQuery(track))
  const tracks = useQuery(stagesQuery()).data?.tracks
  const stages = useMemo(() => stagesOf(tracks?.find(({ key }) => key === track) ?? tracks?.[0]), [tracks, track])
  const moveCard = useMoveCard(track, stages)
  const open = useCallback(
    (contact: string, stage?: string) =>
      void navigate({
        search: ({ track: kept }) => ({
          ...(kept === undefined ? {} : { track: kept }),
          move: contact,
          ...(stage === undefined ? {} : { to: stage }),
        }),
        resetScroll: false,
      }),
    [navigate],
  )
  const close = useCallback(
    () => void navigate({ search: ({ move: _, to: __, ...rest }) => rest, resetScroll: false }),
    [navigate],
  )
  const carry = useCarry({
    track,
    onMove: ({ contact, name, from }: Carried, stage) =>
      void moveCard(name, { contact, from, to: stage, reason: null }),
    onReason: ({ contact }, stage) => open(contact, stage),
    onForce: ({ contact }, stage) =>
      void navigate({ to: '/contacts/$id', params: { id: contact }, search: { panel: 'move', to: stage } }),
  })
  const count = board.data?.columns.reduce((sum, column) => sum + column.count, 0) ?? 0
  return (
    <PageBody
      title={boardWords.title}
      panel={
        move === undefined ? null : (
          <MoveCardPanel
            key={`${move} ${to ?? ''}`}
            contact={move}
            stages={stages}
            track={track}
            wanted={to}
            onClose={close}
            onMove={(name, from, stage, reason) => {
              close()
              void moveCard(name, { contact: move, from, to: stage, reason })
            }}
          />
        )
      }
    >
      <div className={styles['page']}>
        <header className={styles['top']}>
          <div>
            <h1 className={styles['title']}>{words.contacts.title}</h1>
            <p className={styles['truth']}>{board.data === undefined ? ' ' : boardWords.truth(count, mayMove)}</p>
          </div>
          <div className={styles['actions']}>
            {tracks !== undefined && tracks.length > 1 && (
              <NativeSelect
                aria-label={boardWords.track}
                value={track ?? tracks[0]?.key ?? ''}
                data={tracks.map(({ key, name }) => ({ value: key, label: name }))}
                onChange={({ currentTarget }) => void navigate({ search: { track: currentTarget.value } })}
              />
            )}
            <ViewSwitch view="board" />
          </div>
        </header>
        {board.isPending && <PlaceholderRows />}
        {board.isError && board.data === undefined && (
          <ProblemNote error={board.error} onRetry={() => void board.refetch()} />
        )}
        {board.data !== undefined && count === 0 && (
          <QuietNote title={boardWords.nobody}>
            <p>{boardWords.nobodyAdvice}</p>
          </QuietNote>
        )}
        {board.data !== undefined && count > 0 && (
          <Board board={board.data} stages={stages} track={track} carry={carry} onMove={open} />
        )}
      </div>
    </PageBody>
  )
}
