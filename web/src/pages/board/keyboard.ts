import type { CollisionDetection, KeyboardCoordinateGetter } from '@dnd-kit/core'
import { closestCenter, pointerWithin } from '@dnd-kit/core'
import type { ContactItem } from '../../../../server/src/contract/contacts.ts'

/** Where the keyboard has carried the card: a stage, not a place on the screen. */
export interface KeyboardCarry {
  stage: string | null
}

/** Arrow keys go from column to column, and bring the one they reach into sight. */
export function byColumns(carry: KeyboardCarry, stages: readonly string[]): KeyboardCoordinateGetter {
  let step = 1
  return (event, { context, currentCoordinates }) => {
    const by = event.code === 'ArrowRight' ? 1 : event.code === 'ArrowLeft' ? -1 : 0
    if (by === 0) return undefined
    event.preventDefault()
    const card: unknown = context.active?.data.current?.['card']
    const here = carry.stage ?? (card as ContactItem | undefined)?.stage ?? stages[0]
    const next = stages[stages.indexOf(here ?? '') + by]
    if (next === undefined) return undefined
    carry.stage = next
    const column = context.droppableContainers.get(next)?.node.current
    column?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    const place = column?.getBoundingClientRect()
    // Never the same coordinates twice: else nothing would be looked at anew.
    step = -step
    return { x: (place?.left ?? currentCoordinates.x) + 8, y: currentCoordinates.y + step }
  }
}

/** The column under the pointer; the one that the keyboard chose. */
export function overColumn(carry: KeyboardCarry): CollisionDetection {
  return (given) => {
    if (given.pointerCoordinates !== null) return pointerWithin(given)
    const chosen = given.droppableContainers.find(({ id }) => id === carry.stage)
    return chosen === undefined ? closestCenter(given) : [{ id: chosen.id }]
  }
}
