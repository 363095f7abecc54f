import type { SlotOf } from '../aggregates.ts'
import type { Program } from './program.ts'
import type { ContactState } from './state.ts'

type Which = 'first' | 'latest'

const places = new WeakMap<Program, Record<Which, Map<string, number>>>()

/** A kept value by its path: the first ever set, or the latest; null where nothing was set or nothing keeps it. */
export function keptValue(program: Program, state: ContactState, path: string, which: Which): SlotOf['value'] {
  const place = placesOf(program)[which].get(path)
  return place === undefined ? null : (state.slots[place] as SlotOf['value'])
}

function placesOf(program: Program): Record<Which, Map<string, number>> {
  const known = places.get(program)
  if (known !== undefined) return known
  const found: Record<Which, Map<string, number>> = { first: new Map(), latest: new Map() }
  for (const [index, aggregate] of program.aggregates.entries())
    if (aggregate.keep === 'value') found[aggregate.first ? 'first' : 'latest'].set(aggregate.path, index)
  places.set(program, found)
  return found
}
