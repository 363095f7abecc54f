import type { Event } from '../facts.ts'
import type { SlotChange } from './keep.ts'

const NONE: readonly SlotChange[] = []

interface KindTable {
  readonly any: SlotChange[]
  readonly byName: Map<string, SlotChange[]>
}

/**
 * Finds the slots that an event may change by its kind and name, so that most events ask few questions.
 * @param trusted names of events that browsers cannot prove: from a public key they count for nothing
 */
export function changeTable(
  changes: readonly SlotChange[],
  trusted: readonly string[],
): (event: Event) => readonly SlotChange[] {
  const unproved = new Set(trusted)
  const kinds = new Map<string, KindTable>()
  for (const change of changes)
    for (const kind of change.kinds) {
      const entry: KindTable = kinds.get(kind) ?? { any: [], byName: new Map() }
      kinds.set(kind, entry)
      if (change.names === null) entry.any.push(change)
      else for (const name of new Set(change.names)) entry.byName.set(name, [...(entry.byName.get(name) ?? []), change])
    }
  // Each slot keeps its own count, so their order among each other does not matter.
  for (const { any, byName } of kinds.values())
    for (const [name, own] of byName) byName.set(name, [...new Set([...own, ...any])])
  return (event) => {
    if (event.channel === 'browser' && unproved.has(event.name)) return NONE
    const entry = kinds.get(event.kind)
    return entry === undefined ? NONE : (entry.byName.get(event.name) ?? entry.any)
  }
}
