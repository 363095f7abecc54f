import type { EventView } from '../../../../../server/src/contract/events.ts'
import type { TransitionView } from '../../../../../server/src/contract/transitions.ts'
import { startOfDay } from '../../../components/moment.ts'
import type { TimelineFilter } from '../contact-search.ts'
import { sortOf } from './event-sort.ts'

export type Entry =
  | { readonly is: 'event'; readonly id: string; readonly at: number; readonly event: EventView }
  | { readonly is: 'move'; readonly id: string; readonly at: number; readonly move: TransitionView }
  /** Pages seen one after the other, the newest first. */
  | { readonly is: 'visit'; readonly id: string; readonly at: number; readonly pages: readonly EventView[] }

export interface Day {
  readonly day: number
  readonly entries: readonly Entry[]
}

export interface TimelineView {
  readonly filter: TimelineFilter
  readonly search: string
  /** False while older events are still to be loaded: moves older than what is loaded then wait. */
  readonly isWhole: boolean
}

/** Longer without a page, and the next one is another visit. */
const VISIT_GAP = 30 * 60_000

/** Events and moves as the timeline shows them: the newest first, by day, pages gathered into visits. */
export function groupTimeline(
  events: readonly EventView[],
  moves: readonly TransitionView[],
  { filter, search, isWhole }: TimelineView,
): readonly Day[] {
  const oldest = events.reduce((least, { at }) => Math.min(least, Date.parse(at)), Number.POSITIVE_INFINITY)
  const entries: Entry[] = [
    // A person's move is told by the move itself.
    ...events
      .filter((event) => event.kind !== 'ruling' && shows(filter, event) && event.text.toLowerCase().includes(search))
      .map((event): Entry => ({ is: 'event', id: event.id, at: Date.parse(event.at), event })),
    ...moves
      .filter(
        ({ at, to }) =>
          (isWhole || Date.parse(at) >= oldest) &&
          (filter === 'all' || filter === 'sales') &&
          (search === '' || to.includes(search)),
      )
      .map((move): Entry => ({ is: 'move', id: move.id, at: Date.parse(move.at), move })),
  ]
  return byDay(intoVisits(entries.sort(newestFirst)))
}

const shows = (filter: TimelineFilter, event: EventView): boolean => filter === 'all' || sortOf(event) === filter

/** What came of an event stands above it. */
function newestFirst(a: Entry, b: Entry): number {
  if (a.at !== b.at) return b.at - a.at
  if (a.is === 'move' && b.is === 'move') return numberOf(b.id) - numberOf(a.id)
  if (a.is !== b.is) return a.is === 'move' ? -1 : 1
  return a.id < b.id ? 1 : -1
}

/** A transition's number in the contact's ledger, the last part of its id. */
const numberOf = (transition: string): number => Number(transition.slice(transition.lastIndexOf('.') + 1))

function intoVisits(entries: readonly Entry[]): readonly Entry[] {
  const gathered: Entry[] = []
  for (const entry of entries) {
    const last = gathered.at(-1)
    const joined = last === undefined ? null : joinVisit(last, entry)
    if (joined === null) gathered.push(entry)
    else gathered[gathered.length - 1] = joined
  }
  return gathered
}

function joinVisit(later: Entry, earlier: Entry): Entry | null {
  if (earlier.is !== 'event' || later.is === 'move' || sortOf(earlier.event) !== 'web') return null
  if (later.is === 'event' && sortOf(later.event) !== 'web') return null
  if (later.at - earlier.at > VISIT_GAP || startOfDay(later.at) !== startOfDay(earlier.at)) return null
  const pages = later.is === 'visit' ? later.pages : [later.event]
  return { is: 'visit', id: later.id, at: earlier.at, pages: [...pages, earlier.event] }
}

function byDay(entries: readonly Entry[]): readonly Day[] {
  const days = new Map<number, Entry[]>()
  for (const entry of entries) {
    const day = startOfDay(entry.at)
    const list = days.get(day)
    if (list === undefined) days.set(day, [entry])
    else list.push(entry)
  }
  return [...days].map(([day, list]) => ({ day, entries: list }))
}
