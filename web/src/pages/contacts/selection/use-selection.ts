import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { isInField } from '../../../components/is-typing.ts'
import { between, EVERYBODY, isChosen, NOBODY, type Selection, withChosen } from './selection.ts'

export interface Chooser {
  readonly selection: Selection
  readonly isChosen: (id: string) => boolean
  /** Chooses a contact or lets go of it; with `range` all from the one before. */
  readonly toggle: (id: string, range: boolean) => void
  readonly chooseShown: (chosen: boolean) => void
  readonly chooseAll: () => void
  readonly clear: () => void
}

/**
 * Whom of a list somebody has chosen. x takes the row that has the focus, X all from the one before; Ctrl+A takes all that are shown, then
 * all that match.
 * @param filter another list begins with nobody chosen
 */
export function useSelection(filter: string, shown: readonly string[]): Chooser {
  const [held, setHeld] = useState<{ readonly filter: string; readonly selection: Selection }>({
    filter,
    selection: NOBODY,
  })
  const selection = held.filter === filter ? held.selection : NOBODY
  const last = useRef<string | null>(null)
  const latest = useRef({ selection, shown })
  latest.current = { selection, shown }
  const set = useCallback((next: Selection) => setHeld({ filter, selection: next }), [filter])

  const toggle = useCallback(
    (id: string, range: boolean) => {
      const now = latest.current
      const chosen = !isChosen(now.selection, id)
      const ids = range ? between(now.shown, last.current, id) : [id]
      last.current = id
      set(withChosen(now.selection, ids, range || chosen))
    },
    [set],
  )
  const chooseShown = useCallback(
    (chosen: boolean) => set(chosen ? withChosen(latest.current.selection, latest.current.shown, true) : NOBODY),
    [set],
  )
  const chooseAll = useCallback(() => set(EVERYBODY), [set])
  const clear = useCallback(() => set(NOBODY), [set])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isInField(event.target) || document.querySelector('dialog[open]') !== null) return
      const row = document.activeElement?.closest('tr')?.querySelector<HTMLElement>('[data-row]')?.dataset['row']
      const { selection: now, shown: ids } = latest.current
      if (event.key.toLowerCase() === 'x' && !event.ctrlKey && !event.metaKey && !event.altKey && row !== undefined) {
        event.preventDefault()
        toggle(row, event.shiftKey)
      }
      if (event.key === 'a' && (event.ctrlKey || event.metaKey) && ids.length > 0) {
        event.preventDefault()
        if (ids.every((id) => isChosen(now, id))) chooseAll()
        else chooseShown(true)
      }
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [toggle, chooseAll, chooseShown])

  return useMemo(
    () => ({ selection, isChosen: (id) => isChosen(selection, id), toggle, chooseShown, chooseAll, clear }),
    [selection, toggle, chooseShown, chooseAll, clear],
  )
}
