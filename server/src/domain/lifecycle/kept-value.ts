import type { SlotOf } from '../aggregates.ts'
import type { Program } from './program.ts'
import type { ContactState } from './state.ts'

const places = new WeakMap<Program, Map<string, number>>()

/** A kept value by its path: the first ever set, or the latest; null where nothing was set or nothing keeps it. */
export function keptValue(
  program: Program,
  state: ContactState,
  path: string,
  which: 'first' | 'latest',
): SlotOf['value'] {
  const known = places.get(program) ?? new Map<string, number>()
  places.set(program, known)
  const key = `${which} ${path}`
  let place = known.get(key)
  if (place === undefined) {
    place = program.aggregates.findIndex(
      (one) => one.keep === 'value' && one.path === path && one.first === (which === 'first'),
    )
    known.set(key, place)
  }
  return place < 0 ? null : (state.slots[place] as SlotOf['value'])
}
