import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { isSortable } from '../../../api/contacts.ts'
import { columnTitle, listWords } from '../../../words/contact-list-en.ts'
import styles from '../contacts-table.module.css'
import { widthOf } from './columns.ts'
import { boundedWidth, type ListColumn } from './list-view.ts'

interface ColumnHeadProps {
  readonly column: ListColumn
  /** The usual columns share the page as they need; others have a width each. */
  readonly isUsual: boolean
  readonly onWidth: (width: number | null) => void
}

const route = getRouteApi('/contacts')
const STEP = 16

/** The head of a column; its edge can be pulled, or moved with the arrow keys. */
export function ColumnHead({ column: { name, width }, isUsual, onWidth }: ColumnHeadProps) {
  const head = useRef<HTMLTableCellElement>(null)
  const [pulled, setPulled] = useState<number | null>(null)
  const search = route.useSearch()
  const { sort } = search
  const isSorted = name === 'since' && isSortable(search)
  const title = columnTitle(name)
  const shown = pulled ?? width ?? (isUsual ? null : widthOf(name))
  const measured = () => head.current?.offsetWidth ?? widthOf(name)
  const pull = (event: PointerEvent<HTMLElement>) => {
    const [start, before] = [event.clientX, measured()]
    let last = before
    const edge = event.currentTarget
    edge.setPointerCapture(event.pointerId)
    const move = ({ clientX }: globalThis.PointerEvent) => {
      last = boundedWidth(before + clientX - start)
      setPulled(last)
    }
    const end = () => {
      edge.removeEventListener('pointermove', move)
      setPulled(null)
      if (last !== before) onWidth(last)
    }
    edge.addEventListener('pointermove', move)
    edge.addEventListener('lostpointercapture', end, { once: true })
  }
  const press = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowLeft' ? -STEP : event.key === 'ArrowRight' ? STEP : 0
    if (by === 0 && event.key !== 'Home') return
    event.preventDefault()
    onWidth(by === 0 ? null : boundedWidth(measured() + by))
  }
  return (
    <th
      ref={head}
      scope="col"
      className={styles[name]}
      style={shown === null ? undefined : { width: shown }}
      aria-sort={isSorted ? (sort === 'since' ? 'ascending' : 'descending') : undefined}
    >
      {isSorted ? (
        <Link
          from="/contacts"
          to="/contacts"
          search={({ sort: now, ...search }) => (now === 'since' ? search : { ...search, sort: 'since' })}
          resetScroll={false}
          className={styles['sort']}
          title={sort === 'since' ? listWords.view.newestFirst : listWords.view.longestFirst}
        >
          {title}
          {sort === 'since' ? (
            <IconArrowUp size={13} aria-hidden="true" />
          ) : (
            <IconArrowDown size={13} aria-hidden="true" />
          )}
        </Link>
      ) : (
        <span className={styles['cut']}>{title}</span>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a line that is moved is no thematic break. */}
      <span
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={listWords.view.width(title)}
        aria-valuenow={Math.round(shown ?? widthOf(name))}
        aria-valuemin={60}
        aria-valuemax={800}
        title={listWords.view.widthHint}
        className={styles['edge']}
        onPointerDown={pull}
        onDoubleClick={() => onWidth(null)}
        onKeyDown={press}
      />
    </th>
  )
}
