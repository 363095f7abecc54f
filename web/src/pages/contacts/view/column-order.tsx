import { IconArrowDown, IconArrowUp, IconGripVertical, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { columnTitle } from '../../../words/contact-list-en.ts'
import { panelWords } from '../../../words/contact-panels-en.ts'
import { type ListView, movedColumn } from './list-view.ts'
import styles from './view-panel.module.css'

const { view: words } = panelWords

interface ColumnOrderProps {
  readonly view: ListView
  readonly onView: (view: ListView) => void
}

/** The columns in their order: dragged, moved by buttons or by keys, and hidden. */
export function ColumnOrder({ view, onView }: ColumnOrderProps) {
  const { columns } = view
  const list = useRef<HTMLUListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const [told, setTold] = useState('')
  const focusAt = (index: number) =>
    window.requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLElement>('[data-column]')[index]?.focus({ preventScroll: false }),
    )
  const move = (from: number, to: number) => {
    const moved = movedColumn(view, from, to)
    if (moved === view) return
    onView(moved)
    setTold(words.moved(columnTitle(columns[from]?.name ?? ''), to + 1, columns.length))
  }
  const hide = (index: number) => {
    onView({ ...view, columns: columns.toSpliced(index, 1) })
    focusAt(Math.min(index, columns.length - 2))
  }
  const press = (event: KeyboardEvent, index: number) => {
    if (event.target !== event.currentTarget) return
    const by = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined
    if (by !== undefined) {
      move(index, index + by)
      focusAt(Math.max(0, Math.min(columns.length - 1, index + by)))
    } else if (event.key === 'Delete') hide(index)
    else return
    event.preventDefault()
  }
  return (
    <>
      <ul ref={list} className={styles['columns']}>
        {columns.map(({ name }, index) => {
          const title = columnTitle(name)
          return (
            <li
              key={name}
              className={styles['column']}
              data-dragged={dragged === index || undefined}
              draggable
              onDragStart={({ dataTransfer }) => {
                dataTransfer.effectAllowed = 'move'
                setDragged(index)
              }}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => {
                if (dragged === null) return
                event.preventDefault()
                if (dragged === index) return
                move(dragged, index)
                setDragged(index)
              }}
            >
              <IconGripVertical size={14} className={styles['grip']} aria-hidden="true" />
              <button
                type="button"
                data-column={name}
                aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
                className={styles['label']}
                onKeyDown={(event) => press(event, index)}
              >
                {title}
              </button>
              <button
                type="button"
                className={styles['icon']}
                aria-label={words.up(title)}
                disabled={index === 0}
                onClick={() => move(index, index - 1)}
              >
                <IconArrowUp size={14} aria-hidden="true" />
              </button>
              <button
                type="button"
                className={styles['icon']}
                aria-label={words.down(title)}
                disabled={index === columns.length - 1}
                onClick={() => move(index, index + 1)}
              >
                <IconArrowDown size={14} aria-hidden="true" />
              </button>
              <button
                type="button"
                className={styles['icon']}
                aria-label={words.remove(title)}
                onClick={() => hide(index)}
              >
                <IconX size={14} aria-hidden="true" />
              </button>
            </li>
          )
        })}
      </ul>
      <p role="status" className="for-readers-only">
        {told}
      </p>
    </>
  )
}
