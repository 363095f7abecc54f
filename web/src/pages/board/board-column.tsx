import { useDroppable } from '@dnd-kit/core'
import { IconBan, IconMessage2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCallback, useId } from 'react'
import type { BoardView } from '../../../../server/src/contract/board.ts'
import { useFurtherCards } from '../../api/board.ts'
import { LoadMore } from '../../components/load-more.tsx'
import { StageGlyph } from '../../components/stage/stage-glyph.tsx'
import type { Stage } from '../../components/stage/stages.ts'
import { boardWords } from '../../words/board-en.ts'
import { number } from '../../words/en.ts'
import styles from './board.module.css'
import { BoardCard } from './board-card.tsx'
import { answerOf, type Carried } from './foreseen.ts'

interface BoardColumnProps {
  readonly column: BoardView['columns'][number]
  readonly stage: Stage
  readonly track: string | undefined
  readonly carried: Carried | null
  readonly onMove: (contact: string) => void
}

/** A stage with its people. While a card is in the air it says whether it takes it. */
export function BoardColumn({ column, stage, track, carried, onMove }: BoardColumnProps) {
  const heading = useId()
  const { setNodeRef, isOver } = useDroppable({ id: column.stage })
  const { mutate, isPending } = useFurtherCards(track, column.stage)
  const { next } = column
  const showMore = useCallback(() => {
    if (next !== null) mutate(next)
  }, [mutate, next])
  const isHome = carried?.from === column.stage
  const move = carried?.moves?.get(column.stage)
  const may = carried === null || isHome ? undefined : (move?.may ?? 'asking')
  return (
    <section
      ref={setNodeRef}
      className={styles['column']}
      aria-labelledby={heading}
      data-stage={column.stage}
      data-detour={stage.detour || undefined}
      data-may={may}
      data-over={(isOver && !isHome) || undefined}
    >
      <h2 className={styles['head']}>
        <StageGlyph ripe={stage.ripe} size={14} />
        <Link
          to="/contacts"
          id={heading}
          search={{ stage: column.stage, ...(track === undefined ? {} : { track }) }}
          className={styles['stage']}
          title={stage.name}
        >
          {stage.short}
        </Link>
        <span className={styles['count']}>{number(column.count)}</span>
      </h2>
      {carried !== null && !isHome && (
        <p className={styles['answer']} data-may={may}>
          {may === 'never' && <IconBan size={14} aria-hidden="true" />}
          {may === 'with_reason' && <IconMessage2 size={14} aria-hidden="true" />}
          {answerOf(carried, column.stage)}
        </p>
      )}
      <ul className={styles['cards']}>
        {column.cards.map((card) => (
          <BoardCard key={card.id} card={card} onMove={() => onMove(card.id)} />
        ))}
        {column.cards.length === 0 && <li className={styles['empty']}>{boardWords.empty}</li>}
        {next !== null && (
          <li>
            <LoadMore label={boardWords.more} busy={isPending} onMore={showMore} />
          </li>
        )}
      </ul>
    </section>
  )
}
