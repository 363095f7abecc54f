import type { KeyboardEvent } from 'react'
import { indentCondition, moveCondition, outdentCondition, removeCondition } from '../model/criteria-edits.ts'
import type { Edit } from '../model/edit.ts'
import type { Path } from '../model/value.ts'
import { useStudio } from '../studio/studio-context.ts'

/** A row of conditions that can be reached and moved by keys: Alt with an arrow, and Delete. */
export function useConditionKeys(path: Path) {
  const { root, change } = useStudio()
  const act = (event: KeyboardEvent): readonly Edit[] => {
    const isRow = event.target === event.currentTarget
    if (isRow && event.key === 'Delete') return removeCondition(root, path)
    if (!event.altKey) return []
    if (event.key === 'ArrowUp') return moveCondition(root, path, -1)
    if (event.key === 'ArrowDown') return moveCondition(root, path, 1)
    if (event.key === 'ArrowRight') return indentCondition(root, path)
    return event.key === 'ArrowLeft' ? outdentCondition(root, path) : []
  }
  return {
    tabIndex: 0,
    role: 'group',
    'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight Delete',
    onKeyDown: (event: KeyboardEvent) => {
      const edits = act(event)
      if (edits.length === 0) return
      event.preventDefault()
      event.stopPropagation()
      change(edits)
    },
  } as const
}
