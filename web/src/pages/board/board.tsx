import {
  type Announcements,
  DndContext,
  type DragEndEvent,
  DragOverlay,
  type DragStartEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { useMemo, useRef } from 'react'
import type { BoardView } from '../../../../server/src/contract/board.ts'
import type { ContactItem } from '../../../../server/src/contract/contacts.ts'
import { contactName } from '../../components/contact-name.ts'
import type { Stages } from '../../components/stage/stages.ts'
import { boardWords } from '../../words/board-en.ts'
import styles from './board.module.css'
import cardStyles from './board-card.module.css'
import { BoardColumn } from './board-column.tsx'
import { CardFace } from './card-face.tsx'
import { answerOf, type Carried } from './foreseen.ts'
import { byColumns, type KeyboardCarry, overColumn } from './keyboard.ts'
import type { useCarry } from './use-carry.ts'

interface BoardProps {
  readonly board: BoardView
  readonly stages: Stages
  readonly track: string | undefined
  readonly carry: ReturnType<typeof useCarry>
  readonly onMove: (contact: string) => void
}

/** The columns, and the card that is carried between them. */
export function Board({ board, stages, track, carry, onMove }: BoardProps) {
  const { carried } = carry
  const keyboard = useRef<KeyboardCarry>({ stage: null })
  const { current: shown } = useRef<Shown>({ current: null, left: false })
  shown.current = carried
  const order = board.columns.map(({ stage }) => stage)
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: byColumns(keyboard.current, order) }),
  )
  const collision = useMemo(() => overColumn(keyboard.current), [])
  const card = carried === null ? undefined : cardOf(board, carried.contact)
  const announcements = announcementsOf(shown, (stage) => stages.find(stage).name)

  function start({ active }: DragStartEvent) {
    const picked = cardOf(board, String(active.id))
    if (picked === undefined) return
    keyboard.current.stage = null
    carry.pickUp(picked)
  }
  function end({ over }: DragEndEvent) {
    keyboard.current.stage = null
    void carry.putDown(over === null ? null : String(over.id))
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={collision}
      autoScroll={{ threshold: { x: 0.12, y: 0.12 } }}
      accessibility={{ announcements, screenReaderInstructions: { draggable: boardWords.instructions } }}
      onDragStart={start}
      onDragEnd={end}
      onDragCancel={() => void carry.putDown(null)}
    >
      <p id="board-keys" hidden>
        {boardWords.instructions}
      </p>
      <section className={styles['board']} aria-label={boardWords.board} data-carrying={carried !== null || undefined}>
        {board.columns.map((column) => (
          <BoardColumn
            key={column.stage}
            column={column}
            stage={stages.find(column.stage)}
            track={track}
            carried={carried}
            onMove={onMove}
          />
        ))}
      </section>
      <DragOverlay dropAnimation={null}>
        {card !== undefined && (
          <div className={`${cardStyles['card']} ${cardStyles['carried']}`}>
            <CardFace card={card}>
              <span className={cardStyles['name']}>{contactName(card)}</span>
            </CardFace>
          </div>
        )}
      </DragOverlay>
    </DndContext>
  )
}

function cardOf(board: BoardView, contact: string): ContactItem | undefined {
  return board.columns.flatMap(({ cards }) => cards).find(({ id }) => id === contact)
}

interface Shown {
  current: Carried | null
  /** It has been over another column. */
  left: boolean
}

/** What a screen reader is told of a card on its way. */
function announcementsOf(shown: Shown, nameOf: (stage: string) => string): Announcements {
  const nameIn = (data: unknown) => contactName((data as { card: ContactItem }).card)
  const homeOf = (data: unknown) => (data as { card: ContactItem }).card.stage ?? ''
  return {
    onDragStart: ({ active }) => {
      shown.left = false
      return boardWords.picked(nameIn(active.data.current), nameOf(homeOf(active.data.current)))
    },
    onDragOver: ({ active, over }) => {
      if (over === null || shown.current === null) return undefined
      const stage = String(over.id)
      // It begins over its own column, which says nothing new.
      if (!shown.left && stage === homeOf(active.data.current)) return undefined
      shown.left = true
      return boardWords.over(nameIn(active.data.current), nameOf(stage), answerOf(shown.current, stage))
    },
    onDragEnd: ({ active, over }) => {
      const [name, home] = [nameIn(active.data.current), homeOf(active.data.current)]
      return over === null || over.id === home
        ? boardWords.putBack(name, nameOf(home))
        : boardWords.dropped(name, nameOf(String(over.id)))
    },
    onDragCancel: ({ active }) => boardWords.putBack(nameIn(active.data.current), nameOf(homeOf(active.data.current))),
  }
}
