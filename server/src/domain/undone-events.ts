import type { Event } from './facts.ts'
import { isObject, type Json } from './json.ts'

/** Numbers of events by the row that holds them, as ranges from the first to the last. */
export type EventRanges = Readonly<Record<string, readonly (readonly [first: number, last: number])[]>>

/** Gathers events into ranges, in the order of their rows and numbers. */
export function rangesOf(events: Iterable<Pick<Event, 'contact' | 'seq'>>): EventRanges {
  const rows = new Map<string, [number, number][]>()
  const ordered = [...events].sort((a, b) => (a.contact < b.contact ? -1 : a.contact > b.contact ? 1 : a.seq - b.seq))
  for (const { contact, seq } of ordered) {
    const ranges = rows.get(contact) ?? []
    rows.set(contact, ranges)
    const last = ranges.at(-1)
    if (last !== undefined && seq <= last[1] + 1) last[1] = seq
    else ranges.push([seq, seq])
  }
  return Object.fromEntries(rows)
}

/** What the undoing of imports changes of a history: events that are left out, and merges that found the other row elsewhere. */
export class Undone {
  readonly #ranges = new Map<string, (readonly [number, number])[]>()
  readonly #positions = new Map<string, Json>()

  /** @param voids the void events that are known, in the order of recording */
  constructor(voids: readonly Event[]) {
    for (const { data } of voids) {
      if (isObject(data['events'])) this.add(data['events'] as unknown as EventRanges)
      if (isObject(data['merges']))
        for (const [event, positions] of Object.entries(data['merges'])) this.#positions.set(event, positions)
    }
  }

  add(ranges: EventRanges): void {
    for (const [row, more] of Object.entries(ranges)) this.#ranges.set(row, [...(this.#ranges.get(row) ?? []), ...more])
  }

  has({ contact, seq }: Pick<Event, 'contact' | 'seq'>): boolean {
    return this.#ranges.get(contact)?.some(([first, last]) => seq >= first && seq <= last) ?? false
  }

  /** An event as it is read: a merge with the stages that the other row would have had. */
  read(event: Event): Event {
    const positions = event.kind === 'merge' ? this.#positions.get(event.id) : undefined
    return positions === undefined ? event : { ...event, data: { ...event.data, positions } }
  }
}
